import { capitalise, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { samplesKind } from "../../state/session.ts";
import { sampleLook } from "../sample-look.ts";
import { drawingWords } from "../sample-picture.ts";

/** What a code is, and how it is drawn, for those who learn. */
export function CodeExplanation(): JSX.Element {
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
