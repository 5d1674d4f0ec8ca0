import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { countUnsoundRows } from "../measures/matrix.ts";
import { partOf } from "../measures/pacing.ts";
import { seenBy } from "../measures/raw-values.ts";
import type { Kept } from "./detector-score.ts";
import { detectorScores } from "./detector-scores.ts";
import { type ScoresByName, withScorer } from "./sample-scorer.ts";
import type { FittedScores, Scored } from "./scoring-program.ts";

type Trained = Pick<Scored, "model" | "weights">;

/** Normal samples: those that an autoencoder was trained on, and others. */
export interface NormalSplits {
  readonly train: Samples;
  readonly heldOut: Samples;
}

/** Scores that were fitted to what is normal to an autoencoder. */
export interface ScoresOfNormal {
  readonly scores: FittedScores;
  /** `[sampleSize]`: the mean squared error of each value of the normal training samples. */
  readonly usualErrors: Float32Array;
}

/**
 * Fits scores to what is normal to an autoencoder.
 * @param names of the scores
 * @throws HourglassError where a code is not a finite number, and where samples are too few for a score
 */
export async function fitScores(
  runtime: Runtime,
  { model, weights }: Trained,
  { train, heldOut }: NormalSplits,
  names: readonly string[],
  hooks: ProgressHooks = {},
): Promise<ScoresOfNormal> {
  const usualErrors = await meanErrors(runtime, { model, weights }, train);
  const seen = seenBy(train)(train);
  const ofHeldOut = (scores: FittedScores): Promise<ScoresByName> =>
    withScorer(runtime, { model, weights, scores }, (scorer) => scorer.score(heldOut));
  const autoencoder = await createAutoencoder(runtime, model, weights);
  try {
    const data = await autoencoder.encode(valuesOf(train));
    const codes = { rows: train.count, columns: model.latentSize, data };
    const unsound = countUnsoundRows(codes);
    if (unsound > 0) {
      const { plural } = kindOfSamples(train);
      throw runAway(`${unsound} of ${train.count} codes of the normal training ${plural}`);
    }
    const scores = new Map<string, Kept>();
    for (const [place, name] of names.entries()) {
      const part = partOf(hooks, place / names.length, (place + 1) / names.length);
      const { latentSize } = model;
      const normal = { runtime, seen, codes, usualErrors, latentSize, ofHeldOut, hooks: part };
      scores.set(name, await detectorScores.of(name).fit(normal));
    }
    return { scores, usualErrors };
  } finally {
    await autoencoder.release();
  }
}

/** @throws HourglassError where a score is not a finite number */
export function requireFinite(scores: ScoresByName): void {
  for (const [name, values] of scores) {
    const unsound = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
    if (unsound > 0) throw runAway(`${unsound} of ${values.length} scores by ${name}`);
  }
}

function runAway(what: string): HourglassError {
  return new HourglassError(
    `anomaly scores: ${what} are not finite numbers: the weights of the autoencoder have run away; ` +
      "train it with a smaller learning rate",
  );
}

/** `[sampleSize]`: of each value its mean squared error over samples. */
async function meanErrors(runtime: Runtime, trained: Trained, samples: Samples): Promise<Float32Array> {
  const { sampleSize } = trained.model;
  const means = new Float64Array(sampleSize);
  await withScorer(runtime, { ...trained, scores: new Map() }, async (scorer) => {
    for await (const { errors } of scorer.batches(samples)) {
      errors.forEach((error, at) => {
        means[at % sampleSize]! += error / samples.count;
      });
    }
  });
  return Float32Array.from(means);
}
