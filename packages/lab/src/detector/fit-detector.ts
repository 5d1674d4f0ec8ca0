import { holdOut } from "hourglass-core/internal/data/hold-out.ts";
import { channelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import type { Model } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { GivenSettings, Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { partOf } from "../measures/pacing.ts";
import { seenBy } from "../measures/raw-values.ts";
import { chooseScore, type ScoreChoice } from "./choose-score.ts";
import type { Kept } from "./detector-score.ts";
import { detectorScores } from "./detector-scores.ts";
import { recipeFor } from "./recipe.ts";
import { scoreOnce } from "./sample-scorer.ts";
import type { FittedScores, Scored } from "./scoring-program.ts";
import { type Threshold, thresholdOf } from "./threshold.ts";

/** How a detector is fitted. */
export interface DetectorPlan {
  /** Settings of the training that are not those of the recipe. */
  readonly settings: GivenSettings;
  /** The share of normal samples for which alarms are allowed. */
  readonly falseAlarms: number;
  /** The share of the samples that are anomalies, which nobody has told apart; 0 where all are normal. */
  readonly contamination: number;
  /** The share of the samples that is held out, to choose the score and to set the threshold. */
  readonly heldOut: number;
  /** The score, where it is not to be chosen. */
  readonly score?: string | undefined;
}

/** What fitting gives. */
export interface FittedDetector extends Scored {
  readonly score: string;
  readonly threshold: Threshold;
  /** Scores of the held-out normal samples, ascending: by these a score becomes a percentile. */
  readonly normalScores: Float64Array;
  /** `[sampleSize]`: the mean squared error of each value of the normal training samples. */
  readonly usualErrors: Float32Array;
  /** How the scores tell synthetic faults; absent where the score was given. */
  readonly choice?: ScoreChoice;
  readonly settings: Settings;
  readonly samples: { readonly train: number; readonly heldOut: number; readonly trimmed: number };
}

/** Trainings, where some of the samples are anomalies: each leaves out those that the one before found strangest. */
const trimmingRounds = 2;

/**
 * Learns what is normal from samples: trains an autoencoder on them, fits every score, chooses one by synthetic faults on held-out samples
 * unless it is given, and sets the threshold by the scores of these. Where a share of the samples is said to be anomalous, as many
 * are left out, the strangest to a first training, of training and threshold.
 * @throws UsageError where there are too few samples for what is asked
 */
export async function fitDetector(
  runtime: Runtime,
  samples: Samples,
  plan: DetectorPlan,
  hooks: ProgressHooks = {},
): Promise<FittedDetector> {
  const shape = shapeOf(samples);
  const settings = resolveSettings({ ...recipeFor(shape), ...plan.settings }, "Detector.fit: options", shape);
  const random = createRandom(settings.seed, "held-out samples of a detector");
  const count = Math.round(plan.heldOut * samples.count);
  const { plural } = kindOfSamples(samples);
  if (count < 2 || samples.count - count < 5) {
    throw new UsageError(
      `Detector.fit: expected enough ${plural} to train on 5 and to hold out 2, found ${samples.count}, of which a share of ${plan.heldOut} is held out: give more`,
    );
  }
  const { rest, heldOut } = holdOut(samples, count, random);
  const rounds = plan.contamination > 0 ? trimmingRounds : 1;
  const share = (round: number): ProgressHooks =>
    partOf(hooks, round / (rounds + 1), (round + 1) / (rounds + 1));
  let [train, normal] = [rest, heldOut];
  let trained = await trainOn(runtime, train, normal, settings, share(0));
  for (let round = 1; round < rounds; round++) {
    train = await withoutStrangest(runtime, trained, rest, plan.contamination);
    normal = await withoutStrangest(runtime, trained, heldOut, plan.contamination);
    trained = await trainOn(runtime, train, normal, settings, share(round));
  }
  const { model, weights } = trained;
  const fitting = share(rounds);
  const names = plan.score === undefined ? detectorScores.kinds.map(({ name }) => name) : [plan.score];
  const usualErrors = await meanErrors(runtime, { model, weights }, train);
  const scores = await fitScores(runtime, { model, weights, usualErrors }, train, names, fitting);
  const choice =
    plan.score === undefined
      ? await chooseScore(
          runtime,
          { model, weights, scores },
          normal,
          channelStatistics(train),
          settings.seed,
        )
      : undefined;
  const score = plan.score ?? (choice as ScoreChoice).best;
  const only: FittedScores = new Map([[score, scores.get(score) as Kept]]);
  // By the program that is kept, so that the threshold is one of its scores to the bit.
  const found = (await scoreOnce(runtime, { model, weights, scores: only }, normal)).scores.get(
    score,
  ) as Float64Array;
  return {
    ...{ model, weights, scores: only, score, settings, usualErrors },
    threshold: thresholdOf(found, plan.falseAlarms),
    normalScores: found.toSorted(),
    ...(choice === undefined ? {} : { choice }),
    samples: {
      train: train.count,
      heldOut: normal.count,
      trimmed: samples.count - train.count - normal.count,
    },
  };
}

interface Trained {
  readonly model: Model;
  readonly weights: Weights;
}

async function trainOn(
  runtime: Runtime,
  train: Samples,
  validation: Samples,
  settings: Settings,
  { signal, onProgress }: ProgressHooks,
): Promise<Trained> {
  const shape = shapeOf(train);
  const model = buildArchitecture(architectureOf(settings, shape), shape);
  const { weights } = await fit(runtime, model, { train, validation }, trainingOptions(settings), {
    ...(signal === undefined ? {} : { signal }),
    onProgress: ({ epoch, epochs, imagesOfEpoch, imagesPerEpoch }) =>
      onProgress?.((epoch - 1 + imagesOfEpoch / imagesPerEpoch) / epochs),
  });
  signal?.throwIfAborted();
  return { model, weights };
}

/** Samples without a share of them, those with the largest reconstruction errors. */
async function withoutStrangest(
  runtime: Runtime,
  { model, weights }: Trained,
  samples: Samples,
  share: number,
): Promise<Samples> {
  const { scores } = await scoreOnce(
    runtime,
    { model, weights, scores: new Map([["error", new Map()]]) },
    samples,
  );
  const errors = scores.get("error") as Float64Array;
  const kept = samples.count - Math.round(share * samples.count);
  const order = Array.from(errors.keys()).sort((one, other) => errors[one]! - errors[other]!);
  return takeSamples(samples, Int32Array.from(order.slice(0, kept)).sort());
}

/** `[sampleSize]`: of each value its mean squared error over samples. */
async function meanErrors(
  runtime: Runtime,
  { model, weights }: Trained,
  samples: Samples,
): Promise<Float32Array> {
  const { errors } = await scoreOnce(runtime, { model, weights, scores: new Map() }, samples);
  const means = new Float64Array(model.sampleSize);
  errors.forEach((error, at) => {
    means[at % model.sampleSize]! += error / samples.count;
  });
  return Float32Array.from(means);
}

async function fitScores(
  runtime: Runtime,
  { model, weights, usualErrors }: Trained & Pick<FittedDetector, "usualErrors">,
  train: Samples,
  names: readonly string[],
  hooks: ProgressHooks,
): Promise<FittedScores> {
  const seen = seenBy(train)(train);
  const autoencoder = await createAutoencoder(runtime, model, weights);
  try {
    const data = await autoencoder.encode(valuesOf(train));
    const codes = { rows: train.count, columns: model.latentSize, data };
    const fitted = new Map();
    for (const [place, name] of names.entries()) {
      const part = partOf(hooks, place / names.length, (place + 1) / names.length);
      const normal = { runtime, seen, codes, usualErrors, latentSize: model.latentSize, hooks: part };
      fitted.set(name, await detectorScores.of(name).fit(normal));
    }
    return fitted;
  } finally {
    await autoencoder.release();
  }
}
