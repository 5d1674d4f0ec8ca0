import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import { type DeviceChoice, deviceNames } from "hourglass-core/internal/runtime/device.ts";
import { isPresetName } from "hourglass-core/internal/settings/presets.ts";
import { completeSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { optionName } from "hourglass-core/internal/settings/settings-table.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { budgetSettings } from "./budget.ts";
import type { Place, VariedValue } from "./results.ts";
import { settingWords, valueWords } from "./setting-words.ts";
import type { Study } from "./study-file.ts";

/** A place in the grid of a study. */
export interface PlannedCell extends Place {
  /** Unique and readable: `mnist-vanilla-latent-size-8`. */
  readonly id: string;
  readonly title: string;
}

/** One training of a study. */
export interface PlannedRun extends Place {
  /** That of its cell and the seed: `mnist-vanilla-latent-size-8-seed-1`. */
  readonly id: string;
  readonly cell: string;
  readonly seed: number;
  readonly settings: Settings;
  /** Its name by content (see `runName`), once the data are known; plans of earlier versions have none. */
  readonly name?: string;
}

/** What trains the runs of a study: the same on all machines that do. */
export interface StudyVersion {
  readonly hourglass: string;
  /** What executes programs, by device: `onnxruntime-node 1.27.0, native`. */
  readonly runtimes: Readonly<Partial<Record<DeviceChoice, string>>>;
}

/** What a machine needs to train runs of a study, beside their settings and the data. */
export interface StudyContent {
  readonly version: StudyVersion;
  /** SHA-256 (hex) of the data sets, by their labels. */
  readonly data: Readonly<Record<string, string>>;
  /** The layers of the files that settings name as models, by these names. */
  readonly layers: Readonly<Record<string, Architecture>>;
}

/** All trainings of a study, in the order of its file. */
export interface StudyPlan {
  readonly cells: readonly PlannedCell[];
  readonly runs: readonly PlannedRun[];
  /** Known as soon as runs have names. */
  readonly content?: StudyContent;
}

/** More trainings than any study of days on one machine has. */
export const mostRuns = 10_000;

/**
 * The grid of a study: data sets x models x the product of what varies x seeds.
 * @param file names the study in messages
 * @param shapeOf of the samples of a data set, by its label, where it is known: defaults suit them
 * @throws UsageError on settings that do not go together, naming the model and the values, and on more than {@link mostRuns}
 * trainings
 */
export function planStudy(
  study: Study,
  file: string,
  shapeOf: (data: string) => SampleShape | undefined = () => undefined,
): StudyPlan {
  requireRunnable(study, file);
  const labels = dataLabels(study, file);
  const cells: PlannedCell[] = [];
  const runs: PlannedRun[] = [];
  const taken = new Set<string>();
  for (const [index, dataset] of study.data.entries()) {
    const data = labels[index] as string;
    for (const [model, own] of Object.entries(study.models)) {
      const preset = isPresetName(model) ? { model } : {};
      for (const varied of productOf(study.vary)) {
        const title = [
          model,
          ...Object.entries(varied).map(([name, value]) => settingWords(name, value)),
        ].join(", ");
        const id = uniqueId(cellId(data, model, varied), taken);
        cells.push({ id, data, model, varied, title });
        for (const seed of study.seeds) {
          const from = `${file}: ${data}, ${title}`;
          const given = { ...study.settings, ...preset, ...own, ...varied, dataset, seed, threads: 1 };
          const settings = completeSettings(withBudget(study, given, from), from, shapeOf(data));
          requireNamedDevice(settings, from);
          runs.push({ id: `${id}-seed-${seed}`, cell: id, data, model, varied, seed, settings });
        }
      }
    }
  }
  return { cells, runs };
}

/** @throws UsageError where a clock would choose, for each training anew, on what it runs */
function requireNamedDevice({ device }: Settings, from: string): void {
  if (device !== "auto") return;
  throw new UsageError(
    `${from}: device: auto would choose for every training by a clock, so that they would not compare: name ${listed(deviceNames, "or")}`,
  );
}

/** The settings of a run with those that the study's budget decides. */
function withBudget(
  { budget }: Study,
  given: Readonly<Record<string, unknown>>,
  from: string,
): Readonly<Record<string, unknown>> {
  if (budget === undefined) return given;
  return { ...given, ...budgetSettings(budget, completeSettings({ ...given, epochs: 1 }, from), from) };
}

/** Counts before anything is made of the grid. */
function requireRunnable({ data, models, vary, seeds }: Study, file: string): void {
  const factors: [string, number][] = [
    ["data sets", data.length],
    ["models", Object.keys(models).length],
    ...Object.entries(vary).map(([name, values]): [string, number] => [`values of ${name}`, values.length]),
    ["seeds", seeds.length],
  ];
  const count = factors.reduce((product, [, size]) => product * size, 1);
  if (count <= mostRuns) return;
  const words = factors.map(([name, size]) => `${size} ${name}`).join(" x ");
  throw new UsageError(
    `${file}: expected at most ${mostRuns} trainings, found ${count.toLocaleString("en-US")} (${words}); ` +
      "leave out values, or make several studies",
  );
}

function productOf(vary: Study["vary"]): readonly Readonly<Record<string, VariedValue>>[] {
  return Object.entries(vary).reduce<readonly Readonly<Record<string, VariedValue>>[]>(
    (points, [name, values]) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [name]: value }))),
    [{}],
  );
}

function cellId(data: string, model: string, varied: Place["varied"]): string {
  const values = Object.entries(varied).flatMap(([name, value]) => [
    optionName(name as SettingName),
    valueWords(value),
  ]);
  const slug = [data, model, ...values].join("-").toLowerCase();
  // What is safe as the name of a folder and in a link.
  const safe = slug.replace(/[^\p{Letter}\p{Number}._-]+/gu, "-").replace(/^[.-]+|-+$/g, "");
  return withinBytes(safe, longestId) || "cell";
}

/** Names of folders have at most 255 bytes; the seed and a number follow. */
const longestId = 200;

function withinBytes(text: string, most: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(most));
  return text.slice(0, read);
}

/** Labels that differ in signs only have the same id: the second gets a number. */
function uniqueId(id: string, taken: Set<string>): string {
  let unique = id;
  for (let number = 2; taken.has(unique); number++) unique = `${id}-${number}`;
  taken.add(unique);
  return unique;
}

/** A data set of one's own is called by the last part of its path, without what follows a dot. */
function dataLabels({ data }: Study, file: string): readonly string[] {
  const labels = data.map((dataset) => {
    const name = dataset.split(/[/\\]/).findLast((part) => part !== "") ?? dataset;
    return name.replace(/(?!^)\.[^.]*$/, "");
  });
  const places = new Map<string, number>();
  for (const [index, label] of labels.entries()) {
    const before = places.get(label);
    if (before !== undefined) {
      throw new UsageError(
        `${file}: data: ${showValue(data[before])} and ${showValue(data[index])} would both be called ` +
          `${showValue(label)}: rename one of them`,
      );
    }
    places.set(label, index);
  }
  return labels;
}
