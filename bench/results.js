import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/**
 * What was measured, a file a part in results/, written by the benchmark alone. A part that is measured again replaces what it
 * was; of the training, a model and a contestant on a number of threads can be measured alone, and take the place of their own record.
 */

const positive = z.number().positive();
const count = z.int().min(1);
const circumstances = {
  date: z.iso.date(),
  /** In words, with the versions of system and Node. */
  machine: z.string(),
  /** Processes that were ready to run in the minute before. */
  load: z.number().min(0),
};

const products = z.tuple([positive, positive]);
const turn = z.strictObject({
  /** Images a second, of the contestant and of the native Hourglass in the same round. */
  rate: positive,
  reference: positive,
  /** The machine's rate in matrix products before and after each of both turns, in FLOP/s. */
  products,
  referenceProducts: products,
});

const trainingRecord = z.strictObject({
  model: z.string(),
  threads: count,
  contestant: z.string(),
  ...circumstances,
  images: z.string(),
  turnSeconds: positive,
  warmUpSeconds: positive,
  version: z.string(),
  kernel: z.string().optional(),
  note: z.string().optional(),
  handicap: z.string().optional(),
  /** Floating-point operations of an image. */
  work: positive,
  turns: z.array(turn).min(2),
  /** Mean over the last 20 steps that both have taken. */
  losses: z.strictObject({ steps: count, loss: z.number(), reference: z.number() }).optional(),
  /** In bytes. */
  peakMemory: positive,
});

const missingRecord = z.strictObject({
  model: z.string(),
  threads: count,
  contestant: z.string(),
  ...circumstances,
  missing: z.string(),
});

const series = z.array(z.number());
const schemas = {
  training: z.strictObject({ records: z.array(z.union([trainingRecord, missingRecord])) }),
  "compile-time": z.strictObject({ ...circumstances, threads: count, seconds: z.record(z.string(), series) }),
  "start-up": z.strictObject({
    ...circumstances,
    /** Seconds of `hourglass --help`, and of a program of nothing in the same pair. */
    help: series,
    bareNode: series,
    /** Seconds to the first line of progress of `hourglass train`, and its peak memory in bytes. */
    firstStep: series,
    peakMemory: series,
  }),
  graphics: z.strictObject({
    ...circumstances,
    threads: count,
    runtime: z.string(),
    pytorch: z.string(),
    /** Images a second, a number a round. */
    rates: z.array(
      z.strictObject({
        ...{ model: z.string(), batchSize: count, webgpu: series, cpu: series },
        pytorch: series.optional(),
      }),
    ),
    /** By the provider's own timestamps. */
    profiles: z.array(
      z.strictObject({
        ...{ model: z.string(), batchSize: count },
        operators: z.array(z.strictObject({ operator: z.string(), share: z.number(), launches: z.number() })),
      }),
    ),
  }),
  detector: z.strictObject({
    ...circumstances,
    threads: count,
    rows: count,
    columns: count,
    /** Seconds of each round: of the commands whole, and of scikit-learn's isolation forest without reading. */
    fit: series,
    score: series,
    forest: z.union([
      z.strictObject({ fit: series, score: series, version: z.string() }),
      z.strictObject({ missing: z.string() }),
    ]),
  }),
  "study-workers": z.strictObject({
    ...circumstances,
    model: z.string(),
    seeds: count,
    epochs: count,
    /** Seconds of `hourglass study` with one worker and with two, a pair a round. */
    one: series,
    two: series,
  }),
  aggregation: z.strictObject({
    ...circumstances,
    studies: z.array(
      z.strictObject({
        shape: z.string(),
        /** Of each round; bytes of the process, and of the files. */
        ...{ seconds: series, reading: series, peakMemory: series },
        ...{ results: count, page: count },
      }),
    ),
  }),
  memory: z.strictObject({
    ...circumstances,
    trainings: z.array(
      z.strictObject({
        model: z.string(),
        images: count,
        threads: count,
        collecting: z.boolean(),
        /** Bytes after each epoch. */
        ...{ resident: series, heap: series, heapUsed: series, external: series, native: series },
      }),
    ),
  }),
  studio: z.strictObject({
    ...circumstances,
    browser: z.string(),
    threads: count,
    turnSeconds: positive,
    warmUpSeconds: positive,
    /** Images a second, a turn each, of what was paired. */
    sessions: z.array(
      z.strictObject({
        model: z.string(),
        rates: z.record(z.string(), z.array(positive)),
        missing: z.record(z.string(), z.string()),
      }),
    ),
    /** Seconds. */
    opening: z.strictObject({ firstPaint: series, readyToTrain: series }),
    /** Milliseconds. */
    response: z.strictObject({ median: z.number(), nineteenOf20: z.number(), longest: z.number() }),
    /** Bytes. */
    memory: z.strictObject({ after10: positive, after50: positive }),
  }),
  visits: z.strictObject({
    ...circumstances,
    browser: z.string(),
    /** Milliseconds since the request, but for those from the press of Train (the first picture, the whole training), the longest gap between two pictures and the longest wait of a key. */
    visits: z.array(
      z.strictObject({
        firstPaint: positive,
        ready: positive,
        alive: positive,
        firstTrained: positive,
        longestGap: positive,
        training: positive,
        input: z.number().min(0),
      }),
    ),
    /** Bytes, after the training. */
    memory: positive,
    /** Bytes of the page's own scripts and styles, gzipped: those that the visits loaded, and all. */
    code: z.strictObject({ loaded: positive, all: positive }),
  }),
};

/**
 * @typedef {z.infer<typeof trainingRecord>} TrainingRecord
 * @typedef {z.infer<typeof missingRecord>} MissingRecord
 * @typedef {keyof typeof schemas} Part
 */
/**
 * @template {Part} P
 * @typedef {z.infer<(typeof schemas)[P]>} PartResults
 */
/** @typedef {{ readonly [P in Part]?: PartResults<P> }} Results */

export const resultParts = /** @type {readonly Part[]} */ (Object.keys(schemas));

const folder = fileURLToPath(new URL("results/", import.meta.url));

/**
 * All that has been measured.
 * @param {string} from
 * @returns {Results}
 * @throws Error naming the file, and the place in it that is not as it should be
 */
export function readResults(from = folder) {
  return Object.fromEntries(
    resultParts.flatMap((part) => {
      const path = `${from}${part}.json`;
      if (!existsSync(path)) return [];
      const found = schemas[part].safeParse(JSON.parse(readFileSync(path, "utf8")));
      if (!found.success) {
        throw new Error(`${path}: ${z.prettifyError(found.error)}; measure it again, or take the file away`);
      }
      return [[part, found.data]];
    }),
  );
}

/**
 * @template {Part} P
 * @param {P} part
 * @param {PartResults<P>} results
 * @param {string} to
 */
export function writeResults(part, results, to = folder) {
  mkdirSync(to, { recursive: true });
  const path = `${to}${part}.json`;
  // Checked as it will be read; numbers with the digits that a measurement has, a list of them on a line.
  const rounded = JSON.parse(JSON.stringify(results), (_, value) =>
    typeof value === "number" ? Number(value.toPrecision(6)) : value,
  );
  const text = JSON.stringify(schemas[part].parse(rounded), undefined, 2).replace(
    /\[[-\d.e+,\s]+\]/g,
    (list) => list.replace(/\s+/g, " ").replace("[ ", "[").replace(" ]", "]"),
  );
  writeFileSync(`${path}.unfinished`, `${text}\n`);
  renameSync(`${path}.unfinished`, path);
}

/**
 * Records with new ones in the place of those of the same model, threads and contestant.
 * @param {readonly (TrainingRecord | MissingRecord)[]} known
 * @param {readonly (TrainingRecord | MissingRecord)[]} measured
 */
export function mergeRecords(known, measured) {
  const key = (/** @type {TrainingRecord | MissingRecord} */ { model, threads, contestant }) =>
    `${model}/${threads}/${contestant}`;
  return [...new Map([...known, ...measured].map((record) => [key(record), record])).values()];
}
