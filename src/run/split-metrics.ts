import type { ImageSet } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { meanError } from "../inference/scorer.ts";
import type { RunSummary, SplitMetrics } from "./files/summary.ts";

/** The errors of a model on every split that has images. */
export async function measureSplits(
  model: Autoencoder,
  { train, validation, test }: Splits,
): Promise<NonNullable<RunSummary["metrics"]>> {
  return {
    train: await measureSplit(model, train),
    ...(validation.count === 0 ? {} : { validation: await measureSplit(model, validation) }),
    test: await measureSplit(model, test),
  };
}

async function measureSplit(model: Autoencoder, images: ImageSet): Promise<SplitMetrics> {
  const errors = await model.score(images.images);
  const mse = meanError(errors.mse);
  return { bce: meanError(errors.bce), mse, sse: mse * model.sampleSize };
}
