import { capitalise, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { explored, isUntrained, problem } from "../state/exploration.ts";
import { startExploring } from "../state/follow-model.ts";
import { loadedData, samplesKind } from "../state/session.ts";
import { CodeGrid } from "./explore/code-grid.tsx";
import { CodeValues } from "./explore/code-values.tsx";
import { LookedCard } from "./explore/looked-card.tsx";
import { ModelChoice } from "./explore/model-choice.tsx";
import { Samples } from "./explore/samples.tsx";
import { Scatter } from "./explore/scatter.tsx";
import { watchTheme } from "./explore/theme.ts";
import { Walk } from "./explore/walk.tsx";
import { Part } from "./part.tsx";
import { sampleLook } from "./sample-look.ts";
import { drawingWords } from "./sample-picture.ts";

/** What the model has made of the samples: their codes, and decodings of codes that no sample has. */
export function Explore(): JSX.Element {
  useEffect(() => {
    watchTheme();
    return startExploring();
  }, []);
  const classNames = loadedData.value?.classNames ?? [];
  return (
    <Part
      id="explore"
      title="Explore the code"
      explanation={<Explanation />}
      tools={<ModelChoice label="Model" />}
    >
      <p class="explore-state" role="status">
        {problem.value ??
          (explored.value === undefined
            ? "Waiting for data and a model."
            : isUntrained.value
              ? `Not trained yet: these codes are what random weights make of the ${samplesKind.value.plural}. Train, and see them part.`
              : "")}
      </p>
      <div class="explore-body">
        <Scatter classNames={classNames} />
        <div class="explore-side">
          <LookedCard classNames={classNames} />
          <CodeValues />
        </div>
        <Walk classNames={classNames} />
        <CodeGrid />
        <Samples />
      </div>
    </Part>
  );
}

function Explanation(): JSX.Element {
  const { shape } = sampleLook.value ?? {};
  const { title, plural } = samplesKind.value;
  const drawing = shape === undefined ? "" : drawingWords(shape);
  return (
    <>
      <p>
        The encoder turns every {title} into a few numbers, its <em>code</em>; the decoder makes a picture of
        any code. Every dot is the code of a test {title}, {withArticle(title)} that the model has not learnt
        from. {capitalise(plural)} that the model finds alike have codes that lie near each other. It was
        never told the classes: where the colours part, it found the difference by itself.
      </p>
      <p>
        A code of more than two values does not fit on paper. It is shown by its <em>principal components</em>
        , the two directions in which codes differ most; while the model trains they are turned so that the
        picture stays as steady as it can. What lies in other directions is not seen, so dots that touch here
        may be far apart.
      </p>
      <p>
        Press anywhere to decode a point, also between the dots. A model that has learnt a smooth code draws
        something sensible there; a poor one draws a blur of its neighbours. The sliders change one value of
        the code at a time, the walk goes straight from one code to another.
      </p>
      {drawing === "" ? null : <p>{drawing}</p>}
    </>
  );
}
