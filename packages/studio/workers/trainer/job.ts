import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { trainedOn } from "hourglass-core/internal/experiment/trained-on.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import { requireWeightsOf, type Weights } from "hourglass-core/internal/model/parameter.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import {
  checkSetting,
  resolveSettings,
  splitSizes,
  validationCount,
} from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import { initialState, parametersOf, type TrainingState } from "hourglass-core/internal/training/state.ts";
import { isFilesName } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { SettingChange } from "hourglass-lab/internal/run/files/setting-change.ts";
import { requireSameCourse } from "hourglass-lab/internal/run/same-course.ts";
import { describeModel } from "./describe-model.ts";
import type { PreparedModel, TrainedElsewhere } from "./trainer-api.ts";

/** A model and where its training stands. */
export interface Job {
  /** With the number of validation samples that `auto` stands for. */
  readonly settings: Settings & { readonly validation: number };
  /** Settings that were changed while it trained, the first one first. */
  readonly changes: readonly SettingChange[];
  readonly model: Model;
  readonly dataset: Dataset<Samples>;
  readonly splits: Splits<Samples>;
  /** The splits with what the training sees as `train`. */
  readonly seen: Splits<Samples>;
  /** When training first began, as in run.json. */
  readonly started?: string;
  /** Absent before the first step. */
  readonly state?: TrainingState;
  /** How training ended, where it has. */
  readonly end?: Pick<FitResult, "weights" | "keptEpoch" | "stopped">;
}

/**
 * The model and the splits of settings, as the command line makes them.
 * @throws UsageError naming the setting
 */
export function makeJob(dataset: Dataset<Samples>, given: Readonly<Partial<Settings>>): Job {
  return jobOfSettings(dataset, settingsFor(dataset, given));
}

/** The model and the splits of settings that nothing is left open in. */
export function jobOfSettings(dataset: Dataset<Samples>, settings: Job["settings"]): Job {
  const sampleShape = shapeOf(dataset.train);
  const splits = splitDataset(dataset, splitSizes(settings));
  return {
    settings,
    changes: [],
    model: buildArchitecture(architectureOf(settings, sampleShape), sampleShape),
    dataset,
    ...{ splits, seen: trainedOn(splits, settings) },
  };
}

/** A job whose training is over: its weights came from elsewhere. */
export function trainedJob(job: Job, { weights, history }: TrainedElsewhere): Job {
  return {
    ...job,
    end: {
      weights: requireWeightsOf(modelParameters(job.model), weights, job.model.name),
      ...{ keptEpoch: history.length, stopped: "all epochs done" },
    },
  };
}

/**
 * Settings completed as the command line completes them.
 * @throws UsageError naming the setting
 */
export function settingsFor(dataset: Dataset<Samples>, given: Readonly<Partial<Settings>>): Job["settings"] {
  const { train } = dataset;
  const resolved = resolveSettings(given, "settings", shapeOf(train));
  if (resolved.dataset !== dataset.name) {
    throw new UsageError(`dataset: ${resolved.dataset} is not loaded, but ${dataset.name}`);
  }
  return {
    ...resolved,
    validation: validationCount(resolved, train.count),
    // The page has scaled images of one's own: to train on the same, the command line must do so, too.
    ...(isFilesName(dataset.name) || !isImages(train) ? {} : { imageSize: [train.height, train.width] }),
  };
}

/**
 * A job that goes on to so many epochs: it is, to the bit, the one that has had them from the start, where no other setting was changed.
 * @throws UsageError where it would not be
 */
export function extendJob({ end: _, ...job }: Job, epochs: number): Job {
  checkSetting("epochs", epochs, "epochs");
  const settings = { ...job.settings, epochs };
  // One whose settings were changed on its way is no other's course.
  if (job.changes.length === 0) requireSameCourse(job.settings, settings, job.state?.history ?? []);
  return { ...job, settings };
}

/** The weights to keep where training has ended, else those of the last step. */
export function weightsOf({ model, settings, seen, state, end }: Job): Weights {
  if (end !== undefined) return end.weights;
  const { optimizer, seed } = trainingOptions(settings);
  return parametersOf(model, state ?? initialState(model, seed, optimizer, seen.train));
}

/** What the page is told of a model. */
export function describeJob({ settings, model, splits }: Job): PreparedModel {
  const { train, validation, test } = splits;
  return describeModel(model, settings, {
    ...{ train: train.count, validation: validation.count, test: test.count },
  });
}
