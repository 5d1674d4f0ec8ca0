import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { isImageShape, placesOf, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { requireSampleValues } from "hourglass-core/internal/inference/given-rows.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { decodeDetector, encodeDetector, type StoredDetector } from "./detector-file.ts";
import { type DetectorPlan, fitDetector } from "./fit-detector.ts";
import { percentileAmong } from "./percentile.ts";
import { type Reason, reasonsOf, tableOfNumbers } from "./reasons.ts";
import { createSampleScorer, type SampleScorer } from "./sample-scorer.ts";
import { errorScales } from "./scores/relative-error.ts";
import { scoringProgram } from "./scoring-program.ts";
import { chanceOfAlarms } from "./threshold.ts";

/** What a detector finds of samples, in their order. */
export interface Findings {
  readonly scores: Float64Array;
  /** Of each, the share of held-out normal samples that score below it, in per cent. */
  readonly percentiles: Float64Array;
  /** Whether each is above the threshold. */
  readonly alarms: readonly boolean[];
  /** Of rows, the columns that say why, the furthest off first; absent of other samples. */
  readonly reasons?: readonly (readonly Reason[])[];
  /** `[N, sampleSize]`: squared errors, value by value: of an image, a map of where it is strange. */
  readonly errors: Float32Array;
  /** Whether alarms come in such numbers that the samples are unlike those of training as a whole. */
  readonly areUnlike: boolean;
}

/** A detector of anomalies: an autoencoder of what is normal, a score and a threshold. */
export interface Detector {
  /** All that it is made of. */
  readonly facts: StoredDetector;
  /**
   * @throws HourglassError on samples of another shape, and on numbers that are not finite where none may be missing
   */
  score(samples: Samples, hooks?: ProgressHooks): Promise<Findings>;
  /** One safetensors file, as `Detector.load` takes it. */
  save(): Uint8Array<ArrayBuffer>;
  /** One ONNX file of standard operators: samples to `score`, `alarm`, `errors` and `reconstructions`. */
  toOnnx(): Uint8Array<ArrayBuffer>;
  release(): Promise<void>;
}

/** What {@link Detector.fit} is told; what is left out is usual. */
export type DetectorOptions = Partial<DetectorPlan>;

const usualPlan: DetectorPlan = { settings: {}, falseAlarms: 0.01, contamination: 0, heldOut: 0.2 };

/** Makes and opens detectors. */
export interface Detectors {
  /**
   * Learns what is normal from samples ({@link fitDetector}).
   * @throws UsageError where there are too few of them for what is asked
   */
  fit(
    runtime: Runtime,
    samples: Samples,
    options?: DetectorOptions,
    hooks?: ProgressHooks,
  ): Promise<Detector>;
  /** @throws HourglassError where the file is damaged, or holds no detector */
  load(runtime: Runtime, bytes: Uint8Array, file?: string): Promise<Detector>;
}

export const Detector: Detectors = {
  fit: async (runtime, samples, options = {}, hooks = {}) =>
    openDetector(runtime, await fitDetector(runtime, samples, { ...usualPlan, ...options }, hooks)),
  load: async (runtime, bytes, file = "the file") => openDetector(runtime, decodeDetector(bytes, file)),
};

/** Alarms in such numbers are so improbable of samples like those of training. */
const unlikeChance = 1e-6;

async function openDetector(runtime: Runtime, facts: StoredDetector): Promise<Detector> {
  const scorer = await createSampleScorer(runtime, facts);
  return {
    facts,
    score: (samples, hooks = {}) => findingsOf(scorer, facts, samples, hooks),
    save: () => encodeDetector(facts),
    toOnnx: () => toOnnx(scoringProgram(facts, facts.threshold.score)),
    release: () => scorer.release(),
  };
}

async function findingsOf(
  scorer: SampleScorer,
  { model, score, threshold, normalScores, usualErrors }: StoredDetector,
  samples: Samples,
  hooks: ProgressHooks,
): Promise<Findings> {
  const { sampleShape, sampleSize } = model;
  const given = requireSamplesOf(sampleShape, samples, "Detector.score", "samples");
  const values = requireSampleValues(model, valuesOf(given), "Detector.score");
  const found = await scorer.score(given, hooks);
  const scores = found.scores.get(score) as Float64Array;
  const alarms = Array.from(scores, (one) => one > threshold.score);
  const raised = alarms.filter((alarm) => alarm).length;
  const isRow = !isImageShape(sampleShape) && placesOf(sampleShape).length === 0;
  const table = tableOf(sampleShape) ?? tableOfNumbers(sampleSize);
  const scales = errorScales(usualErrors);
  const rowOf = (of: Float32Array, row: number): Float32Array =>
    of.subarray(row * sampleSize, (row + 1) * sampleSize);
  return {
    ...{ scores, alarms, errors: found.errors },
    percentiles: scores.map((one) => percentileAmong(normalScores, one)),
    areUnlike: chanceOfAlarms(raised, scores.length, threshold.interval[1]) < unlikeChance,
    ...(isRow
      ? {
          reasons: alarms.map((_alarm, row) =>
            reasonsOf(
              table,
              rowOf(values as Float32Array, row),
              rowOf(found.reconstructions, row),
              rowOf(found.errors, row),
              scales,
            ),
          ),
        }
      : {}),
  };
}
