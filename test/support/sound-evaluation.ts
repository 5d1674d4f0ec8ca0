import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { evaluate } from "hourglass-lab/internal/evaluation/evaluate.ts";
import type { SoundEvaluation } from "hourglass-lab/internal/evaluation/evaluation.ts";
import type { EvaluationOptions } from "hourglass-lab/internal/evaluation/evaluation-options.ts";

/** The evaluation of a model that gives finite numbers for some image. */
export async function evaluateSound(
  model: Autoencoder,
  test: ImageSet,
  options?: EvaluationOptions,
): Promise<SoundEvaluation> {
  const evaluation = await evaluate(model, test, options);
  if (evaluation.pictures === undefined) throw new Error("the model gives no finite numbers");
  return evaluation;
}
