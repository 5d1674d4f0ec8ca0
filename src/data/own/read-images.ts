import { z } from "zod";
import { checkArgument, pathSchema, recordSchema } from "../../arguments.ts";
import { HourglassError, UsageError } from "../../errors.ts";
import { type DataOptions, dataFields } from "../data-options.ts";
import { type ImageSizes, requireSizes } from "../image-set.ts";
import { describeImage } from "../samples/image.ts";
import { repeatGray } from "./gray.ts";
import { openPath } from "./open-path.ts";
import { type NamedImages, scaleImages } from "./own-data.ts";

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
 * Reads images for a trained model: from whatever a model can be trained on, or from one file of any format. Gray images
 * become RGB for a model of RGB; the other way round is refused.
 * @param shape what the model takes
 * @throws HourglassError on what cannot be used, naming the file, what was expected and what was found
 * @throws UsageError where a part is asked for of data that have none
 */
export async function readImages(
  path: string,
  shape: ImageSizes,
  options: ReadImagesOptions = {},
): Promise<NamedImages> {
  checkArgument(pathSchema, path, "readImages", "path");
  requireSizes(shape, "readImages", "shape");
  checkArgument(optionsSchema, options, "readImages", "options");
  const { train, test } = (await openPath(path, "images", options)).data;
  if (test === undefined && options.part !== undefined) {
    throw new UsageError(`--part: ${path} has one part alone: leave --part out`);
  }
  const sizing = options.resize ? { scaleTo: shape, advice } : { expected: shape, advice };
  const { names, ...set } = await (options.part === "train" ? train : (test ?? train))(sizing);
  const scaled = options.resize ? scaleImages(set, shape, path) : set;
  const fitted =
    scaled.channels === 1 && shape.channels === 3
      ? { ...scaled, channels: 3, images: repeatGray(scaled.images) }
      : scaled;
  const [expected, found] = [describeImage(shape), describeImage(fitted)];
  if (expected !== found) {
    const scalable = fitted.channels === shape.channels;
    throw new HourglassError(
      `${path}: expected images of ${expected}, which the model takes, found ${found}` +
        (scalable ? `; ${advice}` : "; convert the images to gray"),
    );
  }
  return { ...fitted, names };
}

const advice = "scale them with --resize";
