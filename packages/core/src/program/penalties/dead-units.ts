import { divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { stopGradient } from "../../graph/operators/custom-gradient.ts";
import { matMul } from "../../graph/operators/product.ts";
import { cast, greater, select, step } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Value } from "../../graph/value.ts";
import type { Dictionary } from "../../model/codes/code-kind.ts";
import { codeOf } from "../../model/codes/codes.ts";
import type { Layer } from "../../model/layer.ts";
import { atomsKind } from "../../model/layers/atoms.ts";
import { keepLargest } from "../../model/layers/top-k.ts";
import { linear } from "../../model/outputs/linear.ts";
import { outputOf } from "../../model/outputs/outputs.ts";
import type { Parameter } from "../../model/parameter.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

const usualSamples = 10_000;

/**
 * The auxiliary loss of dead units, AuxK: Gao and others, "Scaling and evaluating sparse autoencoders", 2024, appendix A.2. A unit is dead that was not
 * active for SAMPLES samples of training. Of the dead units the K with the largest pre-activations, fewer where there are fewer, rebuild what the
 * reconstruction leaves: e = x - x^ is held against e^ = the sum of their atoms, |e - e^|^2, mean over values and samples. No gradient reaches e, as in
 * the authors' program. Where no unit is dead it is 0.
 */
export const deadUnits: PenaltyKind<
  "dead-units",
  { readonly k: number; readonly weight: number; readonly samples?: number }
> = {
  name: "dead-units",
  title: "auxiliary loss of dead units (AuxK)",
  asks: "dictionary",
  fields: {
    k: {
      title: "dead units that take part",
      placeholder: "K",
      minimum: 1,
      maximum: 65_536,
      whole: true,
      first: 64,
      step: 1,
    },
    weight: { ...weight, first: 1 / 32 },
    samples: {
      title: "samples after which an idle unit is dead",
      placeholder: "SAMPLES",
      minimum: 1,
      // What is counted in float32 is exact up to here.
      maximum: 2 ** 24,
      whole: true,
      first: usualSamples,
      step: 1,
      optional: true,
    },
  },
  label: "weight × error of dead units",
  phrase: ({ k, weight, samples = usualSamples }) =>
    `${weight} times the squared error with which the ${k} dead units of the largest pre-activations (of units not active for ${samples} images) ` +
    "rebuild what the reconstruction leaves, mean over pixels and images",
  leastCodeSize: ({ k }) => k,
  misfitOf: (model) => {
    const [atoms, ...others] = model.decoder;
    const isWhole = model.encoder.length === 1 && atoms?.kind === atomsKind.name && others.length === 0;
    if (!isWhole) return "expected a dictionary layer as all of the encoder, and atoms as all of the decoder";
    const output = outputOf(model).name;
    return output === linear.name ? undefined : `expected the output ${linear.name}, found ${output}`;
  },
  value: ({ encoded, residual, model, parameters, values: { k, weight, samples = usualSamples } }) => {
    const found = codeOf(model).dictionary?.(model.encoder);
    const { idle, preActivations } = found as Dictionary;
    const [atoms] = (model.decoder[0] as Layer).parameters as readonly [Parameter];
    const isDead = greater(parameters.get(idle.name) as Value, scalar(samples - 0.5));
    const ofDead = select(isDead, preActivations(encoded), scalar(0));
    const left = stopGradient(residual());
    const rebuilt = matMul(keepLargest(ofDead, k), parameters.get(atoms.name) as Value);
    const difference = subtract(left, rebuilt);
    const count = multiply(cast(sizeOf(left, 0), "float32"), model.sampleSize);
    const error = divide(reduceSum(multiply(difference, difference)), count);
    const isAnyDead = step(reduceSum(cast(isDead, "float32")));
    return multiply(multiply(error, isAnyDead), weight);
  },
};
