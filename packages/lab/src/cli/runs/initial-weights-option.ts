import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { channelsOf, isImageShape, sameShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { defaultsFor } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { visible } from "hourglass-core/internal/validation.ts";
import { findPath } from "../../data/files/find-path.ts";
import { sha256 } from "../../run/files/checksums.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { type PrincipalStart, principalStart, type RunSummary } from "../../run/files/summary.ts";
import type { WeightsFile } from "../../run/files/weights.ts";
import { readSummary, runFolder } from "../../run/folder.ts";
import { readInitialWeights } from "../../run/initial-weights.ts";
import type { TrainRunOptions } from "../../run/train-run-options.ts";
import type { TrainCommandOptions } from "./run-workspace.ts";

const option = "--initial-weights";

/** What a training begins with. */
export interface Beginning {
  readonly weights: WeightsFile | PrincipalStart;
  /** Of the run whose weights these are; absent of a file. */
  readonly run?: RunSummary;
}

/** What `--initial-weights` names, if anything. @throws UsageError where it has no weights */
export async function beginningOf({
  initialWeights: path,
}: TrainCommandOptions): Promise<Beginning | undefined> {
  if (path === undefined) return undefined;
  if (path === principalStart) return { weights: path };
  try {
    const weights = await readInitialWeights(path);
    const run = (await findPath(path))?.isDirectory() ? await readSummary(runFolder(path)) : undefined;
    return { weights, ...(run === undefined ? {} : { run }) };
  } catch (error) {
    if (error instanceof HourglassError)
      throw new UsageError(`${option}: ${error.message}`, { cause: error });
    throw error;
  }
}

/** The settings by which a run's model differs from the usual one: another training that begins with its weights has the same layers. */
export function modelSettings({ settings, dataset }: RunSummary): Partial<Settings> {
  const { model, code } = settings;
  const usual = defaultsFor({ model, code }, shapeStored(dataset));
  const own = settingNames.filter(
    (name) => settingsTable[name].group === "model" && String(settings[name]) !== String(usual[name]),
  );
  return { ...Object.fromEntries(own.map((name) => [name, settings[name]])), model, code };
}

/**
 * Refuses samples that a run's model does not take.
 * @throws UsageError saying what it takes, and what to do
 */
export function requireFittingSamples({ weights, run }: Beginning, { name, train }: Dataset<Samples>): void {
  if (run === undefined || weights === principalStart) return;
  const [taken, found] = [shapeStored(run.dataset), shapeOf(train)];
  if (sameShape(taken, found)) return;
  const isScalable = isImageShape(taken) && isImageShape(found) && channelsOf(taken) === channelsOf(found);
  const advice = isScalable
    ? `; images of your own can be scaled with --image-size ${taken.height}x${taken.width}`
    : "";
  throw new UsageError(
    `${option}: ${weights.file} is of a model that takes ${describeSamples(taken)}, and ${visible(name)} has ` +
      `${describeSamples(found)}${advice}`,
  );
}

/**
 * What a run begins with again that goes on: its own initial weights, where it has saved no state yet.
 * @param hasState whether it has; then all is in there
 * @throws UsageError on others than it began with, and where they are needed and not given
 */
export async function sameInitialWeights(
  options: TrainCommandOptions,
  { initialWeights: own }: RunSummary,
  hasState: boolean,
): Promise<TrainRunOptions["initialWeights"]> {
  const given = (await beginningOf(options))?.weights;
  const began = `began with ${beginningWords(own)}`;
  if (given !== undefined && recordOf(given) !== own) {
    const name = given === principalStart ? given : given.file;
    throw new UsageError(`${option} ${name}: expected none other, as this run ${began}`);
  }
  if (hasState) return undefined;
  if (own === principalStart) return own;
  if (given === undefined && own !== undefined) {
    throw new UsageError(`--resume: this run ${began} and has saved no state yet: name them with ${option}`);
  }
  return given;
}

function recordOf(given: NonNullable<TrainRunOptions["initialWeights"]>): string {
  return given === principalStart ? given : sha256(given.bytes);
}

function beginningWords(own: RunSummary["initialWeights"]): string {
  if (own === undefined) return "seeded weights";
  return own === principalStart ? "principal components" : `weights of SHA-256 ${own}`;
}
