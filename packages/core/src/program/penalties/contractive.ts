import { gradients } from "../../graph/differentiate.ts";
import { affine } from "../../graph/operators/affine.ts";
import { divide, multiply } from "../../graph/operators/arithmetic.ts";
import { cast } from "../../graph/operators/selection.ts";
import { reduceSum } from "../../graph/operators/shaping.ts";
import { sizeOf } from "../../graph/operators/slicing.ts";
import type { Value } from "../../graph/value.ts";
import { activations } from "../../model/activation.ts";
import type { Layer } from "../../model/layer.ts";
import { normal } from "../../model/noise.ts";
import { type PenaltyKind, type PenaltyPass, weight } from "./penalty-kind.ts";

/**
 * The squared Frobenius norm of the Jacobian of the encoder, codes by values of the image, mean over images: Rifai and others,
 * "Contractive auto-encoders", 2011, equation 2. Of a single dense layer in closed form (equation 5, for any activation); of other encoders
 * Hutchinson's estimate: with v from the standard normal distribution, the norm is the mean of |J' v|^2, and each image has one v a step
 * (Hutchinson, "A stochastic estimator of the trace of the influence matrix for Laplacian smoothing splines", 1990).
 */
export const contractive: PenaltyKind<"contractive", { readonly weight: number }> = {
  name: "contractive",
  title: "contractive penalty",
  fields: { weight: { ...weight, first: 0.01 } },
  label: "weight × ‖Jacobian of the encoder‖²",
  phrase: ({ weight }) =>
    `${weight} times the squared Frobenius norm of the encoder's Jacobian, mean over images (exact for one dense layer, ` +
    "for more Hutchinson's estimate with one normal vector an image)",
  value: (pass) => {
    const [only, ...others] = pass.model.encoder;
    const isSingle = only?.kind === "dense" && others.length === 0;
    const norm = isSingle ? normOfDense(only, pass) : estimatedNorm(pass);
    return multiply(divide(norm, cast(sizeOf(pass.codes, 0), "float32")), pass.values.weight);
  },
};

/** Row j of the Jacobian is s'(z_j) times column j of the kernel: the sum of s'(z_j)^2 |column j|^2 over the batch. */
function normOfDense(
  { parameters, activation }: Layer,
  { images, parameters: values }: PenaltyPass<{ readonly weight: number }>,
): Value {
  const [kernel, bias] = parameters.map(({ name }) => values.get(name) as Value) as unknown as [Value, Value];
  const z = affine(images, kernel, bias);
  const activated = activations.of(activation ?? "linear").apply(z);
  const [slope] = gradients(reduceSum(activated), [z]) as readonly [Value];
  const columns = reduceSum(multiply(kernel, kernel), [0]);
  return reduceSum(multiply(multiply(slope, slope), columns));
}

/** The sum of |J' v|^2 over the batch, J' v being the gradient of v's product with the code. */
function estimatedNorm({ codes, images, model, noise }: PenaltyPass<{ readonly weight: number }>): Value {
  const v = normal(noise, "contraction", model.latentSize);
  const [slope] = gradients(reduceSum(multiply(codes, v)), [images]) as readonly [Value];
  return reduceSum(multiply(slope, slope));
}
