import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { trainedOn } from "hourglass-core/internal/experiment/trained-on.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { autoencoderTask } from "hourglass-core/internal/program/autoencoder-task.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { createChunkRunner } from "hourglass-core/internal/training/chunk.ts";
import { epochOrder } from "hourglass-core/internal/training/order.ts";
import { epochsOfPretraining } from "hourglass-core/internal/training/pretraining/pretrainings.ts";
import { initialState } from "hourglass-core/internal/training/state.ts";
import { type MeasureName, measures } from "../../measures/measures.ts";
import type { RunEstimate } from "../schedule.ts";

/** Measures how long trainings take; those with the same program and batches are measured once. */
export interface Estimator {
  estimate(
    settings: Settings,
    architecture: Architecture,
    dataset: Dataset<Samples>,
    measureNames: readonly MeasureName[],
  ): Promise<RunEstimate>;
}

/** Settings that change neither the program nor the batches, or only by how many there are. */
const withoutEffect: readonly (keyof Settings)[] = [
  ...([
    "seed",
    "pretrain",
    "epochs",
    "learningRate",
    "schedule",
    "warmUp",
    "monitor",
    "patience",
    "minDelta",
  ] as const),
  ...(["restoreBest", "validation", "trainingImages", "importanceSamples", "threads"] as const),
];

const stepsAtOnce = 3;
const timedSeconds = 0.2;
/** A validation pass computes no gradients. */
const validationShare = 1 / 3;
/** Passes over the test set that the report takes: errors, reconstructions, codes twice, and what every run measures. */
const testPasses = 5;
/** Drawing the report, and fitting mixtures to the codes of MNIST for its new samples, if they have no distribution. */
const reportSeconds = 6;
/** Measures tell their time on two cores; a run of a study has one thread. */
const oneThread = 1.5;
/** The training and validation images for which measures say how long they take. */
const measuredImages = 60_000;

export function createEstimator(runtime: Runtime): Estimator {
  const known = new Map<string, Promise<number>>();
  const knownPixels = new Set<string>();
  return {
    estimate: async (settings, architecture, dataset, measureNames) => {
      const validation = validationCount(settings, dataset.train.count);
      const { train } = trainedOn(splitDataset(dataset, splitSizes({ ...settings, validation })), settings);
      const key = JSON.stringify([
        dataset.name,
        architecture,
        Object.entries(settings).filter(([name]) => !withoutEffect.includes(name as keyof Settings)),
      ]);
      const perImage = known.get(key) ?? timeImage(runtime, settings, architecture, dataset);
      known.set(key, perImage);
      const model = buildArchitecture(architecture, shapeOf(dataset.train));
      const pretrained = epochsOfPretraining(model, trainingOptions(settings));
      const images = train.count + validationShare * validation;
      const pixels = JSON.stringify([dataset.name, train.count, validation]);
      const isFirst = !knownPixels.has(pixels);
      knownPixels.add(pixels);
      const seconds = await perImage;
      const evaluated = train.count + validation + testPasses * dataset.test.count;
      return {
        training: (settings.epochs + pretrained) * images * seconds,
        after:
          reportSeconds +
          validationShare * evaluated * seconds +
          oneThread * measuringSeconds(measureNames, train.count + validation, isFirst),
      };
    },
  };
}

/** @param isFirst whether no run before it has measured the same pixels */
function measuringSeconds(names: readonly MeasureName[], images: number, isFirst: boolean): number {
  const full = names.reduce((sum, name) => {
    const { seconds = 0, baselineSeconds = 0 } = measures[name];
    return sum + seconds + (isFirst ? baselineSeconds : 0);
  }, 0);
  return full * Math.min(1, images / measuredImages);
}

/** Seconds of training a sample, by some steps of the training program. */
async function timeImage(
  runtime: Runtime,
  settings: Settings,
  architecture: Architecture,
  { train }: Dataset<Samples>,
): Promise<number> {
  const model = buildArchitecture(architecture, shapeOf(train));
  // With a learning rate of 0 no step can diverge.
  const options = { ...trainingOptions(settings), learningRate: 0 };
  const batchSize = Math.min(options.batchSize, train.count);
  const count = batchSize * Math.min(stepsAtOnce, Math.floor(train.count / batchSize));
  const steps = count / batchSize;
  const samples = sliceSamples(train, 0, count);
  const runner = await createChunkRunner(
    runtime,
    autoencoderTask(model, options.objective),
    samples,
    { ...options, batchSize },
    {
      stepsPerChunk: steps,
    },
  );
  try {
    const state = initialState(model, settings.seed, options.optimizer, samples);
    const order = epochOrder(settings.seed, 1, count);
    // The first run pays for the allocation of memory.
    await runner.run(state, order, 1);
    let fastest = Number.POSITIVE_INFINITY;
    for (let spent = 0; spent < timedSeconds; ) {
      const { secondsOfEpoch } = await runner.run(state, order, 1);
      fastest = Math.min(fastest, secondsOfEpoch);
      spent += secondsOfEpoch;
    }
    return fastest / count;
  } finally {
    await runner.release();
  }
}
