import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { isCatalogueName } from "../../data/catalogue/catalogue.ts";
import { findPath } from "../../data/files/find-path.ts";
import { type NamedSamples, placesOf } from "../../data/own/own-data.ts";
import type { Fact, ResultTable } from "../../data/tables/result-table.ts";
import { asTrainedOn, requireSameData } from "../../run/files/data-identity.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { classesOf, type InputOptions, loadInput } from "./input-images.ts";
import { loadWithProgress } from "./run-workspace.ts";
import { type DataPlaces, relocated } from "./stored-run.ts";

/** The options of {@link loadKnownSamples}, as the command line gives them. */
export interface KnownOptions extends InputOptions, DataPlaces {}

/** What is trained, on which data, and a line for progress. */
export interface KnownRun {
  readonly summary: Pick<RunSummary, "settings" | "dataset">;
  readonly line: ProgressLine;
}

/** Samples of a run's model, one group after the other. */
export interface KnownSamples extends Omit<ResultTable, "numbers"> {
  readonly groups: readonly Samples[];
  /** The name of the class of each, where all of them have one. */
  readonly classes?: readonly string[] | undefined;
}

/** Samples that belong together, and what is known of each. */
interface Group {
  readonly set: Samples;
  /** Where it is one of several parts, which. */
  readonly split?: string;
  readonly names: readonly string[];
  readonly files?: readonly string[] | undefined;
  readonly index: Int32Array;
  /** The name of the class of each. */
  readonly classes?: readonly string[] | undefined;
}

/**
 * The samples that a command is to work on, with all that is known of each: those of places, or, where none is named, the splits of the
 * data that the run was trained on.
 * @throws HourglassError on samples that the model does not take, and on data that are not the run's
 */
export async function loadKnownSamples(
  run: KnownRun,
  images: readonly string[],
  options: KnownOptions,
): Promise<KnownSamples> {
  const groups = images.length === 0 ? await splitsOfRun(run, options) : await groupsAt(run, images, options);
  const { title, plural } = kindOfSamples((groups[0] as Group).set);
  const names = groups.flatMap((group) => group.names);
  const all = <T>(of: (group: Group) => readonly T[] | undefined): readonly T[] | undefined => {
    const known = groups.map(of);
    return known.every((values) => values !== undefined) ? known.flat() : undefined;
  };
  const files = all((group) => group.files);
  const split = all(({ split: name, set }) =>
    name === undefined ? undefined : new Array<string>(set.count).fill(name),
  );
  const labels = all((group) => group.classes);
  const facts: readonly (Fact | undefined)[] = [
    // The names themselves, where they are files.
    files && {
      column: "file",
      array: "files",
      values: files.every((file, at) => file === names[at]) ? names : files,
    },
    { column: "index", array: "index", values: Int32Array.from(groups.flatMap(({ index }) => [...index])) },
    split && { column: "split", array: "split", values: split },
    labels && { column: "label", array: "labels", values: labels },
  ];
  return {
    ...{ title, plural, names, facts: facts.filter((fact) => fact !== undefined) },
    groups: groups.map(({ set }) => set),
    classes: labels,
  };
}

const splitNames = { train: "train", validation: "validation", test: "test" } as const;

async function splitsOfRun({ summary, line }: KnownRun, options: KnownOptions): Promise<readonly Group[]> {
  const { part, resize } = options;
  if (resize)
    throw new UsageError(
      "--resize: the run's own data have the size of its model: leave it out, or name images",
    );
  const asked = part === undefined ? Object.values(splitNames) : [lookUp(splitNames, part, "part in --part")];
  const sizes = summary.dataset.splits;
  const [first] = asked;
  if (part !== undefined && first !== undefined && sizes[first] === 0) {
    throw new UsageError(`--part ${part}: this run held out none for validation; choose train or test`);
  }
  const settings = await relocated(summary.settings, options);
  const dataset = await loadWithProgress(settings, options, line);
  requireSameData(asTrainedOn(dataset, summary), summary.dataset);
  const splits = splitDataset(dataset, sizes);
  // What draws the splits of the samples draws those of their places.
  const places = splitDataset(
    { ...dataset, train: placesOf(dataset.train.count), test: placesOf(dataset.test.count) } as Dataset<
      ReturnType<typeof placesOf>
    >,
    sizes,
  );
  return asked
    .filter((split) => sizes[split] > 0)
    .map((split) => {
      const set = splits[split];
      const origins = dataset.origins?.[split === "test" ? "test" : "train"];
      const within = Array.from(places[split].values);
      const files = origins?.files && within.map((place) => origins.files?.[place] as string);
      const index = Int32Array.from(within, (place) => origins?.places[place] ?? place);
      return {
        ...{ set, split, files, index, names: files ?? Array.from(index, String) },
        classes: classesOf(set, dataset.classNames),
      };
    });
}

async function groupsAt(
  { summary, line }: KnownRun,
  images: readonly string[],
  options: KnownOptions,
): Promise<readonly Group[]> {
  if (options.dataset !== undefined) {
    throw new UsageError("--dataset: it says where the run's own data are: leave it out, or the images");
  }
  if (options.labels !== undefined && images.length > 1) {
    throw new UsageError("--labels: a file of labels is of one folder or file of images: name one");
  }
  const groups: Group[] = [];
  for (const place of images) {
    const set = await loadInput(place, shapeStored(summary.dataset), options, line);
    groups.push(await groupOf(set, place, images.length > 1));
  }
  return groups;
}

/** @param isOneOfMany whether there are samples of other places beside these: then names say where each lies */
async function groupOf(set: NamedSamples, place: string, isOneOfMany: boolean): Promise<Group> {
  const { names, areFiles, classes, part: split } = set;
  const index = Int32Array.from({ length: set.count }, (_, at) => at);
  const common = { set, index, classes, ...(split === undefined ? {} : { split }) };
  if (!isOneOfMany) return { ...common, names, files: areFiles ? names : undefined };
  const isFolder = !isCatalogueName(place) && (await findPath(place))?.isDirectory();
  const files = names.map((name) => (areFiles && isFolder ? join(place, name) : place));
  return { ...common, files, names: areFiles ? files : names.map((name) => `${place}#${name}`) };
}

/** Samples at once: enough to keep the threads busy, few enough to show progress. */
const batchSize = 1000;

/**
 * Gives samples to a model, so many at a time.
 * @param sampleSize values a sample
 * @param width numbers that `ask` gives of a sample; it is told the places of the first of them, and of the one after the last
 * @returns `[N, width]`, in the order of the samples
 */
export async function numbersOfSamples(
  { groups, names }: KnownSamples,
  sampleSize: number,
  width: number,
  ask: (values: ReturnType<typeof valuesOf>, first: number, end: number) => Promise<Float32Array>,
  tell: (done: number, total: number) => void,
): Promise<Float32Array> {
  const numbers = new Float32Array(names.length * width);
  let done = 0;
  for (const set of groups) {
    const values = valuesOf(set);
    for (let start = 0; start < set.count; start += batchSize) {
      const end = Math.min(start + batchSize, set.count);
      const some = values.subarray(start * sampleSize, end * sampleSize);
      const after = done + end - start;
      numbers.set(await ask(some, done, after), done * width);
      done = after;
      tell(done, names.length);
    }
  }
  return numbers;
}
