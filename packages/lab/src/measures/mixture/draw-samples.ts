import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { asSamples, eachSample } from "../../evaluation/pictures.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import type { CodeMixtureFindings } from "./code-mixture.ts";
import { fitSampler } from "./sampler.ts";

/** New samples for a report, or why there are none. */
export type DrawnSamples =
  | {
      readonly findings: CodeMixtureFindings;
      /** `[sampleSize]` each, as sets have samples. */
      readonly samples: readonly SampleValues[];
      readonly notDrawn?: undefined;
    }
  | { readonly notDrawn: string };

/** As many as are drawn from the prior of a variational code. */
const sampleCount = 64;

/**
 * Draws from the codes of an autoencoder, of which there may be too few.
 * @throws the reason of `signal` once that is aborted
 */
export async function drawSamples(
  autoencoder: Autoencoder,
  splits: Splits<Samples>,
  hooks: ProgressHooks,
): Promise<DrawnSamples> {
  try {
    const { findings, draw } = await fitSampler(autoencoder, splits, hooks);
    const { samples } = await draw(sampleCount);
    return { findings, samples: eachSample(asSamples(autoencoder, samples), sampleCount) };
  } catch (error) {
    if (!(error instanceof NotMeasurableError)) throw error;
    return { notDrawn: inWordsOf(shapeOf(splits.train), error.message) };
  }
}
