import { describeSamples } from "../data/samples/samples.ts";
import { isImageShape, type SampleShape, seenSize } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import { counted } from "../words.ts";
import type { ActivationName } from "./activation.ts";
import {
  type Architecture,
  type ArchitectureInput,
  type LayerInput,
  parseArchitecture,
} from "./architecture.ts";
import { defaultCodebook } from "./codebooks/codebooks.ts";
import type { CodeOptions } from "./codes/code-kind.ts";
import { codeOf } from "./codes/codes.ts";
import { layers } from "./layers/layers.ts";
import { defaultOutput } from "./outputs/outputs.ts";
import { defaultSelection } from "./selections/selections.ts";

/** What the families of architectures leave open. */
export interface FamilyOptions {
  readonly name: string;
  readonly latentSize: number;
  /** Units of the dense layers between image (or features) and code; the decoder has them mirrored. */
  readonly hidden: readonly number[];
  /** Filters of the convolutions of the encoder, each of which halves height and width. */
  readonly filters: readonly number[];
  /** How a convolutional decoder doubles height and width. */
  readonly decoder: "transposed" | "upsample";
  /** After hidden layers and convolutions. */
  readonly activation: ActivationName;
  readonly codeActivation: ActivationName;
  /** Whether the dense layers of a dense decoder use the kernels of the encoder's, transposed. */
  readonly tiedWeights: boolean;
  /** How kernels start: the word of an initialiser, that of every layer unless given. */
  readonly initializer?: string;
  readonly batchNormalization: boolean;
  /** Share of the values of hidden layers that are dropped while training. */
  readonly dropout: number;
  readonly code: string;
  /** The codebook of a code that has one: its word, the usual one unless given. */
  readonly codebook?: string;
  /** The selection of a code that has one: its word, the usual one unless given. */
  readonly selection?: string;
  /** What makes the reconstruction of what the last layer gives; the sigmoid unless given. */
  readonly outputActivation?: string;
  /** How many classes both halves are told of, sample by sample; none unless given, and where it is 0. */
  readonly conditionClasses?: number;
  /** Layers that follow the code. */
  readonly afterCode?: readonly LayerInput[];
}

/** Architectures that differ in more than numbers. */
export const families: Readonly<
  Record<FamilyName, (options: FamilyOptions, sampleShape: SampleShape) => Architecture>
> = { dense: denseArchitecture, convolutional: convolutionalArchitecture };

export type FamilyName = "dense" | "convolutional";

/** Dense layers to the code, and the same back: 784 - hidden - code - hidden - 784. */
function denseArchitecture(options: FamilyOptions, sampleShape: SampleShape): Architecture {
  const own = codeOf(options).ownLayers?.(codeOptions(options));
  if (own !== undefined) {
    return complete(options, own as Pick<ArchitectureInput, "encoder" | "decoder">);
  }
  const { hidden, tiedWeights } = options;
  // From the code backwards: the layers of the encoder, as they will be called.
  const mirrored = ["encoder.code", ...hidden.map((_, index) => `encoder.dense${index + 1}`).toReversed()];
  const tied = (place: number): { tiedTo?: string } =>
    tiedWeights ? { tiedTo: mirrored[place] as string } : {};
  return complete(options, {
    encoder: [
      ...condition(options),
      ...hidden.flatMap((units) => hiddenLayer(units, options)),
      ...codeLayers(options),
    ],
    decoder: [
      ...condition(options),
      ...hidden.toReversed().flatMap((units, place) => hiddenLayer(units, options, tied(place))),
      { type: "dense", units: seenSize(sampleShape), ...tied(hidden.length) },
    ],
  });
}

/**
 * Convolutions with max-pooling to the code; back by transposed convolutions, or by upsampling and convolutions.
 * The activation follows the pooling: for one that never falls it is the same before, where it would cost four times
 * as much.
 * @throws UsageError where samples are no images, and where the image cannot be halved once a convolution
 */
function convolutionalArchitecture(options: FamilyOptions, sampleShape: SampleShape): Architecture {
  const { filters, activation, decoder } = options;
  if (!isImageShape(sampleShape)) {
    throw new UsageError(
      `architecture convolutional: expected images, found ${describeSamples(sampleShape)}; choose architecture dense, or give layers in a file`,
    );
  }
  const { height, width, channels } = sampleShape;
  const reduction = 2 ** filters.length;
  if (height % reduction !== 0 || width % reduction !== 0) {
    throw new UsageError(
      `filters: ${counted(filters.length, "convolution")} halve the image ${counted(filters.length, "time")}: expected height and width ` +
        `that ${reduction} divides, found ${height} x ${width}; give fewer filters`,
    );
  }
  const [smallHeight, smallWidth] = [height / reduction, width / reduction];
  const deepest = filters.at(-1) ?? channels;
  const doublings = [...filters.toReversed().slice(1), channels];
  const perPlace = codeOf(options).planes?.(codeOptions(options));
  const inner =
    perPlace === undefined
      ? denseBetween(options, [smallHeight, smallWidth, deepest])
      : planeLayers(options, [smallHeight, smallWidth, deepest], perPlace);
  return complete(options, {
    encoder: [
      ...filters.flatMap((count): LayerInput[] => [
        { type: "convolution", filters: count },
        ...normalization(options),
        { type: "max-pooling" },
        { type: "activation", activation },
      ]),
      ...inner.encoder,
    ],
    decoder: [
      ...inner.decoder,
      ...doublings.flatMap((count, index): LayerInput[] => [
        ...(decoder === "transposed"
          ? [{ type: "transposed-convolution", filters: count } as const]
          : [{ type: "upsampling" } as const, { type: "convolution", filters: count } as const]),
        ...(index === doublings.length - 1
          ? []
          : [...normalization(options), { type: "activation", activation } as const]),
      ]),
    ],
  });
}

/** A dense layer with what goes with every hidden one. */
function hiddenLayer(
  units: number,
  options: FamilyOptions,
  tied: { readonly tiedTo?: string } = {},
): readonly LayerInput[] {
  const { activation, batchNormalization, dropout } = options;
  return [
    ...(batchNormalization
      ? [
          { type: "dense", units, ...tied } as const,
          ...normalization(options),
          { type: "activation", activation } as const,
        ]
      : [{ type: "dense", units, activation, ...tied } as const]),
    ...(dropout > 0 ? [{ type: "dropout", rate: dropout } as const] : []),
  ];
}

/** What tells a half the class of each sample, where both are told it. */
function condition({ conditionClasses = 0 }: FamilyOptions): readonly LayerInput[] {
  return conditionClasses === 0 ? [] : [{ type: "class-condition", classes: conditionClasses }];
}

function normalization({ batchNormalization }: FamilyOptions): readonly LayerInput[] {
  return batchNormalization ? [{ type: "batch-normalization" }] : [];
}

function codeLayers(options: FamilyOptions): readonly LayerInput[] {
  const { latentSize, code, codeActivation, afterCode = [] } = options;
  const { layer, layerOptions } = codeOf({ code });
  if (layer !== undefined && layerOptions !== undefined) {
    return [{ type: "dense", units: latentSize }, ...ending(options)];
  }
  if (layer !== undefined) return [{ type: layer.name, units: latentSize } as LayerInput];
  return [{ type: "dense", units: latentSize, activation: codeActivation }, ...afterCode];
}

/** The dense layers between the deepest convolutions and the code, and back. */
function denseBetween(
  options: FamilyOptions,
  [height, width, filters]: readonly [number, number, number],
): Pick<ArchitectureInput, "encoder" | "decoder"> {
  const { hidden } = options;
  return {
    encoder: [
      { type: "flatten" },
      ...condition(options),
      ...hidden.flatMap((units) => hiddenLayer(units, options)),
      ...codeLayers(options),
    ],
    decoder: [
      ...condition(options),
      ...hidden.toReversed().flatMap((units) => hiddenLayer(units, options)),
      ...hiddenLayer(height * width * filters, options),
      { type: "reshape", shape: [height, width, filters] },
    ],
  };
}

/** The layer of a code that comes after its values. */
function ending(options: FamilyOptions): readonly LayerInput[] {
  const { layer, layerOptions } = codeOf(options);
  return [{ type: layer?.name, ...layerOptions?.(codeOptions(options)) } as LayerInput];
}

const codeOptions = ({
  latentSize,
  codebook = defaultCodebook,
  selection = defaultSelection,
}: Pick<FamilyOptions, "latentSize" | "codebook" | "selection">): CodeOptions => ({
  latentSize,
  codebook,
  selection,
});

/** The size of a code that has values of its own at every place of a convolutional encoder; `undefined` of all others. */
export function planeCodeSize(
  options: Pick<FamilyOptions, "code" | "codebook" | "filters" | "latentSize">,
  sampleShape: SampleShape,
): number | undefined {
  const perPlace = codeOf(options).planes?.(codeOptions(options));
  if (perPlace === undefined || !isImageShape(sampleShape)) return undefined;
  const reduction = 2 ** options.filters.length;
  return Math.floor(sampleShape.height / reduction) * Math.floor(sampleShape.width / reduction) * perPlace;
}

/**
 * The layers that end a convolutional encoder and begin its decoder where the code has values of its own at every place.
 * @throws UsageError where the settings say another size
 */
function planeLayers(
  options: FamilyOptions,
  [height, width, filters]: readonly [number, number, number],
  perPlace: number,
): Pick<ArchitectureInput, "encoder" | "decoder"> {
  const { latentSize, code, hidden, activation } = options;
  const size = height * width * perPlace;
  if (latentSize !== size) {
    throw new UsageError(
      `latentSize: a ${code} code of ${height} x ${width} places, with ${counted(perPlace, "value")} at each, has ${counted(size, "value")}: expected ${size}, found ${latentSize}`,
    );
  }
  if (hidden.length > 0) {
    throw new UsageError(
      `hidden: a ${code} code of a convolutional architecture has its places, without dense layers before them: leave hidden out, or add filters`,
    );
  }
  return {
    encoder: [{ type: "convolution", filters: perPlace, kernelSize: 1 }, ...ending(options)],
    decoder: [
      { type: "reshape", shape: [height, width, perPlace] },
      { type: "convolution", filters },
      ...normalization(options),
      { type: "activation", activation },
    ],
  };
}

function complete(
  { name, initializer, outputActivation = defaultOutput }: FamilyOptions,
  { encoder, decoder }: Pick<ArchitectureInput, "encoder" | "decoder">,
): Architecture {
  // A kernel that layers share starts as that of the encoder.
  const started = (layer: LayerInput): LayerInput =>
    initializer !== undefined && "initializer" in layers.of(layer.type).options && !("tiedTo" in layer)
      ? ({ ...layer, initializer } as LayerInput)
      : layer;
  return parseArchitecture(
    {
      name,
      encoder: encoder.map(started),
      decoder: decoder.map(started),
      ...(outputActivation === defaultOutput ? {} : { output: outputActivation }),
    },
    `the ${name} architecture`,
  );
}
