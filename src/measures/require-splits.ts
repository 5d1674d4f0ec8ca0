import { z } from "zod";
import { checkArgument, unchecked } from "../arguments.ts";
import { requireImages, requireImagesLike } from "../data/image-set.ts";
import type { SplitName } from "./split-name.ts";

export const splitNames: readonly SplitName[] = ["train", "validation", "test"];
export const splitNameSchema: z.ZodType<SplitName> = z.enum(splitNames);

const images = unchecked<unknown>();
const splitsSchema = z.strictObject({ train: images, validation: images, test: images });

/** @throws HourglassError unless there are three parts of images of one size */
export function requireSplits(given: unknown, call: string, name: string): void {
  const splits = checkArgument(splitsSchema, given, call, name);
  const sizes = requireImages(splits.train, call, `${name}.train`);
  for (const part of splitNames) requireImagesLike(sizes, splits[part], call, `${name}.${part}`);
}
