import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { imagesAtOnce } from "hourglass-core/internal/inference/memory.ts";
import { floatTensors } from "hourglass-core/internal/inference/sample-tensors.ts";
import { float32Result, type Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { filledUp } from "./filled-up.ts";
import { type Scored, scoringProgram } from "./scoring-program.ts";

/** What is found of some of the samples, in their order. */
export interface ScoredBatch {
  /** The place of the first of them. */
  readonly start: number;
  readonly rows: number;
  /** By the name of the score, `[rows]`. */
  readonly scores: ReadonlyMap<string, Float32Array>;
  /** `[rows, sampleSize]`: squared errors, value by value. */
  readonly errors: Float32Array;
  /** `[rows, sampleSize]`: in the units of the samples; of images in [0, 1]. */
  readonly reconstructions: Float32Array;
}

export interface SampleScorer {
  /** All that is found, a part of the samples after the other. */
  batches(samples: Samples, hooks?: ProgressHooks): AsyncGenerator<ScoredBatch>;
  /** The scores alone, by their names, `[N]`. */
  score(samples: Samples, hooks?: ProgressHooks): Promise<ScoresByName>;
  release(): Promise<void>;
}

/** Scores of samples, in their order, by the names of the scores. */
export type ScoresByName = ReadonlyMap<string, Float64Array>;

/** Samples at once: enough to keep threads busy; distances to 10,000 references take 40 MB. */
const usualSamples = 1000;

/** Opens a scorer, does something with it and releases it. */
export async function withScorer<T>(
  runtime: Runtime,
  scored: Scored,
  work: (scorer: SampleScorer) => Promise<T>,
): Promise<T> {
  const scorer = await createSampleScorer(runtime, scored);
  try {
    return await work(scorer);
  } finally {
    await scorer.release();
  }
}

/** Runs the program that scores samples. */
export async function createSampleScorer(runtime: Runtime, scored: Scored): Promise<SampleScorer> {
  const { model, scores } = scored;
  const executable = await runtime.load(toOnnx(scoringProgram(scored)));
  const batchSize = imagesAtOnce(model, usualSamples);
  async function* batches(
    samples: Samples,
    { signal, onProgress }: ProgressHooks = {},
  ): AsyncGenerator<ScoredBatch> {
    const { count } = samples;
    for (let start = 0; start < count; start += batchSize) {
      signal?.throwIfAborted();
      const end = Math.min(start + batchSize, count);
      const rows = end - start;
      const some = valuesOf(sliceSamples(samples, start, end));
      const results = await executable.run(floatTensors(model, ...filledUp(some, rows)));
      const own = (name: string, size: number): Float32Array =>
        float32Result(results, name).subarray(0, rows * size);
      yield {
        ...{ start, rows },
        scores: new Map([...scores.keys()].map((name) => [name, own(`score.${name}`, 1)] as const)),
        errors: own("errors", model.sampleSize),
        reconstructions: own("reconstructions", model.sampleSize),
      };
      onProgress?.(end / count);
    }
  }
  return {
    batches,
    score: async (samples, hooks) => {
      const found = new Map([...scores.keys()].map((name) => [name, new Float64Array(samples.count)]));
      for await (const { start, scores: some } of batches(samples, hooks)) {
        for (const [name, values] of some) found.get(name)?.set(values, start);
      }
      return found;
    },
    release: () => executable.release(),
  };
}
