import type { ImageSet } from "../../src/data/image-set.ts";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import type { SoundEvaluation } from "../../src/evaluation/evaluation.ts";
import type { EvaluationOptions } from "../../src/evaluation/evaluation-options.ts";
import type { Autoencoder } from "../../src/inference/autoencoder.ts";

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
