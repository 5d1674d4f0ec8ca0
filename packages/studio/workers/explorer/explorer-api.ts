import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { OfErrors } from "hourglass-lab/internal/evaluation/errors.ts";
import type { VariationalMeasures } from "hourglass-lab/internal/evaluation/variational-measures.ts";
import type { EngineOptions, WeightsSnapshot } from "../trainer/trainer-api.ts";

/** A model to ask: the one in training, or one that was kept or opened. */
export interface ExploredModel {
  readonly architecture: Architecture;
  readonly sampleShape: SampleShape;
  readonly settings: Settings;
}

/** Samples are `[count, sampleSize]` as sets have them, row-major: bytes of images, others in their own units; codes `[count, latentSize]`. */
export interface Rebuilt {
  /** Places in the test set. */
  readonly indices: readonly number[];
  readonly labels?: readonly number[];
  readonly originals: SampleValues;
  /** What the encoder saw, where the model removes noise. */
  readonly corrupted?: SampleValues;
  readonly reconstructions: SampleValues;
  readonly codes: Float32Array;
  /** Squared error of each sample, summed over its values as the model sees them. */
  readonly sse: Float32Array;
}

/** What single values of the code draw, decoded alone; `shown` of `latentSize`, those that vary most. */
export interface DrawnUnits {
  readonly units: readonly number[];
  /** Standard deviation of each over the test samples; 0 for a dead unit. */
  readonly deviations: readonly number[];
  /** Of a code with a distribution: how many of all its units are active, by the variance of their posterior mean over so many samples. */
  readonly active?: VariationalMeasures["activeUnits"] & { readonly samples: number };
  /**
   * `[units, seenSize]`: the decoding of the mean code with this value two deviations above, less that of two below, as the model
   * sees samples: pixels of images in [0, 1], others in deviations of each channel. Scaled and rounded where they are drawn.
   */
  readonly drawings: Float32Array;
}

/** Test samples in the plane of codes. */
export interface CodePlane {
  /** `[count, 2]` */
  readonly points: Float32Array;
  readonly labels?: Uint8Array;
  /** The first so many test samples. */
  readonly count: number;
  /** How the axes came about. */
  readonly axes:
    | "the code's two values"
    | "principal components"
    | "two values of the code"
    | "the code's only value"
    | "UMAP";
  /** Which values these are, where the code has more than two. */
  readonly values?: readonly [number, number];
  /** Whether the axes were turned within their plane, so that the picture resembles another. */
  readonly isTurned: boolean;
  /** Shares of the code's variance, of 1: what the plane shows, and what each of its components or values holds; 0 where none are meant. */
  readonly share: number;
  readonly shares: readonly [number, number];
  /** Where the middle of the standard normal prior lies, for codes that have that prior. */
  readonly prior?: readonly [number, number];
}

/** What the axes of a plane are to be, where they are not to be the code's own two values or its principal components. */
export type PlaneChoice = "principal components" | readonly [first: number, second: number];

/** The plane of a model that was turned, and mirrored where that is nearer, to lie like that of another. */
export interface AlignedPlane extends CodePlane {
  /** Of the places of the shared test samples in both planes: 1 where they have the same shape. */
  readonly correlation: number;
}

/** An ellipse in the plane of codes: of one standard deviation, in the units of the plane. */
export interface PlaneEllipse {
  readonly centre: readonly [x: number, y: number];
  /** The longer half axis, then the shorter. */
  readonly radii: readonly [number, number];
  /** Of the longer half axis, counterclockwise from the x axis, in radians. */
  readonly angle: number;
}

/** The test samples most like one, nearest first, without itself. */
export interface Neighbours {
  readonly index: number;
  /** Places in the test set: by the distance of codes, and of the values of the samples themselves. */
  readonly byCode: readonly number[];
  readonly byValues: readonly number[];
  /** Among so many test samples. */
  readonly among: number;
}

/** What a code stands for. */
export interface Decoded {
  readonly code: Float32Array;
  /** `[sampleSize]` */
  readonly sample: SampleValues;
}

/** What values of the code are usual, over the test samples: for sliders. */
export interface CodeRange {
  /** `[latentSize]` each. */
  readonly mean: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Errors on the test set, means over all its samples: those that are measured of samples of their kind. */
export type TestFigures = OfErrors<number> & {
  /** Of a model that is trained to remove noise: with that noise on every sample, against the clean one. */
  readonly noisy?: OfErrors<number>;
};

/** What a model makes of a drawing. */
export interface RebuiltDrawing {
  /** `[imageSize]` bytes: with the noise. */
  readonly seen: Uint8Array;
  readonly reconstruction: Uint8Array;
  readonly code: Float32Array;
  /** Test images whose codes are nearest, nearest first. */
  readonly neighbours: readonly {
    readonly index: number;
    readonly label?: number;
    readonly image: Uint8Array;
  }[];
}

/** The model in training. */
export const liveModel = "live";

/**
 * The worker that answers questions about models, while the other trains. Models are known by an id. All samples are of the
 * test set. A call for a model that is not there fails.
 */
export interface ExplorerApi {
  start(options: EngineOptions): Promise<void>;
  setTestSet(test: Samples): Promise<void>;
  /** A new model, or newer weights of one whose architecture is the same. */
  setModel(id: string, model: ExploredModel, weights: WeightsSnapshot): Promise<void>;
  /** The class that models which are told classes decode codes as that belong to no sample, and are told of drawings; 0 at first. */
  setAsClass(label: number): Promise<void>;
  removeModel(id: string): Promise<void>;
  /** The same test samples for every model: one of each class first, then others, `count` in all. */
  examples(id: string, count: number): Promise<Rebuilt>;
  rebuild(id: string, indices: readonly number[]): Promise<Rebuilt>;
  /**
   * What each layer gives for one sample, by the layer's name.
   * @param sample `[sampleSize]` as sets have it
   * @param label its class, where it has one
   */
  activations(id: string, sample: SampleValues, label?: number): Promise<ReadonlyMap<string, Float32Array>>;
  units(id: string, most: number): Promise<DrawnUnits>;
  /**
   * What is asked about the codes afterwards is taken over as many, up to 2,000: few while weights move, so that they can be followed.
   * @param count so many of the first test samples
   */
  plane(id: string, count: number, choice?: PlaneChoice): Promise<CodePlane>;
  /** The plane of a model beside another, turned to lie like the plane of that one which was given last. */
  alignedPlane(id: string, count: number, like: string): Promise<AlignedPlane>;
  /** Codes of the first `count` test samples: `[count, latentSize]`. */
  codes(id: string, count: number): Promise<Float32Array>;
  /** Decodings of points of the plane that was given last: `[N, 2]` to `[N, sampleSize]`. */
  decodePoints(id: string, points: Float32Array): Promise<SampleValues>;
  /** The normal distribution over codes of a test sample, in the plane that was given last; absent where codes are points. */
  posterior(id: string, index: number): Promise<PlaneEllipse | undefined>;
  neighbours(id: string, index: number, count: number): Promise<Neighbours>;
  /** The decoding of a point of the plane that was given last, the other directions at their mean. */
  decodePoint(id: string, x: number, y: number): Promise<Decoded>;
  decode(id: string, code: Float32Array): Promise<Decoded>;
  codeRange(id: string): Promise<CodeRange>;
  /** `steps` decodings on the straight line between the codes of two test samples, both included: `[steps, sampleSize]`. */
  walk(id: string, from: number, to: number, steps: number): Promise<SampleValues>;
  /**
   * `[side, side, sampleSize]`: decodings over two directions, the second falling from row to row.
   * @param directions two values of the code, or `undefined` for the axes of the plane
   */
  grid(id: string, side: number, directions?: readonly [number, number]): Promise<SampleValues>;
  /** The code of one cell of that grid, with its decoding. */
  gridCell(
    id: string,
    side: number,
    row: number,
    column: number,
    directions?: readonly [number, number],
  ): Promise<Decoded>;
  /** Where a code lies in the plane that was given last: x and y. */
  placeOf(id: string, code: Float32Array): Promise<readonly [number, number]>;
  /** Decodings of draws from the prior of a Gaussian code: `[count, sampleSize]`. */
  samples(id: string, count: number, seed: number): Promise<SampleValues>;
  /** @param drawing `[imageSize]` bytes */
  rebuildDrawing(id: string, drawing: Uint8Array, noise?: Corruption): Promise<RebuiltDrawing>;
  testFigures(id: string): Promise<TestFigures>;
}
