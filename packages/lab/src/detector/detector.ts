import {
  checkArgument,
  isRecord,
  nameSchema,
  recordSchema,
  refuse,
  unchecked,
} from "hourglass-core/internal/arguments.ts";
import { requireBytes } from "hourglass-core/internal/data/numbers.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf, shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { isImageShape, placesOf, sampleSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { type GivenSamples, requireGivenSamples } from "hourglass-core/internal/experiment/given-samples.ts";
import { sortOptions, type TrainOptions } from "hourglass-core/internal/experiment/train-options.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { requireSampleValues } from "hourglass-core/internal/inference/given-rows.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import { createDefaultRuntime } from "hourglass-core/internal/runtime/default.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import * as z from "zod";
import { type ProgressHooks, progressHooksSchema } from "../evaluation/progress.ts";
import { decodeDetector, encodeDetector } from "./detector-file.ts";
import { type FittedDetector, fitDetector } from "./fit-detector.ts";
import { percentileAmong } from "./percentile.ts";
import { aimFields, type DetectorAims, usualAims } from "./plan.ts";
import { type Reason, reasonsOf, tableOfNumbers } from "./reasons.ts";
import { recipeFor } from "./recipe.ts";
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
  readonly facts: FittedDetector;
  /**
   * @throws HourglassError on samples of another shape, and on numbers that are not finite where none may be missing
   */
  score(samples: GivenSamples, hooks?: ProgressHooks): Promise<Findings>;
  /**
   * What the autoencoder makes of samples, `[N, sampleSize]`: rows in the units of their columns, images in [0, 1].
   * @throws HourglassError likewise
   */
  reconstruct(samples: GivenSamples): Promise<Float32Array>;
  /** One safetensors file, as `Detector.load` takes it. */
  save(): Uint8Array<ArrayBuffer>;
  /** One ONNX file of standard operators: samples to `score`, `alarm`, `errors` and `reconstructions`. */
  toOnnx(): Uint8Array<ArrayBuffer>;
  release(): Promise<void>;
}

/** Options of a training that a detector decides itself, or tells in another way. */
type OwnOptions =
  | keyof typeof decided
  | "onPretraining"
  | "onPretrained"
  | "onProgress"
  | "onEpoch"
  | "signal";

/** How `Detector.fit` fits: aims, and any of the settings of a training that are not to be those of the recipe. */
export interface DetectorOptions
  extends Partial<DetectorAims>,
    ProgressHooks,
    Omit<TrainOptions, OwnOptions> {}

const decided = {
  validation: "a detector holds out the share heldOut",
  trainOn: "what a detector holds out has to be unknown to its autoencoder",
  trainingImages: "a detector learns of all samples that it is given",
  initialWeights: "a detector trains from random weights",
} as const;

/** How `Detector.load` loads. */
export interface DetectorLoadOptions {
  /** Where it runs: the native library in Node and WebAssembly elsewhere, unless given. */
  readonly runtime?: Runtime;
  /** The name of the file, for messages. */
  readonly file?: string;
}

/** Makes and opens detectors. */
export interface Detectors {
  /**
   * Learns what is normal from samples: trains an autoencoder, fits the scores, chooses one of them by synthetic faults, and sets the
   * threshold by samples that were held out.
   * @throws UsageError where there are too few of them for what is asked
   * @throws HourglassError on what are no samples, and on options that do not exist or do not go together
   */
  fit(samples: GivenSamples, options?: DetectorOptions): Promise<Detector>;
  /** @throws HourglassError where the file is damaged, or holds no detector */
  load(bytes: Uint8Array, options?: DetectorLoadOptions): Promise<Detector>;
}

export const Detector: Detectors = { fit, load };

const aimNames = Object.keys(aimFields);
const aimsSchema = z.strictObject(aimFields).partial() as z.ZodType<Partial<DetectorAims>>;

async function fit(given: GivenSamples, options: DetectorOptions = {}): Promise<Detector> {
  const call = "Detector.fit";
  if (!isRecord(options)) refuse("a record of options by name", options, call, "options");
  for (const [name, reason] of Object.entries(decided)) {
    if (options[name] !== undefined)
      throw new UsageError(`${call}: options: ${name}: ${reason}: leave it out`);
  }
  const { signal, onProgress, ...others } = options as DetectorOptions;
  const hooks = checkArgument(progressHooksSchema, { signal, onProgress }, call, "options");
  const entries = Object.entries(others);
  const aims = Object.fromEntries(entries.filter(([name]) => aimNames.includes(name)));
  const training = Object.fromEntries(entries.filter(([name]) => !aimNames.includes(name)));
  const { runtime: chosen, samples: reading, settings } = sortOptions(training, call, aimNames);
  const samples = requireGivenSamples(given, reading, call);
  const shape = shapeOf(samples);
  // Settings of other models would not go together with the recipe's.
  const recipe = settings["model"] === undefined ? recipeFor(shape) : {};
  const plan = {
    ...{ ...usualAims, ...checkArgument(aimsSchema, aims, call, "options") },
    settings: resolveSettings({ ...recipe, ...settings }, `${call}: options`, shape),
  };
  const runtime = chosen ?? (await createDefaultRuntime());
  return openDetector(runtime, (await fitDetector(runtime, samples, plan, hooks)).detector);
}

const loadSchema = recordSchema<DetectorLoadOptions>({
  runtime: unchecked<Runtime>().exactOptional(),
  file: nameSchema.exactOptional(),
});

async function load(bytes: Uint8Array, options: DetectorLoadOptions = {}): Promise<Detector> {
  const call = "Detector.load";
  requireBytes(bytes, call, "bytes");
  const { runtime: chosen, file = "the file" } = checkArgument(loadSchema, options, call, "options");
  if (chosen !== undefined) requireRuntime(chosen, call, "options.runtime");
  const facts = decodeDetector(bytes, file);
  return openDetector(chosen ?? (await createDefaultRuntime()), facts);
}

/** Alarms in such numbers are so improbable of samples like those of training. */
const unlikeChance = 1e-6;

/** A detector that scores. */
export async function openDetector(runtime: Runtime, facts: FittedDetector): Promise<Detector> {
  const scorer = await createSampleScorer(runtime, facts);
  return {
    facts,
    score: (samples, hooks = {}) => findingsOf(scorer, facts, samples, hooks),
    reconstruct: async (samples) => {
      const { samples: given } = requireKnown(facts.model, samples, "Detector.reconstruct");
      const rebuilt = new Float32Array(given.count * facts.model.sampleSize);
      for await (const { start, reconstructions } of scorer.batches(given)) {
        rebuilt.set(reconstructions, start * facts.model.sampleSize);
      }
      return rebuilt;
    },
    save: () => encodeDetector(facts),
    toOnnx: () => toOnnx(scoringProgram(facts, facts.threshold.score)),
    release: () => scorer.release(),
  };
}

/**
 * Samples of the shape that a model knows: rows without columns of their own have the model's.
 * @throws HourglassError on others
 */
function requireKnown(
  model: Model,
  samples: GivenSamples,
  call: string,
): { readonly samples: Samples; readonly values: SampleValues } {
  const { sampleShape } = model;
  const table = tableOf(sampleShape);
  const reading = { samples: kindOfSamples(sampleShape).name, mayLack: table !== undefined };
  const given = requireGivenSamples(samples, reading, call);
  const found = shapeOf(given);
  const isPlain = tableOf(found) === undefined && sampleSize(found) === table?.length;
  const own = isPlain ? ({ ...given, table } as Samples) : given;
  const known = requireSamplesOf(sampleShape, own, call, "samples");
  return { samples: known, values: requireSampleValues(model, valuesOf(known), call) };
}

/** What is so strange that its score is no number is stranger than all that has one. */
function strangest(score: number): number {
  return Number.isNaN(score) ? Number.POSITIVE_INFINITY : score;
}

async function findingsOf(
  scorer: SampleScorer,
  { model, score, threshold, normalScores, usualErrors }: FittedDetector,
  samples: GivenSamples,
  hooks: ProgressHooks,
): Promise<Findings> {
  const { sampleShape, sampleSize: size } = model;
  const { samples: given, values } = requireKnown(model, samples, "Detector.score");
  const isRow = !isImageShape(sampleShape) && placesOf(sampleShape).length === 0;
  const table = tableOf(sampleShape) ?? tableOfNumbers(size);
  const scales = errorScales(usualErrors);
  const rowOf = (of: Float32Array, row: number): Float32Array => of.subarray(row * size, (row + 1) * size);
  const scores = new Float64Array(given.count);
  const errors = new Float32Array(given.count * size);
  const reasons: (readonly Reason[])[] = [];
  for await (const batch of scorer.batches(given, hooks)) {
    scores.set((batch.scores.get(score) as Float32Array).map(strangest), batch.start);
    errors.set(batch.errors, batch.start * size);
    for (let row = 0; isRow && row < batch.rows; row++) {
      const own = rowOf(values as Float32Array, batch.start + row);
      const [expected, ofRow] = [rowOf(batch.reconstructions, row), rowOf(batch.errors, row)];
      reasons.push(reasonsOf(table, own, expected, ofRow, scales));
    }
  }
  const alarms = Array.from(scores, (one) => one > threshold.score);
  const raised = alarms.filter((alarm) => alarm).length;
  return {
    ...{ scores, alarms, errors },
    percentiles: scores.map((one) => percentileAmong(normalScores, one)),
    areUnlike: chanceOfAlarms(raised, scores.length, threshold.interval[1]) < unlikeChance,
    ...(isRow ? { reasons } : {}),
  };
}
