import { repeated } from "../arguments.ts";
import { requireSizes } from "../data/image-set.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import { counted } from "../words.ts";
import { activationLayer } from "./activation-layer.ts";
import { type Architecture, type LayerSpec, parseArchitecture } from "./architecture.ts";
import { batchNormalization } from "./batch-normalization.ts";
import { convolution } from "./convolution.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { FeatureShape, Layer } from "./layer.ts";
import { maxPooling } from "./max-pooling.ts";
import { createModel, type ImageShape, type Model } from "./model.ts";
import { channelsToImage, featureCount, imageToChannels, reshaping } from "./reshaping.ts";
import { topK } from "./top-k.ts";
import { transposedConvolution } from "./transposed-convolution.ts";
import { upsampling } from "./upsampling.ts";

type Kind = LayerSpec["type"];
type Builder<K extends Kind> = (
  name: string,
  shape: FeatureShape,
  spec: Extract<LayerSpec, { readonly type: K }>,
  encoder: readonly Layer[],
) => Layer;

/** How a layer of each kind follows from what the layer before gives, and from the layers of the encoder, for a decoder. */
const builders: { readonly [K in Kind]: Builder<K> } = {
  dense: (name, shape, { units, activation, tiedTo }, encoder) =>
    dense(name, rowSize(shape), units, activation, layerToShare(tiedTo, encoder)),
  convolution: (name, shape, spec) => convolution(name, shape, spec),
  "transposed-convolution": (name, shape, spec) => transposedConvolution(name, shape, spec),
  "max-pooling": (name, shape, spec) => maxPooling(name, shape, spec),
  upsampling: (name, shape, spec) => upsampling(name, shape, spec),
  activation: (name, shape, { activation }) => activationLayer(name, shape, activation),
  "batch-normalization": (name, shape) => batchNormalization(name, shape),
  dropout: (name, shape, { rate }) => dropout(name, shape, rate),
  flatten: (name, shape) => reshaping(name, "flatten", shape, [featureCount(shape)]),
  reshape: (name, shape, { shape: [height, width, channels] }) =>
    reshaping(name, "reshape", shape, [channels, height, width]),
  "top-k": (name, shape, spec) => topK(name, rowSize(shape), spec),
  gaussian: (name, shape, { units }) => ({
    ...dense(name, rowSize(shape), 2 * units, "linear"),
    kind: "gaussian",
  }),
};

function layerToShare(name: string | undefined, encoder: readonly Layer[]): Layer | undefined {
  if (name === undefined) return undefined;
  const layer = encoder.find((one) => one.name === name);
  if (layer !== undefined) return layer;
  const names = encoder.filter(({ parameters }) => parameters.length > 0).map((one) => one.name);
  throw new ShapeError(
    `tied to ${name}: expected a layer of the encoder, for one of the decoder` +
      (names.length === 0 ? "" : `: ${names.join(", ")}`),
  );
}

/** Kinds that look at neighbouring pixels. */
const spatial: ReadonlySet<Kind> = new Set([
  "convolution",
  "transposed-convolution",
  "max-pooling",
  "upsampling",
] satisfies Kind[]);

function rowSize(shape: FeatureShape): number {
  if (shape.length !== 1) {
    throw new ShapeError(
      `expected [batch, values], found [batch, ${shape.join(", ")}]: put a flatten layer before it`,
    );
  }
  return featureCount(shape);
}

/**
 * The model that an architecture describes for images of a shape.
 * @throws ShapeError naming the layer that does not fit, what it expected and what it found
 * @throws UsageError on what is no architecture
 */
export function buildArchitecture(architecture: Architecture, imageShape: ImageShape): Model {
  const checked = parseArchitecture(architecture, "buildArchitecture: architecture");
  const sizes = requireSizes(imageShape, "buildArchitecture", "imageShape");
  const { height, width, channels } = sizes;
  const planes = [channels, height, width];
  const imageSize = featureCount(planes);
  const { encoder: encoderSpecs, decoder: decoderSpecs } = checked;
  const isGaussian = encoderSpecs.at(-1)?.type === "gaussian";
  [...encoderSpecs.slice(0, -1), ...decoderSpecs].forEach(({ type }) => {
    if (type === "gaussian") throw new ShapeError("a gaussian layer must be the last of the encoder");
  });

  // Images come as rows of pixels; a network that begins with neighbourhoods takes them as planes.
  const first = encoderSpecs[0];
  const beginning =
    first !== undefined && isSpatial(first, encoderSpecs) ? [imageToChannels("encoder.image", planes)] : [];
  const encoder = [
    ...beginning,
    ...buildLayers("encoder", "code", beginning.length > 0 ? planes : [imageSize], encoderSpecs, []),
  ];
  const encoded = encoder.at(-1)?.outputShape ?? [imageSize];
  const codeShape = isGaussian ? [featureCount(encoded) / 2] : encoded;
  const decoder = buildLayers("decoder", "output", codeShape, decoderSpecs, encoder);
  const decoded = decoder.at(-1)?.outputShape ?? codeShape;
  const ending = decoded.join() === planes.join() ? [channelsToImage("decoder.image", planes)] : [];
  requireLogits(decoderSpecs);
  requireDirectPlanes(encoderSpecs[0], decoderSpecs.at(-1), channels);
  return {
    ...createModel(
      checked.name,
      sizes,
      encoder,
      [...decoder, ...ending],
      isGaussian ? "gaussian" : "deterministic",
    ),
    architecture: checked,
  };
}

/** Layers that keep the shape are what the layer after them is: normalised pixels may go either way. */
function isSpatial(first: LayerSpec, specs: readonly LayerSpec[]): boolean {
  const keepsShape: readonly Kind[] = ["activation", "batch-normalization", "dropout"];
  const deciding = keepsShape.includes(first.type)
    ? specs.find(({ type }) => !keepsShape.includes(type))
    : first;
  return deciding !== undefined && spatial.has(deciding.type);
}

function buildLayers(
  part: "encoder" | "decoder",
  lastName: string,
  inputShape: FeatureShape,
  specs: readonly LayerSpec[],
  encoder: readonly Layer[],
): readonly Layer[] {
  const names = nameLayers(part, lastName, specs);
  let shape = inputShape;
  return specs.map((spec, index) => {
    const name = names[index] as string;
    const layer = inLayer(name, () => (builders[spec.type] as Builder<Kind>)(name, shape, spec, encoder));
    shape = layer.outputShape;
    return layer;
  });
}

/** Kinds with weights of their own; the last of them gives the code, or the image. */
const learning: ReadonlySet<Kind> = new Set([
  "dense",
  "gaussian",
  "convolution",
  "transposed-convolution",
] satisfies Kind[]);

/**
 * The last layer with weights is called `code` or `output`, others by their kind and number: `encoder.dense1`.
 * @throws ShapeError where a user gave two layers one name
 */
function nameLayers(part: string, lastName: string, specs: readonly LayerSpec[]): readonly string[] {
  const last = specs.findLastIndex(({ type }) => learning.has(type));
  const counts = new Map<Kind, number>();
  const names = specs.map(({ type, name }, index) => {
    const number = (counts.get(type) ?? 0) + 1;
    counts.set(type, number);
    return `${part}.${name ?? (index === last ? lastName : `${type.replaceAll("-", "_")}${number}`)}`;
  });
  const twice = repeated(names);
  if (twice !== undefined) throw new ShapeError(`two layers are called ${twice}: give one another name`);
  return names;
}

/** What decides on the values of the decoder's result: their sigmoid, and the loss, come after it. */
function requireLogits(specs: readonly LayerSpec[]): void {
  const last = specs.findLast(({ type }) => type === "activation" || learning.has(type));
  const activation = last !== undefined && "activation" in last ? last.activation : "linear";
  if (activation !== "linear") {
    throw new ShapeError(
      `the last layer of the decoder gives logits, whose sigmoid is the image: expected the activation linear, ` +
        `found ${activation}`,
    );
  }
}

/**
 * Data sets have the channels of a pixel side by side, networks have planes. Where a network's planes meet the image they
 * are rearranged; a layer of the user's own in between would take the one for the other.
 */
function requireDirectPlanes(
  first: LayerSpec | undefined,
  last: LayerSpec | undefined,
  channels: number,
): void {
  if (channels === 1) return;
  if (first?.type === "reshape") {
    throw new ShapeError(
      `a reshape layer at the beginning of the encoder: images of ${counted(channels, "channel")} become planes by themselves, leave it out`,
    );
  }
  if (last?.type === "flatten" || last?.type === "reshape") {
    throw new ShapeError(
      `a ${last.type} layer at the end of the decoder: planes become an image of ${counted(channels, "channel")} by themselves, leave it out`,
    );
  }
}
