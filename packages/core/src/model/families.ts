import { describeSamples } from "../data/samples/samples.ts";
import { isImageShape, type SampleShape, sampleSize } from "../data/samples/shape.ts";
import { UsageError } from "../errors.ts";
import { counted } from "../words.ts";
import type { ActivationName } from "./activation.ts";
import {
  type Architecture,
  type ArchitectureInput,
  type LayerInput,
  parseArchitecture,
} from "./architecture.ts";
import { codeOf } from "./codes/codes.ts";
import { layers } from "./layers/layers.ts";
import { defaultOutput } from "./outputs/outputs.ts";

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
  /** What makes the reconstruction of what the last layer gives; the sigmoid unless given. */
  readonly outputActivation?: string;
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
  const { hidden, tiedWeights } = options;
  // From the code backwards: the layers of the encoder, as they will be called.
  const mirrored = ["encoder.code", ...hidden.map((_, index) => `encoder.dense${index + 1}`).toReversed()];
  const tied = (place: number): { tiedTo?: string } =>
    tiedWeights ? { tiedTo: mirrored[place] as string } : {};
  return complete(options, {
    encoder: [...hidden.flatMap((units) => hiddenLayer(units, options)), ...codeLayers(options)],
    decoder: [
      ...hidden.toReversed().flatMap((units, place) => hiddenLayer(units, options, tied(place))),
      { type: "dense", units: sampleSize(sampleShape), ...tied(hidden.length) },
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
  const { hidden, filters, activation, decoder } = options;
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
  return complete(options, {
    encoder: [
      ...filters.flatMap((count): LayerInput[] => [
        { type: "convolution", filters: count },
        ...normalization(options),
        { type: "max-pooling" },
        { type: "activation", activation },
      ]),
      { type: "flatten" },
      ...hidden.flatMap((units) => hiddenLayer(units, options)),
      ...codeLayers(options),
    ],
    decoder: [
      ...hidden.toReversed().flatMap((units) => hiddenLayer(units, options)),
      ...hiddenLayer(smallHeight * smallWidth * deepest, options),
      { type: "reshape", shape: [smallHeight, smallWidth, deepest] },
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

function normalization({ batchNormalization }: FamilyOptions): readonly LayerInput[] {
  return batchNormalization ? [{ type: "batch-normalization" }] : [];
}

function codeLayers({
  latentSize,
  code,
  codeActivation,
  afterCode = [],
}: FamilyOptions): readonly LayerInput[] {
  const { layer } = codeOf({ code });
  if (layer !== undefined) return [{ type: layer.name, units: latentSize } as LayerInput];
  return [{ type: "dense", units: latentSize, activation: codeActivation }, ...afterCode];
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
