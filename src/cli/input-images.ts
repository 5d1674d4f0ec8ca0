import { catalogue } from "../data/catalogue.ts";
import type { ImageSet } from "../data/image-set.ts";
import { type NamedImages, numbered, scaleImages } from "../data/own/own-data.ts";
import { readImages } from "../data/own/read-images.ts";
import { describeImage } from "../data/samples/image.ts";
import { HourglassError, UsageError } from "../errors.ts";
import type { ImageShape } from "../model/model.ts";
import { showValue } from "../validation.ts";
import { dataHooks } from "./data-progress.ts";
import type { ProgressLine } from "./progress.ts";
import { loadWithProgress } from "./run-workspace.ts";

/** The options of {@link loadInputImages}, as the command line gives them. */
export interface InputOptions {
  readonly part?: string;
  readonly resize?: boolean;
  readonly dataDir?: string;
}

/**
 * The images that a command is to work on: a part of a data set of the catalogue, or of a file or folder of one's own. A
 * name goes before a path: `./mnist` is the folder.
 * @throws HourglassError on images that the model does not take
 */
export async function loadInputImages(
  nameOrPath: string,
  shape: ImageShape,
  options: InputOptions,
  line: ProgressLine,
): Promise<NamedImages> {
  const { resize } = options;
  const given = partOf(options);
  const part = given ?? "test";
  if (Object.hasOwn(catalogue, nameOrPath)) {
    const dataset = await loadWithProgress({ dataset: nameOrPath, imageSize: [] }, options, line);
    const images = resize ? scaleImages(dataset[part], shape, nameOrPath) : dataset[part];
    requireShape(images, shape, nameOrPath);
    return numbered(images);
  }
  return readImages(nameOrPath, shape, { resize, part: given, ...dataHooks(line) });
}

function partOf({ part }: InputOptions): "train" | "test" | undefined {
  if (part === undefined || part === "train" || part === "test") return part;
  throw new UsageError(`--part: expected train or test, found ${showValue(part)}`);
}

function requireShape(images: ImageSet, shape: ImageShape, name: string): void {
  const [expected, found] = [describeImage(shape), describeImage(images)];
  if (expected !== found) {
    throw new HourglassError(
      `${name}: expected images of ${expected}, which the model takes, found ${found}` +
        (images.channels === shape.channels ? "; scale them with --resize" : ""),
    );
  }
}
