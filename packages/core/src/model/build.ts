import { repeated } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import {
  channelsOf,
  describeShape,
  placesOf,
  requireShape,
  type SampleShape,
  seenSize,
} from "../data/samples/shape.ts";
import { inLayer, ShapeError } from "../graph/type.ts";
import { counted } from "../words.ts";
import { type Architecture, type LayerSpec, parseArchitecture } from "./architecture.ts";
import { codeEndedBy } from "./codes/codes.ts";
import type { FeatureShape, Layer } from "./layer.ts";
import type { AnyLayerKind } from "./layers/layer-kind.ts";
import { layers } from "./layers/layers.ts";
import { createModel, type Model } from "./model.ts";
import { channelsToImage, featureCount, imageToChannels } from "./reshaping.ts";

/**
 * The model that an architecture describes for samples of a shape.
 * @throws ShapeError naming the layer that does not fit, what it expected and what it found
 * @throws UsageError on what is no architecture
 */
export function buildArchitecture(architecture: Architecture, sampleShape: SampleShape): Model {
  const checked = parseArchitecture(architecture, "buildArchitecture: architecture");
  const shape = requireShape(sampleShape, "buildArchitecture", "sampleShape");
  const places = placesOf(shape);
  const channels = channelsOf(shape);
  const planes = [channels, ...places];
  const series = [channels, featureCount(places)];
  const row = [seenSize(shape)];
  const { encoder: encoderSpecs, decoder: decoderSpecs } = checked;
  const code = codeEndedBy(encoderSpecs.at(-1)?.type);
  for (const { type } of [...encoderSpecs.slice(0, -1), ...decoderSpecs]) {
    if (codeEndedBy(type).layer !== undefined) {
      throw new ShapeError(`a ${type} layer must be the last of the encoder`);
    }
  }

  // Samples come as rows of values; a network that begins with neighbourhoods takes them as planes, or as series.
  const form = takenForm(encoderSpecs);
  if (places.length < leastPlaces[form]) {
    throw new ShapeError(
      `the encoder begins with ${form} of neighbours: expected samples that have them, found ${kindOfSamples(shape).plural} of ${describeShape(shape)}; ` +
        "begin with a dense layer",
    );
  }
  const taken = { planes, series, row }[form];
  const encoder = [
    ...(taken === row ? [] : [imageToChannels("encoder.image", taken)]),
    ...buildLayers("encoder", "code", taken, encoderSpecs, []),
  ];
  const encoded = encoder.at(-1)?.outputShape ?? row;
  const codeShape = code.valuesEach === 1 ? encoded : [featureCount(encoded) / code.valuesEach];
  const decoder = buildLayers("decoder", "output", codeShape, decoderSpecs, encoder);
  const decoded = decoder.at(-1)?.outputShape ?? codeShape;
  const isImage = places.length > 0 && [planes, series].some((planes) => planes.join() === decoded.join());
  const ending = isImage ? [channelsToImage("decoder.image", decoded)] : [];
  requireLogits(decoder);
  requireDirectPlanes(encoderSpecs[0], decoderSpecs.at(-1), channels);
  return {
    ...createModel(checked.name, shape, encoder, [...decoder, ...ending], code.name, checked.output),
    architecture: checked,
  };
}

/** How many axes of neighbours samples have that come in a form. */
const leastPlaces = { planes: 2, series: 1, row: 0 } as const;

/** Layers that take any features are what the layer after them is: normalised pixels may go either way. */
function takenForm(specs: readonly LayerSpec[]): Exclude<AnyLayerKind["takes"], "any"> {
  return specs.map(({ type }) => layers.of(type).takes).find((takes) => takes !== "any") ?? "row";
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
    const layer = inLayer(name, () => layers.of(spec.type).build(name, shape, spec, { encoder }));
    shape = layer.outputShape;
    return layer;
  });
}

/**
 * The last layer with weights is called `code` or `output`, others by their kind and number: `encoder.dense1`.
 * @throws ShapeError where a user gave two layers one name
 */
function nameLayers(part: string, lastName: string, specs: readonly LayerSpec[]): readonly string[] {
  const last = specs.findLastIndex(({ type }) => layers.of(type).learns);
  const counts = new Map<string, number>();
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
function requireLogits(decoder: readonly Layer[]): void {
  const last = decoder.findLast((layer) => layer.activation !== undefined);
  if (last?.activation !== undefined && last.activation !== "linear") {
    throw new ShapeError(
      `the last layer of the decoder gives logits, whose sigmoid is the image: expected the activation linear, ` +
        `found ${last.activation}`,
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
  if (first !== undefined && layers.of(first.type).reshapesTo === "planes") {
    throw new ShapeError(
      `a ${first.type} layer at the beginning of the encoder: images of ${counted(channels, "channel")} become planes by themselves, leave it out`,
    );
  }
  if (last !== undefined && layers.of(last.type).reshapesTo !== undefined) {
    throw new ShapeError(
      `a ${last.type} layer at the end of the decoder: planes become an image of ${counted(channels, "channel")} by themselves, leave it out`,
    );
  }
}
