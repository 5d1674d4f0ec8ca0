import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { trainedOn } from "hourglass-core/internal/experiment/trained-on.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { epochsOfPretraining } from "hourglass-core/internal/training/pretraining/pretrainings.ts";
import { secondsOfSample } from "hourglass-core/internal/training/time-steps.ts";
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
export const withoutEffect: readonly (keyof Settings)[] = [
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
      const model = buildArchitecture(architecture, shapeOf(dataset.train));
      const options = trainingOptions(settings);
      const perImage = known.get(key) ?? secondsOfSample(runtime, model, options, dataset.train);
      known.set(key, perImage);
      const pretrained = epochsOfPretraining(model, options);
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
