import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import {
  describeSamples,
  shapeOf,
  sliceSamples,
  valuesOf,
} from "hourglass-core/internal/data/samples/samples.ts";
import { sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { SamplePosterior } from "hourglass-core/internal/inference/posterior.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import { type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import { requireWeightsOf, type Weights } from "hourglass-core/internal/model/parameter.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { momentsOf, type PlaneAxes, planeOf } from "./code-plane.ts";
import type { PooledCoder } from "./coder-pool.ts";
import type { PlaneChoice } from "./explorer-api.ts";

/** How the values of a code lie over test samples: `[latentSize]` each. */
export interface CodeStatistics {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
  /** Quantiles: 1 % of the samples have less, and 1 % more. */
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** Test samples that statistics of the code are taken over: enough for a picture. */
const statisticsCount = 2000;
const tail = 0.01;

/** A model as the explorer has it, under its newest weights; codes and what follows from them are computed when first needed. */
export class ExplorerModel {
  private codesOfTest: Float32Array = new Float32Array();
  private statisticsOfCode: CodeStatistics | undefined;
  /** The plane that was given last. It outlives the weights, so that the next one can resemble it. */
  private lastPlane: PlaneAxes | undefined;
  /** Over so many test samples statistics are taken: fewer where the last plane was of fewer, as that of a model that moves is. */
  private sampled: number = statisticsCount;
  private newest: Weights;
  private loaded: Samples;
  readonly coder: PooledCoder;
  private noise: Corruption | undefined;
  /** The class that codes are decoded as that belong to no sample, of a model that is told classes. */
  asClass: number = 0;

  constructor(coder: PooledCoder, weights: Weights, test: Samples, corruption: Corruption | undefined) {
    this.coder = coder;
    this.newest = requireWeightsOf(modelParameters(coder.model), weights, coder.model.name);
    this.loaded = test;
    this.noise = corruption;
  }

  get model(): Model {
    return this.coder.model;
  }

  get weights(): Weights {
    return this.newest;
  }

  /** What the model is trained to undo. */
  get corruption(): Corruption | undefined {
    return this.noise;
  }

  renew(weights: Weights, corruption: Corruption | undefined): void {
    this.newest = requireWeightsOf(modelParameters(this.model), weights, this.model.name);
    this.noise = corruption;
    this.forget();
  }

  /** @throws HourglassError where the samples that are loaded do not fit the model */
  get test(): Samples {
    return requireFitting(this.model, this.loaded);
  }

  setTestSet(test: Samples): void {
    this.loaded = test;
    this.lastPlane = undefined;
    this.forget();
  }

  /** @param labels the class of each; {@link ExplorerModel.asClass} unless given, where the model is told classes */
  encode(samples: SampleValues, labels?: Uint8Array): Promise<Float32Array> {
    const told = labels ?? this.told(samples.length / this.model.sampleSize);
    return this.coder.under(this.newest).encode(samples, told);
  }

  /** @param labels the class that each is to be of, likewise */
  decode(codes: Float32Array, labels?: Uint8Array): Promise<Float32Array> {
    const told = labels ?? this.told(codes.length / this.model.latentSize);
    return this.coder.under(this.newest).decode(codes, told);
  }

  /** The class that was chosen, for each of `count`; `undefined` where the model is told none. */
  private told(count: number): Uint8Array | undefined {
    const classes = conditionOf(this.model);
    return classes === undefined
      ? undefined
      : new Uint8Array(count).fill(Math.min(this.asClass, classes - 1));
  }

  /** What each layer gives for one sample, by its name. @param label its class, where it has one */
  async activations(sample: SampleValues, label?: number): Promise<ReadonlyMap<string, Float32Array>> {
    const labels = label === undefined ? this.told(1) : Uint8Array.of(label);
    return (await this.coder.probe()).activations(this.newest, sample, labels);
  }

  /** Codes of the first `count` test samples, or of all where there are fewer: a view. */
  async codes(count: number = this.sampled): Promise<Float32Array> {
    const { latentSize } = this.model;
    const known = this.codesOfTest.length / latentSize;
    const needed = Math.min(count, this.test.count);
    if (known < needed) {
      const some = sliceSamples(this.test, known, needed);
      const more = await this.encode(valuesOf(some), some.labels);
      const joined = new Float32Array(needed * latentSize);
      joined.set(this.codesOfTest);
      joined.set(more, known * latentSize);
      this.codesOfTest = joined;
    }
    return this.codesOfTest.subarray(0, needed * latentSize);
  }

  async statistics(): Promise<CodeStatistics> {
    this.statisticsOfCode ??= describe(await this.codes(), this.model.latentSize);
    return this.statisticsOfCode;
  }

  /** The distribution over codes of one sample, `[latentSize]` both; absent where codes are points. */
  async posterior(sample: SampleValues, labels?: Uint8Array): Promise<SamplePosterior | undefined> {
    return (await this.coder.posteriorProbe())?.posterior(this.newest, sample, labels ?? this.told(1));
  }

  /** The plane of the newest weights, from the codes of the first `count` test samples. */
  async newPlane(count: number = this.sampled, choice?: PlaneChoice): Promise<PlaneAxes> {
    const sampled = Math.min(count, statisticsCount);
    if (sampled !== this.sampled) this.statisticsOfCode = undefined;
    this.sampled = sampled;
    this.lastPlane = planeOf(await this.codes(count), this.model.latentSize, this.lastPlane, choice);
    return this.lastPlane;
  }

  /** Turns the plane that was given last within itself, so that it lies like another. */
  turnPlane(plane: PlaneAxes): void {
    this.lastPlane = plane;
  }

  async plane(): Promise<PlaneAxes> {
    return this.lastPlane ?? this.newPlane();
  }

  private forget(): void {
    this.codesOfTest = new Float32Array();
    this.statisticsOfCode = undefined;
  }
}

function describe(codes: Float32Array, latentSize: number): CodeStatistics {
  const { mean, variance } = momentsOf(codes, latentSize);
  const count = codes.length / latentSize;
  const low = new Float32Array(latentSize);
  const high = new Float32Array(latentSize);
  for (let value = 0; value < latentSize; value++) {
    const column = Float32Array.from({ length: count }, (_, row) => codes[row * latentSize + value]!).sort();
    // The samples that are at these ranks, without values in between.
    low[value] = column[Math.floor(tail * (count - 1))]!;
    high[value] = column[Math.ceil((1 - tail) * (count - 1))]!;
  }
  return {
    ...{ mean: Float32Array.from(mean), low, high },
    deviation: Float32Array.from(variance, Math.sqrt),
  };
}

function requireFitting({ name, sampleShape }: Model, test: Samples): Samples {
  if (sameShape(sampleShape, shapeOf(test))) return test;
  throw new HourglassError(
    `${name} takes ${describeSamples(sampleShape)}, but the data that are loaded have ${describeSamples(test)}: load the data it was trained on`,
  );
}
