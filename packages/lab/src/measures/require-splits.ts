import { checkArgument, unchecked } from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamples, requireSamplesLike, shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import * as z from "zod";
import type { SplitName } from "./split-name.ts";

export const splitNames: readonly SplitName[] = ["train", "validation", "test"];
export const splitNameSchema: z.ZodType<SplitName> = z.enum(splitNames);

const samples = unchecked<Samples>();
const splitsSchema = z.strictObject({ train: samples, validation: samples, test: samples });

/** @throws HourglassError unless there are three parts of samples of one shape */
export function requireSplits(given: unknown, call: string, name: string): void {
  const splits = checkArgument(splitsSchema, given, call, name);
  const shape = shapeOf(requireSamples(splits.train, call, `${name}.train`));
  for (const part of splitNames) requireSamplesLike(shape, splits[part], call, `${name}.${part}`);
}
