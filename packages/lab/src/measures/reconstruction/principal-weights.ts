import { requireFinite } from "hourglass-core/internal/data/numbers.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { denseKind } from "hourglass-core/internal/model/layers/dense.ts";
import { type Model, requireModel } from "hourglass-core/internal/model/model.ts";
import { linear } from "hourglass-core/internal/model/outputs/linear.ts";
import { outputOf } from "hourglass-core/internal/model/outputs/outputs.ts";
import type { Parameter, Weights } from "hourglass-core/internal/model/parameter.ts";
import { requireMemory } from "hourglass-core/internal/runtime/memory.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { beginningWeights } from "hourglass-core/internal/training/state.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { seenBy } from "../raw-values.ts";
import { componentsMemory, type PrincipalComponents, spreadOfValues } from "./principal-components.ts";

const call = "principalWeights";

/**
 * Weights by which a linear autoencoder is the projection on the principal components of samples, z = C (x - m) and y = C' z + m: no other
 * linear code of its size has a smaller squared error (Baldi and Hornik, "Neural networks and principal component analysis", 1989).
 * @param train to fit them on, and to standardise by where the model does: not empty
 * @throws UsageError unless the model has one linear layer each way, a linear output and a code no larger than a sample
 * @throws HourglassError on what is no runtime, model or set of its samples, and, with an estimate, on what would take too much memory
 */
export async function principalWeights(runtime: Runtime, model: Model, train: Samples): Promise<Weights> {
  requireRuntime(runtime, call);
  requireModel(model, call);
  const set = requireSamplesOf(model.sampleShape, train, call, "train");
  if (set.count === 0) throw new UsageError(`${call}: train: expected samples, found none`);
  const values = valuesOf(set);
  if (values instanceof Float32Array) requireFinite(values, call, "train.values");
  const { encoder, decoder } = linearLayers(model);
  const { latentSize, sampleSize } = model;
  const bytes = componentsMemory({ train: set.count, imageSize: sampleSize, latentSize });
  const needs = [{ what: "products of values with each other", bytes }];
  requireMemory("principal components", needs, runtime.memory, "begin with seeded weights");
  const spread = await spreadOfValues(runtime, seenBy(set)(set));
  const components = await spread.components(latentSize);
  // Where the layers share a kernel it is the encoder's, which comes last.
  return new Map([
    ...beginningWeights(model, 0, set),
    [decoder.kernel, Float32Array.from(components.components)],
    [decoder.bias, Float32Array.from(components.mean)],
    [encoder.kernel, transposed(components)],
    [encoder.bias, meanCode(components)],
  ]);
}

/** The names of the parameters of a dense layer. */
interface Affine {
  readonly kernel: string;
  readonly bias: string;
}

/** @throws UsageError with the reason, where the model is not as linear as principal components */
function linearLayers(model: Model): Readonly<Record<"encoder" | "decoder", Affine>> {
  const { latentSize, sampleSize } = model;
  const parts = { encoder: affineOf(model, "encoder"), decoder: affineOf(model, "decoder") };
  const output = outputOf(model).name;
  if (output !== linear.name) refuse("a linear output", `the output ${output}`);
  if (latentSize > sampleSize) {
    refuse(`a code of at most ${counted(sampleSize, "value")}, as a sample has`, `one of ${latentSize}`);
  }
  return parts;
}

function affineOf(model: Model, part: "encoder" | "decoder"): Affine {
  const [layer, ...others] = model[part];
  const isLinear = layer?.kind === denseKind.name && layer.activation === "linear";
  if (layer === undefined || !isLinear || others.length > 0) {
    const found = model[part].map(({ name, description }) => `${name} (${description})`).join(", ");
    refuse(`one linear dense layer as the ${part}`, found);
  }
  const [kernel, bias] = layer.parameters as readonly [Parameter, Parameter];
  return { kernel: kernel.name, bias: bias.name };
}

function refuse(expected: string, found: string): never {
  throw new UsageError(
    `principal components as initial weights: expected ${expected}, found ${found}; choose model vanilla with codeActivation linear and ` +
      "outputActivation linear, or begin with seeded weights",
  );
}

/** The kernel that gives the code of a sample: `[sampleSize, count]`. */
function transposed({ components, mean }: PrincipalComponents): Float32Array {
  const size = mean.length;
  const count = components.length / size;
  return Float32Array.from(
    components,
    (_, at) => components[(at % count) * size + Math.floor(at / count)] as number,
  );
}

/** Minus the code of the mean, `[count]`: the mean itself is coded as 0. */
function meanCode({ components, mean }: PrincipalComponents): Float32Array {
  const size = mean.length;
  return Float32Array.from({ length: components.length / size }, (_, component) =>
    mean.reduce((sum, value, at) => sum - value * (components[component * size + at] as number), 0),
  );
}
