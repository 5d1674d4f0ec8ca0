import type { Program, ProgramInput } from "../graph/onnx/serialise.ts";
import { multiply } from "../graph/operators/arithmetic.ts";
import { exp } from "../graph/operators/functions.ts";
import { codeOf } from "../model/codes/codes.ts";
import { encoderOutput, type Model } from "../model/model.ts";
import { partParameters } from "./coder.ts";
import { modelInputs } from "./model-inputs.ts";
import { readSamples } from "./samples.ts";

/**
 * The distribution over codes of each sample, where it is normal with a diagonal covariance: `images` (what the samples are) `[batch, sampleSize]`
 * and the encoder's parameters as further inputs, to `mean` and `deviation`, float32 `[batch, latentSize]`. Absent for a model whose
 * codes have no such distribution.
 * @param given uint8 where samples are images, float32 in their own units where they are others, or floats of either kind
 */
export function posteriorProgram(model: Model, given: ProgramInput): Program | undefined {
  const moments = codeOf(model).distribution?.moments;
  if (moments === undefined) return undefined;
  const { parameters, listed } = modelInputs([given], partParameters("encoder", model), model.encoder);
  const { mean, logVariance } = moments(
    encoderOutput(model, parameters, readSamples(model, parameters, given.value)),
  );
  return {
    name: "posterior",
    description: `The distribution over codes of a ${model.name} autoencoder.`,
    inputs: listed().inputs,
    outputs: [
      { name: "mean", value: mean, description: "means of the values of the code" },
      {
        name: "deviation",
        value: exp(multiply(logVariance, 0.5)),
        description: "standard deviations of the values of the code",
      },
    ],
  };
}
