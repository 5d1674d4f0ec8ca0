import { holdOut } from "hourglass-core/internal/data/hold-out.ts";
import { channelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, takeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { shareDone } from "hourglass-core/internal/training/run-epochs.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import { chooseScore, type ScoreChoice } from "./choose-score.ts";
import { type ModelPlan, modelFor } from "./detector-model.ts";
import type { Kept } from "./detector-score.ts";
import { scoresFor } from "./detector-scores.ts";
import { fitScores, requireFinite } from "./fit-scores.ts";
import type { DetectorPlan } from "./plan.ts";
import { withScorer } from "./sample-scorer.ts";
import { neighbour } from "./scores/nearest.ts";
import type { FittedScores, Scored } from "./scoring-program.ts";
import { shareWords, type Threshold, thresholdOf, thresholdPlace } from "./threshold.ts";

/** What fitting gives. */
export interface FittedDetector extends Scored {
  /** Of the score that is kept alone. */
  readonly scores: FittedScores;
  readonly score: string;
  readonly threshold: Threshold;
  /** Scores of the held-out normal samples, ascending: by these a score becomes a percentile. */
  readonly normalScores: Float64Array;
  /** `[sampleSize]`: the mean squared error of each value of the normal training samples. */
  readonly usualErrors: Float32Array;
  /** How the scores tell synthetic faults; absent where the score was given. */
  readonly choice?: ScoreChoice;
  readonly samples: { readonly train: number; readonly heldOut: number; readonly trimmed: number };
}

/** What is known of the fitting beside what is kept. */
export interface Fitting {
  readonly detector: FittedDetector;
  /** Every score that was fitted, the one that is kept among them. */
  readonly fitted: FittedScores;
  readonly settings: Settings;
  /** The epochs of the last training, and that whose weights are kept. */
  readonly history: readonly EpochRecord[];
  readonly keptEpoch: number;
}

/** Trainings, where some of the samples are anomalies: each leaves out those that the one before found strangest. */
const trimmingRounds = 2;

/** The share of the time that all trainings take together, and the scores. */
const [trainingShare, fittingShare] = [0.7, 0.8];

/**
 * Learns what is normal from samples: trains an autoencoder on them, fits every score, chooses one by synthetic faults on held-out samples
 * unless it is given, and sets the threshold by the scores of these. Where a share of the samples is said to be anomalous, as many
 * are left out, the strangest to a first training, of training and threshold.
 * @throws UsageError where there are too few samples for what is asked, and on a score that they do not have, before anything is trained
 */
export async function fitDetector(
  runtime: Runtime,
  samples: Samples,
  plan: DetectorPlan,
  hooks: ProgressHooks = {},
): Promise<Fitting> {
  const shape = shapeOf(samples);
  const { settings } = plan;
  const names = scoreNames(plan, shape);
  const { rest, heldOut } = holdOutOf(samples, plan, settings.seed);
  const rounds = plan.contamination > 0 ? trimmingRounds : 1;
  const ofRound = (round: number): ProgressHooks =>
    partOf(hooks, (trainingShare * round) / rounds, (trainingShare * (round + 1)) / rounds);
  let [train, normal] = [rest, heldOut];
  let trained = await trainOn(runtime, train, normal, plan, ofRound(0));
  for (let round = 1; round < rounds; round++) {
    train = await withoutStrangest(runtime, trained, rest, plan.contamination);
    normal = await withoutStrangest(runtime, trained, heldOut, plan.contamination);
    trained = await trainOn(runtime, train, normal, plan, ofRound(round));
  }
  const { model, weights, history, keptEpoch } = trained;
  const fitting = partOf(hooks, trainingShare, fittingShare);
  const { scores: fitted, usualErrors } = await fitScores(
    runtime,
    { model, weights },
    { train, heldOut: normal },
    names,
    fitting,
  );
  const choosing = partOf(hooks, fittingShare, 1);
  const statistics = channelStatistics(train);
  const choice =
    plan.score === undefined
      ? await chooseScore(
          runtime,
          { model, weights, scores: fitted },
          normal,
          statistics,
          settings.seed,
          choosing,
        )
      : undefined;
  const score = plan.score ?? (choice as ScoreChoice).best;
  const scores: FittedScores = new Map([[score, fitted.get(score) as Kept]]);
  // By the program that is kept, so that the threshold is one of its scores to the bit.
  const found = await withScorer(runtime, { model, weights, scores }, (scorer) => scorer.score(normal));
  requireFinite(found);
  const ofNormal = found.get(score) as Float64Array;
  return {
    detector: {
      ...{ model, weights, scores, score, usualErrors },
      threshold: thresholdOf(ofNormal, plan.falseAlarms),
      normalScores: ofNormal.toSorted(),
      ...(choice === undefined ? {} : { choice }),
      samples: {
        train: train.count,
        heldOut: normal.count,
        trimmed: samples.count - train.count - normal.count,
      },
    },
    ...{ fitted, settings, history, keptEpoch },
  };
}

/** The scores that are fitted. @throws UsageError on one that such samples do not have */
function scoreNames({ score }: DetectorPlan, shape: SampleShape): readonly string[] {
  const names = scoresFor(shape).map(({ name }) => name);
  if (score === undefined) return names;
  if (names.includes(score)) return [score];
  throw new UsageError(
    `score: ${score} looks at pixels beside each other, which ${kindOfSamples(shape).plural} do not have: choose one of ${names.join(", ")}`,
  );
}

/** @throws UsageError where samples are too few to be held out of, or too few would be for the threshold that is asked for */
function holdOutOf(
  samples: Samples,
  { heldOut: share, contamination, falseAlarms }: DetectorPlan,
  seed: number,
): { readonly rest: Samples; readonly heldOut: Samples } {
  const count = Math.round(share * samples.count);
  const { plural } = kindOfSamples(samples);
  if (count < 2 || samples.count - count < neighbour) {
    throw new UsageError(
      `expected enough ${plural} to train on ${neighbour} and to hold out 2, found ${samples.count}, of which a share of ${shareWords(share)} is held out: give more`,
    );
  }
  thresholdPlace(keptOf(count, contamination), falseAlarms);
  return holdOut(samples, count, createRandom(seed, "held-out samples of a detector"));
}

/** How many of samples are left without a share of them. */
function keptOf(count: number, share: number): number {
  return count - Math.round(share * count);
}

interface Trained {
  readonly model: Model;
  readonly weights: Weights;
  readonly history: readonly EpochRecord[];
  readonly keptEpoch: number;
}

async function trainOn(
  runtime: Runtime,
  train: Samples,
  validation: Samples,
  plan: ModelPlan,
  { signal, onProgress }: ProgressHooks,
): Promise<Trained> {
  const model = modelFor(plan, shapeOf(train));
  const { weights, state, keptEpoch } = await fit(
    runtime,
    model,
    { train, validation },
    trainingOptions(plan.settings),
    {
      ...(signal === undefined ? {} : { signal }),
      onProgress: (progress) => onProgress?.(shareDone(progress)),
    },
  );
  signal?.throwIfAborted();
  return { model, weights, history: state.history, keptEpoch };
}

/** Samples without a share of them, those with the largest reconstruction errors. */
async function withoutStrangest(
  runtime: Runtime,
  { model, weights }: Trained,
  samples: Samples,
  share: number,
): Promise<Samples> {
  const byError = { model, weights, scores: new Map([["error", new Map()]]) };
  const found = await withScorer(runtime, byError, (scorer) => scorer.score(samples));
  const errors = found.get("error") as Float64Array;
  const order = Array.from(errors.keys()).sort((one, other) => errors[one]! - errors[other]!);
  return takeSamples(samples, Int32Array.from(order.slice(0, keptOf(samples.count, share))).sort());
}
