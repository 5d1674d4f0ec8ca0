import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { planTraining } from "hourglass-core/internal/experiment/plan-training.ts";
import { smallerModel } from "hourglass-core/internal/inference/memory.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { type MemoryLimit, sharedLimit } from "hourglass-core/internal/runtime/memory.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import { isFilesName } from "../../data/catalogue/catalogue.ts";
import type { DataOptions } from "../../data/data-options.ts";
import { loadDataset } from "../../data/load.ts";
import { readingOptions } from "../../data/reading-options.ts";
import { readArchitecture } from "../../run/read-architecture.ts";
import type { PlannedRun, StudyPlan } from "../grid.ts";

/** A plan with its data, checked: every model can be built for its images, and every split be made. */
export interface PreparedStudy {
  /** By the names that the study has for them. */
  readonly datasets: ReadonlyMap<string, Dataset<Samples>>;
  /** The layers of a run's model. */
  architectureOf(run: PlannedRun): Architecture;
}

export interface StudyLimits {
  /** Trainings at a time. */
  readonly workers: number;
  /** For all of them together. */
  readonly memory: MemoryLimit;
}

/** The data that a study names, by its labels, but for those that are known to be images: what the samples are decides on defaults. */
export async function loadOwnData(
  { cells, runs }: StudyPlan,
  options: DataOptions,
): Promise<ReadonlyMap<string, Dataset<Samples>>> {
  const datasets = new Map<string, Dataset<Samples>>();
  for (const { id, data } of cells) {
    const run = runs.find(({ cell }) => cell === id) as PlannedRun;
    if (datasets.has(data) || isFilesName(run.settings.dataset)) continue;
    datasets.set(data, await load(run, options));
  }
  return datasets;
}

/**
 * Loads the data of a study, downloading what is missing, before several processes want to, and checks every cell on them.
 * @param loaded those that are loaded already
 * @throws UsageError naming the data set, the model and the values that do not go together, or take too much memory
 */
export async function prepareStudy(
  plan: StudyPlan,
  file: string,
  options: DataOptions,
  limits: StudyLimits,
  loaded: ReadonlyMap<string, Dataset<Samples>> = new Map(),
): Promise<PreparedStudy> {
  const files = await readArchitectures(plan, file);
  const layersOf = (run: PlannedRun, { train }: Dataset<Samples>): Architecture =>
    files.get(run.settings.model) ?? architectureOf(run.settings, shapeOf(train));
  const datasets = new Map(loaded);
  for (const cell of plan.cells) {
    const run = plan.runs.find((one) => one.cell === cell.id) as PlannedRun;
    const dataset = datasets.get(cell.data) ?? (await load(run, options));
    datasets.set(cell.data, dataset);
    try {
      planTraining(run.settings, dataset, files.get(run.settings.model), {
        limit: sharedLimit(limits.memory, limits.workers),
        advice: `${smallerModel}, or fewer --workers`,
      });
    } catch (error) {
      if (!(error instanceof HourglassError)) throw error;
      throw new UsageError(`${file}: ${cell.data}, ${cell.title}: ${error.message}`, { cause: error });
    }
  }
  return { datasets, architectureOf: (run) => layersOf(run, datasets.get(run.data) as Dataset<Samples>) };
}

function load({ settings }: PlannedRun, options: DataOptions): Promise<Dataset<Samples>> {
  return loadDataset(settings.dataset, { ...options, download: true, ...readingOptions(settings) });
}

/** The layers of every file that the study names as a model. */
async function readArchitectures(
  { runs }: StudyPlan,
  from: string,
): Promise<ReadonlyMap<string, Architecture>> {
  const files = new Set(runs.map(({ settings }) => settings.model).filter(isArchitectureFile));
  const architectures = new Map<string, Architecture>();
  for (const file of files) architectures.set(file, await readArchitecture(file, `${from}: model`));
  return architectures;
}
