import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import { outputOf } from "hourglass-core/internal/model/outputs/outputs.ts";
import { describeObjective } from "hourglass-core/internal/program/objective.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { bestEpoch, type EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { storedShape } from "./files/stored-shape.ts";
import type { RunSummary } from "./files/summary.ts";
import type { WeightsOrigin } from "./files/weights.ts";

/** What a run is made of. */
export interface RunParts {
  /** With the number of validation images that `auto` stands for. */
  readonly settings: Settings;
  readonly dataset: Dataset<Samples>;
  readonly splits: Splits<Samples>;
  /** Built from an architecture. */
  readonly model: Model;
  readonly environment: RunSummary["environment"];
  /** When it first began, as ISO 8601. */
  readonly started: string;
  /** What is said of the weights that it began with, where these are not seeded. */
  readonly initialWeights?: string;
  readonly initialWeightsFrom?: WeightsOrigin;
  /** What became of its pretraining, where that is over. */
  readonly pretraining?: NonNullable<RunSummary["pretraining"]>;
}

/** The summary of a run that is under way, with the epochs that it has so far. */
export function summariseRun(run: RunParts, history: readonly EpochRecord[]): RunSummary {
  const { settings, dataset, splits, model, environment, started } = run;
  const { initialWeights, initialWeightsFrom, pretraining } = run;
  const { train, validation, test } = splits;
  const sizes = { train: train.count, validation: validation.count, test: test.count };
  return {
    format: 2,
    status: "running",
    settings,
    dataset: datasetFacts(dataset, sizes),
    model: modelFacts(model),
    objective: describeObjective(model, objectiveOf(settings)),
    environment,
    started,
    ...(initialWeights === undefined ? {} : { initialWeights }),
    ...(initialWeightsFrom === undefined ? {} : { initialWeightsFrom }),
    ...(pretraining === undefined ? {} : { pretraining }),
    ...summariseProgress(history, history.length, "not yet"),
  };
}

/** What a summary says of data and their splits. */
export function datasetFacts(
  dataset: Dataset<Samples>,
  splits: RunSummary["dataset"]["splits"],
): RunSummary["dataset"] {
  const { name, title, source, licence, classNames, checksums, split, train } = dataset;
  return {
    ...{ name, title, source, licence, classNames, ...storedShape(shapeOf(train)), checksums, splits },
    ...(split === undefined ? {} : { split }),
  };
}

/** What a summary says of a model that was built from an architecture. */
export function modelFacts(model: Model): RunSummary["model"] {
  const { name, code, latentSize, architecture } = model;
  if (architecture === undefined) throw new TypeError(`${name} has no architecture`);
  return {
    ...{ name, code, latentSize, architecture },
    layers: [
      ...[...model.encoder, ...model.decoder].map((layer) => `${layer.name}: ${layer.description}`),
      `reconstruction: ${outputOf(model).title}`,
    ],
    parameters: parameterCount(model),
  };
}

/** The part of a summary that grows from epoch to epoch. */
export function summariseProgress(
  history: readonly EpochRecord[],
  kept: number,
  stopped: RunSummary["epochs"]["stopped"],
): Pick<RunSummary, "epochs" | "seconds" | "imagesPerSecond"> {
  const total = (value: (record: EpochRecord) => number): number =>
    history.reduce((sum, record) => sum + value(record), 0);
  // Every epoch has the same images, so the rate over all is the harmonic mean of theirs.
  const rate = history.length / total(({ imagesPerSecond }) => 1 / imagesPerSecond);
  return {
    epochs: { run: history.length, best: bestEpoch(history)?.epoch ?? 0, kept, stopped },
    seconds: total(({ seconds }) => seconds),
    imagesPerSecond: history.length === 0 ? 0 : rate,
  };
}
