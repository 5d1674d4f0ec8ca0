import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import type { RunSummary, SplitMetrics } from "./files/summary.ts";

/** The errors of a model on every split that has samples. */
export async function measureSplits(
  model: Autoencoder,
  { train, validation, test }: Splits<Samples>,
): Promise<NonNullable<RunSummary["metrics"]>> {
  return {
    train: await measureSplit(model, train),
    ...(validation.count === 0 ? {} : { validation: await measureSplit(model, validation) }),
    test: await measureSplit(model, test),
  };
}

async function measureSplit(model: Autoencoder, samples: Samples): Promise<SplitMetrics> {
  const errors = await model.score(valuesOf(samples), samples.labels);
  const mse = meanError(errors.mse);
  return {
    ...(errors.bce === undefined ? {} : { bce: meanError(errors.bce) }),
    mse,
    sse: mse * model.sampleSize,
  };
}
