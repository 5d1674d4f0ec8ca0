import { z } from "zod";
import { checkArgument, functionSchema, isTyped, refuse, unchecked } from "../arguments.ts";
import { requireImages, requireImagesLike, requireImagesOf } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import { requireAutoencoder } from "../inference/autoencoder.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Representation, RepresentationOptions, TrueFactors } from "./representation.ts";
import type { SplitName } from "./split-name.ts";

// What the functions that measure codes are given.

const splitNames: readonly SplitName[] = ["train", "validation", "test"];
export const splitNameSchema: z.ZodType<SplitName> = z.enum(splitNames);

const images = unchecked<unknown>();
const splitsSchema = z.strictObject({ train: images, validation: images, test: images });

/** @throws HourglassError unless there are three parts of images of one size */
export function requireSplits(given: unknown, call: string, name: string): void {
  const splits = checkArgument(splitsSchema, given, call, name);
  const sizes = requireImages(splits.train, call, `${name}.train`);
  for (const part of splitNames) requireImagesLike(sizes, splits[part], call, `${name}.${part}`);
}

const method = functionSchema<() => unknown>();
const baselineSchema = z.object({ principalComponents: method, probe: method, neighbours: method });
const part = unchecked<unknown>();
const optionsSchema = z.object({
  runtime: part,
  autoencoder: part,
  splits: part,
  baseline: part,
  factors: part,
});

/** @throws HourglassError unless it is an autoencoder with images that fit it, a runtime and a baseline */
export function requireRepresentationOptions(
  given: unknown,
  call: string,
  name: string,
): asserts given is RepresentationOptions {
  const options = checkArgument(optionsSchema, given, call, name);
  requireRuntime(options.runtime, call, `${name}.runtime`);
  const { model } = requireAutoencoder(options.autoencoder, call, `${name}.autoencoder`);
  requireSplits(options.splits, call, `${name}.splits`);
  const splits = options.splits as Splits;
  requireImagesOf(model.imageShape, splits.train, call, `${name}.splits.train`);
  const advice = "give what createPixelBaseline returns";
  checkArgument(baselineSchema, options.baseline, call, `${name}.baseline`, advice);
  if (options.factors !== undefined) requireFactors(options.factors, splits, call, `${name}.factors`);
}

const factorsSchema = z.object({ names: z.array(z.string()).min(1) });

function requireFactors(given: unknown, splits: Splits, call: string, name: string): void {
  const { names } = checkArgument(factorsSchema, given, call, name);
  for (const part of splitNames) {
    const values = (given as TrueFactors)[part];
    const expected = splits[part].count * names.length;
    if (!isTyped(values, Float32Array) || values.length !== expected) {
      refuse(
        `a Float32Array of ${expected}, a value for each image and name`,
        values,
        call,
        `${name}.${part}`,
      );
    }
  }
}

const representationSchema = z.object({ codes: method, reconstructions: method, labels: method });

/** @throws HourglassError on anything but a representation */
export function requireRepresentation(
  given: unknown,
  call: string,
  name: string,
): asserts given is Representation {
  checkArgument(representationSchema, given, call, name, "give what createRepresentation returns");
  requireRepresentationOptions(given, call, name);
}
