import { checkArgument, pathSchema, recordSchema } from "hourglass-core/internal/arguments.ts";
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
} from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import * as z from "zod";
import { type DataOptions, dataFields } from "../data-options.ts";
import { repeatGray } from "../formats/gray.ts";
import { openPath } from "./open-path.ts";
import { type NamedImages, type NamedSamples, scaleImages } from "./own-data.ts";

export interface ReadImagesOptions extends Pick<DataOptions, "signal" | "onNotice" | "onProgress"> {
  /** Whether to scale images of another size, by area averaging; otherwise they are refused. */
  readonly resize?: boolean | undefined;
  /** Which part to read of data that have two; the test part by default. */
  readonly part?: "train" | "test" | undefined;
}

const optionsSchema = recordSchema<ReadImagesOptions>({
  signal: dataFields.signal,
  onNotice: dataFields.onNotice,
  onProgress: dataFields.onProgress,
  resize: z.boolean().optional(),
  part: z.enum(["train", "test"]).optional(),
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
  const asked = isImageShape(wanted) ? reading : { ...reading, samples };
  const { train, test } = (await openPath(path, "images", asked)).data;
  if (test === undefined && part !== undefined) {
    throw new UsageError(`--part: ${path} has one part alone: leave --part out`);
  }
  const read = part === "train" ? train : (test ?? train);
  const size = isImageShape(wanted) ? { [resize ? "scaleTo" : "expected"]: wanted } : {};
  const found = await read({ ...size, advice });
  const fitted = isImageShape(wanted) && isImages(found) ? fitImages(found, wanted, resize, path) : found;
  if (sameShape(shapeOf(fitted), wanted)) return fitted;
  throw new HourglassError(
    `${path}: expected ${describeSamples(wanted)}, which the model takes, found ${describeFound(fitted, wanted)}`,
  );
}

function fitImages(
  { names, ...set }: NamedImages,
  shape: ImageShape,
  resize: boolean | undefined,
  path: string,
): NamedImages {
  const scaled = resize ? scaleImages(set, shape, path) : set;
  const isGray = scaled.channels === 1 && shape.channels === 3;
  return { ...(isGray ? { ...scaled, channels: 3, images: repeatGray(scaled.images) } : scaled), names };
}

/** What was found in place of what a model takes, with what to do about it. */
function describeFound(found: Samples, wanted: SampleShape): string {
  if (!isImages(found) || !isImageShape(wanted)) return describeSamples(found);
  return `${describeImage(found)}; ${found.channels === wanted.channels ? advice : "convert the images to gray"}`;
}

const advice = "scale them with --resize";
