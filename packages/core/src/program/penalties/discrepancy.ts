import { add, divide, multiply, subtract } from "../../graph/operators/arithmetic.ts";
import { relu } from "../../graph/operators/functions.ts";
import { matMul } from "../../graph/operators/product.ts";
import { cast, maximum } from "../../graph/operators/selection.ts";
import { reduceSum, reshape } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import { scalar } from "../../graph/operators/source.ts";
import type { Shape } from "../../graph/type.ts";
import type { Value } from "../../graph/value.ts";
import { type Noise, normal } from "../../model/noise.ts";
import { type PenaltyKind, weight } from "./penalty-kind.ts";

/** As a multiple of the kernel's own scale, C: the kernel is the sum over these. */
const scales = [0.1, 0.2, 0.5, 1, 2, 5, 10] as const;

/**
 * The maximum mean discrepancy of the codes of a batch and as many samples of the standard normal distribution, squared, by its unbiased
 * estimate, with the sum of inverse multiquadratic kernels C / (C + |x - y|^2), C = 2 SCALE s times the size of the code, s in {0.1, 0.2, 0.5, 1,
 * 2, 5, 10}. Of points: Tolstikhin and others, "Wasserstein auto-encoders", 2018, section 4 (WAE-MMD). Of samples of a gaussian code: Zhao,
 * Song and Ermon, "InfoVAE", 2019, section 3.2, with `beta` as their 1 - alpha.
 */
export const discrepancy: PenaltyKind<"mmd", { readonly weight: number; readonly scale?: number }> = {
  name: "mmd",
  title: "maximum mean discrepancy from the prior (WAE, InfoVAE)",
  asks: "any",
  hasPrior: true,
  fields: {
    weight: { ...weight, first: 0.1 },
    scale: {
      title: "scale of the kernel",
      placeholder: "SCALE",
      minimum: 1e-3,
      maximum: 1e3,
      first: 1,
      optional: true,
    },
  },
  codeActivation: "linear",
  label: "weight × MMD² of codes and prior",
  phrase: ({ weight, scale = 1 }) =>
    `${weight} times the squared maximum mean discrepancy of the codes of the batch from the standard normal distribution ` +
    `(inverse multiquadratic kernels, scale ${scale})`,
  value: ({ codes, noise, values: { weight, scale = 1 } }) =>
    multiply(squaredDiscrepancy(codes, noise, scale), weight),
};

/** A scalar. */
function squaredDiscrepancy(codes: Value, noise: Noise, scale: number): Value {
  const [, size] = codes.shape as readonly [string, number];
  const drawn = normal(noise, "prior", size);
  const count = cast(sizeOf(codes, 0), "float32");
  // Of a single image there are no pairs, and the sum over them is 0.
  const pairs = multiply(count, maximum(subtract(count, 1), scalar(1)));
  const within = (values: Value): Value =>
    // The kernel of a value with itself is 1 at every scale.
    divide(subtract(similarity(values, values, scale), multiply(count, scales.length)), pairs);
  const between = divide(similarity(codes, drawn, scale), multiply(count, count));
  return subtract(add(within(codes), within(drawn)), multiply(between, 2));
}

/** The sum of the kernels of all pairs of rows of `a` and `b`, `[batch, size]` both: a scalar. */
function similarity(a: Value, b: Value, scale: number): Value {
  const [batch, size] = a.shape as readonly [string, number];
  const squares = (values: Value, shape: Shape): Value =>
    reshape(reduceSum(multiply(values, values), [1]), shape);
  const products = multiply(matMul(a, b, { transposeB: true }), 2);
  // Rounding can make the distance of a row to itself negative.
  const distances = relu(subtract(add(squares(a, [batch, 1]), squares(b, [1, batch])), products));
  const kernels = scales.map((share) => {
    const c = 2 * scale * share * size;
    return divide(scalar(c), add(distances, c));
  });
  return reduceSum(kernels.reduce((sum, kernel) => add(sum, kernel)));
}
