import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { corruptionPhrase } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { corruptionOf } from "hourglass-core/internal/settings/choices.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { errorsOf, type OfErrors } from "hourglass-lab/internal/evaluation/errors.ts";
import { errorWords } from "hourglass-lab/internal/report/words/error-words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { TestFigures } from "../workers/explorer/explorer-api.ts";

// A model is judged on the task that it was trained for: one that removes noise by what it makes of noisy samples.

/** The errors of a model's own task. */
export function ownErrors(figures: TestFigures): OfErrors<number> {
  return figures.noisy ?? figures;
}

/** The noise that a model was trained to remove, as a phrase: `gaussian noise of 0.5`; `undefined` of one that was not. */
export function noiseOfTask({ corruption }: Pick<Settings, "corruption">): string | undefined {
  const removed = corruptionOf(corruption);
  return removed === undefined ? undefined : corruptionPhrase(removed);
}

/** What a model that removes noise makes of clean samples, in a sentence; `undefined` of others, and until it is measured. */
export function cleanWords(
  figures: TestFigures | undefined,
  shape: SampleShape,
  samples: SampleKind<Samples>,
): string | undefined {
  if (figures?.noisy === undefined) return undefined;
  const errors = errorsOf(shape).map((error) => {
    const figure = figures[error];
    return figure === undefined ? "" : `${errorWords(error, samples).short} ${formatNumber(figure)}`;
  });
  return `From clean ${samples.plural}, which it was not trained for: ${errors.join(", ")}.`;
}
