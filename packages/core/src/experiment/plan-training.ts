import type { Dataset } from "../data/image-set.ts";
import { kindOfSamples, type Samples } from "../data/samples/sample-kinds.ts";
import { shapeOf, valuesOf } from "../data/samples/samples.ts";
import { type Splits, splitDataset } from "../data/split.ts";
import { UsageError } from "../errors.ts";
import { requireTrainingMemory, smallerModel } from "../inference/memory.ts";
import { foreignSettings } from "../kinds/own-settings.ts";
import type { Architecture } from "../model/architecture.ts";
import { buildArchitecture } from "../model/build.ts";
import { codes } from "../model/codes/codes.ts";
import { conditionOf } from "../model/condition.ts";
import type { Model } from "../model/model.ts";
import { requireObjective } from "../program/objective.ts";
import type { MemoryLimit } from "../runtime/memory.ts";
import { architectureOf } from "../settings/build-model.ts";
import { splitSizes, validationCount } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { objectiveOf, trainingOptions } from "../settings/training-options.ts";
import { requireMonitored } from "../training/early-stopping.ts";
import { requirePretraining } from "../training/pretraining/require-pretraining.ts";
import { trainedOn } from "./trained-on.ts";

/** What a training is, before it begins: settings, layers and data that go together. */
export interface PlannedTraining {
  /** With as many validation images as there will be. */
  readonly settings: Settings;
  readonly architecture: Architecture;
  readonly model: Model;
  readonly splits: Splits<Samples>;
  /** The splits with what the training sees as `train`: others where the settings have it see test samples, too. */
  readonly seen: Splits<Samples>;
}

/**
 * Puts together what a training needs, and checks that it can be done.
 * @param layers those of a file, where the settings name one
 * @param memory what training may take, and what is advised where it would take more
 * @throws HourglassError on layers, splits or settings that do not go together, and on what would take too much memory
 */
export function planTraining(
  given: Settings,
  dataset: Dataset<Samples>,
  layers: Architecture | undefined,
  memory: { readonly limit: MemoryLimit | undefined; readonly advice?: string },
): PlannedTraining {
  const shape = shapeOf(dataset.train);
  const settings = { ...given, validation: validationCount(given, dataset.train.count) };
  const architecture = layers ?? architectureOf(settings, shape);
  const model = buildArchitecture(architecture, shape);
  const splits = splitDataset(dataset, splitSizes(settings));
  const seen = trainedOn(splits, settings);
  requireMonitored(trainingOptions(settings).earlyStopping, splits.validation.count);
  requireObjective(model, objectiveOf(settings), "settings", "objective");
  requireToldClasses(model, dataset);
  const foreign = foreignSettings(codes, model.code).find(({ name }) => name === "importanceSamples");
  if (settings.importanceSamples > 0 && foreign !== undefined) {
    throw new UsageError(
      `settings: importanceSamples ${foreign.purpose}, and that of these layers is ${model.code}: leave them out`,
    );
  }
  const copied = seen.train === splits.train ? 0 : valuesOf(seen.train).byteLength;
  const bytes = valuesOf(dataset.train).byteLength + valuesOf(dataset.test).byteLength + copied;
  // As many images as codes are decoded at once.
  const batchSize = Math.min(settings.batchSize, seen.train.count) * settings.boundSamples;
  requireTrainingMemory(model, batchSize, bytes, memory.limit, memory.advice ?? smallerModel);
  requirePretraining(model, trainingOptions(settings), seen, memory.limit);
  return { settings, architecture, model, splits, seen };
}

/** @throws UsageError where the model is told the class of each sample, and the data have no classes, or not as many */
function requireToldClasses(model: Model, { title, train, classNames }: Dataset<Samples>): void {
  const classes = conditionOf(model);
  if (classes === undefined) return;
  const { title: sample } = kindOfSamples(model.sampleShape);
  if (train.labels === undefined) {
    throw new UsageError(
      `settings: both halves of ${model.name} are told the class of each ${sample}, and ${title} has no labels: ` +
        "give them as labels, a CSV file, or choose another model",
    );
  }
  const found = classNames.length === 0 ? undefined : classNames.length;
  if (found !== undefined && found !== classes) {
    throw new UsageError(
      `settings: conditionClasses: expected ${found}, as many classes as ${title} has, found ${classes}`,
    );
  }
}
