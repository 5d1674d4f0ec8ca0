import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, imagesOf, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import {
  channelsOf,
  describeShape,
  isImageShape,
  type SampleShape,
  sameShape,
} from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { isCatalogueName } from "../../data/catalogue/catalogue.ts";
import { type NamedSamples, numbered, scaleImages } from "../../data/own/own-data.ts";
import { readSamples } from "../../data/own/read-images.ts";
import type { ReadingSetting } from "../../data/reading-options.ts";
import { dataHooks } from "../terminal/data-progress.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { loadWithProgress } from "./run-workspace.ts";

/** The options of {@link loadInputImages}, as the command line gives them. */
export interface InputOptions {
  readonly part?: string;
  readonly resize?: boolean;
  readonly dataDir?: string;
  /** A CSV file of the classes of one's own images. */
  readonly labels?: string | undefined;
  /** The column of one's own table that names the class of each row. */
  readonly labelColumn?: string | undefined;
}

/** What is asked of the reading of data that are known by name. */
const asTheyAre: Pick<Settings, ReadingSetting> = {
  ...{ imageSize: [], samples: "auto", labels: "", columns: "", labelColumn: "", drop: "", missing: "allow" },
};

/**
 * The samples that a command is to work on: a part of a data set of the catalogue, or of a file or folder of one's own. A
 * name goes before a path: `./mnist` is the folder.
 * @throws HourglassError on samples that the model does not take
 */
export async function loadInput(
  nameOrPath: string,
  shape: SampleShape,
  options: InputOptions,
  line: ProgressLine,
): Promise<NamedSamples> {
  const { resize, labels, labelColumn } = options;
  const given = partOf(options);
  const part = given ?? "test";
  if (isCatalogueName(nameOrPath)) {
    for (const [option, given] of Object.entries({ "--labels": labels, "--label-column": labelColumn })) {
      if (given === undefined) continue;
      throw new UsageError(`${option}: ${nameOrPath} has labels of its own: leave it out`);
    }
    const dataset = await loadWithProgress({ ...asTheyAre, dataset: nameOrPath }, options, line);
    const set = dataset[part];
    const fitted =
      resize && isImageShape(shape) ? scaleImages(imagesOf(set, nameOrPath), shape, nameOrPath) : set;
    requireShape(fitted, shape, nameOrPath);
    return { ...numbered(fitted, classesOf(set, dataset.classNames)), part };
  }
  return readSamples(nameOrPath, shape, { resize, labels, labelColumn, part: given, ...dataHooks(line) });
}

/** The name of the class of each sample, where samples have labels. */
export function classesOf({ labels }: Samples, classNames: readonly string[]): readonly string[] | undefined {
  return labels && Array.from(labels, (label) => classNames[label] ?? String(label));
}

function partOf({ part }: InputOptions): "train" | "test" | undefined {
  if (part === undefined || part === "train" || part === "test") return part;
  throw new UsageError(
    `--part: expected train or test, found ${showValue(part)}` +
      (part === "validation" ? "; only the run's own data have one: name no images" : ""),
  );
}

function requireShape(set: Samples, shape: SampleShape, name: string): void {
  const found = shapeOf(set);
  if (sameShape(found, shape)) return;
  throw new HourglassError(
    `${name}: expected ${describeSamples(shape)}, which the model takes, found ${describeShape(found)}` +
      (isImageShape(shape) && channelsOf(found) === channelsOf(shape) ? "; scale them with --resize" : ""),
  );
}
