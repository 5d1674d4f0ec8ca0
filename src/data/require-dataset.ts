import { z } from "zod";
import { checkArgument, nameSchema, seedSchema } from "../arguments.ts";
import { type Dataset, requireImages, requireImagesLike } from "./image-set.ts";

const datasetSchema = z.object({
  name: nameSchema,
  title: z.string(),
  source: z.string(),
  licence: z.string(),
  classNames: z.array(z.string()),
  checksums: z.record(z.string(), z.string()),
  splitSeed: seedSchema.exactOptional(),
  split: z.string().exactOptional(),
});

/**
 * A data set that was given.
 * @throws HourglassError unless it has a training and a test part of images of one size, and says what it is
 */
export function requireDataset(given: unknown, call: string, name: string): asserts given is Dataset {
  checkArgument(datasetSchema, given, call, name, "give what loadDataset returns");
  const { train, test } = given as Dataset;
  requireImagesLike(requireImages(train, call, `${name}.train`), test, call, `${name}.test`);
}
