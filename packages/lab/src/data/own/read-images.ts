import { checkArgument, nameSchema, pathSchema, recordSchema } from "hourglass-core/internal/arguments.ts";
import { type ImageSizes, requireSizes } from "hourglass-core/internal/data/image-set.ts";
import { describeImage } from "hourglass-core/internal/data/samples/image.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, isImages, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import {
  type ImageShape,
  isImageShape,
  requireShape,
  type SampleShape,
  sameShape,
  tableOf,
} from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import * as z from "zod";
import { type DataOptions, dataFields } from "../data-options.ts";
import { repeatGray } from "../formats/gray.ts";
import { classesOfParts, type LabelsFile, readLabels } from "./labels-file.ts";
import { openPath } from "./open-path.ts";
import { type NamedImages, type NamedSamples, scaleImages } from "./own-data.ts";

export interface ReadImagesOptions extends Pick<DataOptions, "signal" | "onNotice" | "onProgress"> {
  /** Whether to scale images of another size, by area averaging; otherwise they are refused. */
  readonly resize?: boolean | undefined;
  /** Which part to read of data that have two; the test part by default. */
  readonly part?: "train" | "test" | undefined;
  /** The path of a CSV file with the classes of all samples, of both parts where there are two. */
  readonly labels?: string | undefined;
  /** The column of a table that names the class of each row. */
  readonly labelColumn?: string | undefined;
}

const optionsSchema = recordSchema<ReadImagesOptions>({
  signal: dataFields.signal,
  onNotice: dataFields.onNotice,
  onProgress: dataFields.onProgress,
  resize: z.boolean().optional(),
  part: z.enum(["train", "test"]).optional(),
  labels: pathSchema.optional(),
  labelColumn: nameSchema.optional(),
});

/**
 * Reads samples for a trained model: from whatever a model can be trained on, or from one file of any format. Arrays of numbers are
 * what the model takes; gray images become RGB for a model of RGB; the other way round is refused.
 * @param shape what the model takes
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 * @throws UsageError where a part is asked for of data that have none
 */
export function readSamples(
  path: string,
  shape: SampleShape,
  options: ReadImagesOptions = {},
): Promise<NamedSamples> {
  return readFor("readSamples", path, shape, options);
}

/** {@link readSamples} of images. */
export async function readImages(
  path: string,
  shape: ImageSizes,
  options: ReadImagesOptions = {},
): Promise<NamedImages> {
  checkArgument(pathSchema, path, "readImages", "path");
  requireSizes(shape, "readImages", "shape");
  return (await readFor("readImages", path, shape, options)) as NamedImages;
}

async function readFor(
  call: string,
  path: string,
  shape: SampleShape,
  options: ReadImagesOptions,
): Promise<NamedSamples> {
  checkArgument(pathSchema, path, call, "path");
  const wanted = requireShape(shape, call, "shape");
  checkArgument(optionsSchema, options, call, "options");
  const { name: samples } = kindOfSamples(wanted);
  const { resize, part, ...reading } = options;
  const labels = reading.labels === undefined ? undefined : await readLabels(reading.labels, reading.signal);
  const asked = isImageShape(wanted) ? reading : { ...reading, samples, table: tableOf(wanted) };
  const { train, test } = (await openPath(path, "images", asked)).data;
  if (test === undefined && part !== undefined) {
    throw new UsageError(`--part: ${path} has one part alone: leave --part out`);
  }
  const read = part === "train" ? train : (test ?? train);
  const size = isImageShape(wanted) ? { [resize ? "scaleTo" : "expected"]: wanted } : {};
  const sizing = { ...size, advice };
  const own = await read(sizing);
  const labelled =
    labels === undefined
      ? own
      : labelledPart(
          own,
          read === train ? [own, await test?.(sizing)] : [await train(sizing), own],
          labels,
          path,
        );
  const found = test === undefined ? labelled : { ...labelled, part: part ?? ("test" as const) };
  const fitted =
    isImageShape(wanted) && isImages(found)
      ? fitImages(found, wanted, resize, path)
      : asRowsOfTable(found, wanted);
  if (sameShape(shapeOf(fitted), wanted)) return fitted;
  throw new HourglassError(
    `${path}: expected ${describeSamples(wanted)}, which the model takes, found ${describeFound(fitted, wanted)}`,
  );
}

/** A part with the classes that a file says of it and of the other one. */
function labelledPart(
  part: NamedSamples,
  parts: readonly (NamedSamples | undefined)[],
  labels: LabelsFile,
  source: string,
): NamedSamples {
  const all = parts.filter((one) => one !== undefined);
  const classes = classesOfParts(labels, {
    source,
    parts: all.map(({ count, names, areFiles }) => ({ count, files: areFiles ? names : undefined })),
  });
  return { ...part, classes: classes[all.indexOf(part)] as readonly string[] };
}

function fitImages(
  found: NamedImages,
  shape: ImageShape,
  resize: boolean | undefined,
  path: string,
): NamedImages {
  const scaled = resize ? { ...found, ...scaleImages(found, shape, path) } : found;
  const isGray = scaled.channels === 1 && shape.channels === 3;
  return isGray ? { ...scaled, channels: 3, images: repeatGray(scaled.images) } : scaled;
}

/** Rows without names are those of a table of numbers alone, in its order. */
function asRowsOfTable(found: NamedSamples, wanted: SampleShape): NamedSamples {
  const table = tableOf(wanted);
  const isPlain = tableOf(found) === undefined && table?.every(({ kind }) => kind === "number");
  const shape = shapeOf(found);
  return isPlain && sameShape({ ...shape, table } as SampleShape, wanted)
    ? ({ ...found, table } as NamedSamples)
    : found;
}

/** What was found in place of what a model takes, with what to do about it. */
function describeFound(found: Samples, wanted: SampleShape): string {
  if (!isImages(found) || !isImageShape(wanted)) return describeSamples(found);
  return `${describeImage(found)}; ${found.channels === wanted.channels ? advice : "convert the images to gray"}`;
}

const advice = "scale them with --resize";
