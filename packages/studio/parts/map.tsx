import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { explored, isUntrained, problem } from "../state/exploration.ts";
import { startMap } from "../state/follow-map.ts";
import { startExploring } from "../state/follow-model.ts";
import { loadedData, samplesKind } from "../state/session.ts";
import { ClassChoice } from "./explore/class-choice.tsx";
import { CodeExplanation } from "./explore/code-explanation.tsx";
import { ModelChoice } from "./explore/model-choice.tsx";
import { Scatter } from "./explore/scatter.tsx";
import { watchTheme } from "./explore/theme.ts";
import { SecondChoice, SecondMap } from "./map/second-map.tsx";
import { Part } from "./part.tsx";

/** The codes of the test samples in their plane, beside the training that moves them. */
export function MapPart(): JSX.Element {
  useEffect(() => {
    watchTheme();
    const ends = [startExploring(), startMap()];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  return (
    <Part
      id="map"
      title="The map of codes"
      explanation={<CodeExplanation />}
      tools={
        <>
          <ModelChoice label="Model" />
          <ClassChoice label="Decoded as" />
          <SecondChoice />
        </>
      }
    >
      <p class="explore-state" role="status">
        {problem.value ??
          (explored.value === undefined
            ? "Waiting for data and a model."
            : isUntrained.value
              ? `Not trained yet: these codes are what random weights make of the ${samplesKind.value.plural}. Train, and see them part.`
              : "")}
      </p>
      <div class="maps">
        <Scatter classNames={loadedData.value?.classNames ?? []} />
        <SecondMap />
      </div>
    </Part>
  );
}
