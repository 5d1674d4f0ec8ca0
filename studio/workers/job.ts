import { catalogue } from "../../src/data/catalogue.ts";
import type { Dataset } from "../../src/data/image-set.ts";
import { requireImageShape } from "../../src/data/samples/samples.ts";
import { type Splits, splitDataset } from "../../src/data/split.ts";
import { UsageError } from "../../src/errors.ts";
import { buildArchitecture } from "../../src/model/build.ts";
import { type Model, parameterCount } from "../../src/model/model.ts";
import { describeObjective } from "../../src/program/objective.ts";
import { architectureOf } from "../../src/settings/build-model.ts";
import { resolveSettings, splitSizes, validationCount } from "../../src/settings/resolve.ts";
import type { Settings } from "../../src/settings/settings.ts";
import { objectiveOf } from "../../src/settings/training-options.ts";
import type { FitResult } from "../../src/training/fit.ts";
import type { TrainingState } from "../../src/training/state.ts";
import { drawnLayers } from "./drawn-layers.ts";
import type { PreparedModel } from "./trainer-api.ts";

/** A model and where its training stands. */
export interface Job {
  /** With the number of validation images that `auto` stands for. */
  readonly settings: Settings & { readonly validation: number };
  readonly model: Model;
  readonly dataset: Dataset;
  readonly splits: Splits;
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
export function makeJob(dataset: Dataset, given: Readonly<Partial<Settings>>): Job {
  const resolved = resolveSettings(given, "settings");
  if (resolved.dataset !== dataset.name) {
    throw new UsageError(`dataset: ${resolved.dataset} is not loaded, but ${dataset.name}`);
  }
  const { height, width, channels, count } = dataset.train;
  const settings = {
    ...resolved,
    validation: validationCount(resolved, count),
    // The page has scaled data of one's own: to train on the same, the command line must do so, too.
    ...(Object.hasOwn(catalogue, dataset.name) ? {} : { imageSize: [height, width] }),
  };
  const image = { height, width, channels };
  return {
    settings,
    model: buildArchitecture(architectureOf(settings, image), image),
    dataset,
    splits: splitDataset(dataset, splitSizes(settings)),
  };
}

/** What the page is told of a model. */
export function describeJob({ settings, model, splits }: Job): PreparedModel {
  if (model.architecture === undefined) throw new TypeError("a model without its architecture");
  return {
    settings,
    architecture: model.architecture,
    imageShape: requireImageShape(model.sampleShape, model.name),
    latentSize: model.latentSize,
    code: model.code,
    layers: drawnLayers(model),
    parameters: parameterCount(model),
    objective: describeObjective(model, objectiveOf(settings)),
    splits: {
      ...{ train: splits.train.count, validation: splits.validation.count },
      test: splits.test.count,
    },
  };
}
