import * as z from "zod";
import { checkArgument, nameSchema, seedSchema } from "../arguments.ts";
import type { Dataset } from "./image-set.ts";
import type { Samples } from "./samples/sample-kinds.ts";
import { imagesOf, requireSamples, requireSamplesLike, shapeOf } from "./samples/samples.ts";

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
 * @throws HourglassError unless it has a training and a test part of samples of one shape, and says what it is
 */
export function requireDataset(
  given: unknown,
  call: string,
  name: string,
): asserts given is Dataset<Samples> {
  checkArgument(datasetSchema, given, call, name, "give what loadDataset returns");
  const { train, test } = given as Dataset<Samples>;
  const shape = shapeOf(requireSamples(train, call, `${name}.train`));
  requireSamplesLike(shape, test, call, `${name}.test`);
}

/** A data set of images. @throws HourglassError where it is of another kind, and on what is no data set */
export function requireImageData(dataset: Dataset<Samples>): Dataset {
  requireDataset(dataset, "requireImageData", "dataset");
  const { source, train, test } = dataset;
  return { ...dataset, train: imagesOf(train, source), test: imagesOf(test, source) };
}
