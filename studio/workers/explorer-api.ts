import type { ImageSet } from "../../src/data/image-set.ts";
import type { ImageShape } from "../../src/data/samples/shape.ts";
import type { Architecture } from "../../src/model/architecture.ts";
import type { Corruption } from "../../src/program/corruptions/corruptions.ts";
import type { Settings } from "../../src/settings/settings.ts";
import type { EngineInfo, EngineOptions, WeightsSnapshot } from "./trainer-api.ts";

/** A model to ask: the one in training, or one that was kept or opened. */
export interface ExploredModel {
  readonly architecture: Architecture;
  readonly imageShape: ImageShape;
  readonly settings: Settings;
}

/** Pictures are bytes, row-major `[count, height, width, channels]`; codes `[count, latentSize]`. */
export interface Rebuilt {
  /** Places in the test set. */
  readonly indices: readonly number[];
  readonly labels?: readonly number[];
  readonly originals: Uint8Array;
  /** What the encoder saw, where the model removes noise. */
  readonly corrupted?: Uint8Array;
  readonly reconstructions: Uint8Array;
  readonly codes: Float32Array;
  /** Squared error of each image, summed over its pixels. */
  readonly sse: Float32Array;
}

/** What single values of the code draw, decoded alone; `shown` of `latentSize`, those that vary most. */
export interface DrawnUnits {
  readonly units: readonly number[];
  /** Standard deviation of each over the test images; 0 for a dead unit. */
  readonly deviations: readonly number[];
  /** `[units, imageSize]` bytes: the decoding of the mean code with this value two deviations above, less that of two below: 128 is no difference. */
  readonly drawings: Uint8Array;
}

/** Test images in the plane of codes. */
export interface CodePlane {
  /** `[count, 2]` */
  readonly points: Float32Array;
  readonly labels?: Uint8Array;
  /** The first so many test images. */
  readonly count: number;
  /** How the axes came about. */
  readonly axes: "the code's two values" | "principal components" | "the code's only value";
  /** Share of the code's variance that the plane shows, of 1. */
  readonly share: number;
}

/** A picture of a code. */
export interface Decoded {
  readonly code: Float32Array;
  /** `[imageSize]` bytes */
  readonly image: Uint8Array;
}

/** What values of the code are usual, over the test images: for sliders. */
export interface CodeRange {
  /** `[latentSize]` each. */
  readonly mean: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Errors on the test set, means over all its images. */
export interface TestFigures {
  /** In nats, mean over pixels. */
  readonly bce: number;
  readonly mse: number;
  /** Summed over the pixels of an image. */
  readonly sse: number;
}

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
 * The worker that answers questions about models, while the other trains. Models are known by an id. All pictures are of the
 * test set. A call for a model that is not there fails.
 */
export interface ExplorerApi {
  start(options: EngineOptions): Promise<EngineInfo>;
  setTestSet(test: ImageSet): Promise<void>;
  /** A new model, or newer weights of one whose architecture is the same. */
  setModel(id: string, model: ExploredModel, weights: WeightsSnapshot): Promise<void>;
  removeModel(id: string): Promise<void>;
  /** The same test images for every model: one of each class first, then others, `count` in all. */
  examples(id: string, count: number): Promise<Rebuilt>;
  rebuild(id: string, indices: readonly number[]): Promise<Rebuilt>;
  units(id: string, most: number): Promise<DrawnUnits>;
  /** @param count so many of the first test images */
  plane(id: string, count: number): Promise<CodePlane>;
  /** The decoding of a point of the plane that was given last, the other directions at their mean. */
  decodePoint(id: string, x: number, y: number): Promise<Decoded>;
  decode(id: string, code: Float32Array): Promise<Decoded>;
  codeRange(id: string): Promise<CodeRange>;
  /** `steps` pictures on the straight line between the codes of two test images, both included: `[steps, imageSize]`. */
  walk(id: string, from: number, to: number, steps: number): Promise<Uint8Array>;
  /**
   * `[side, side, imageSize]`: decodings over two directions, the second falling from row to row.
   * @param directions two values of the code, or `undefined` for the axes of the plane
   */
  grid(id: string, side: number, directions?: readonly [number, number]): Promise<Uint8Array>;
  /** The code of one cell of that grid, with its picture. */
  gridCell(
    id: string,
    side: number,
    row: number,
    column: number,
    directions?: readonly [number, number],
  ): Promise<Decoded>;
  /** Where a code lies in the plane that was given last: x and y. */
  placeOf(id: string, code: Float32Array): Promise<readonly [number, number]>;
  /** Decodings of draws from the prior of a Gaussian code: `[count, imageSize]`. */
  samples(id: string, count: number, seed: number): Promise<Uint8Array>;
  /** @param drawing `[imageSize]` bytes */
  rebuildDrawing(id: string, drawing: Uint8Array, noise?: Corruption): Promise<RebuiltDrawing>;
  testFigures(id: string): Promise<TestFigures>;
}
