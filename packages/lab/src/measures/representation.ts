import {
  checkArgument,
  functionSchema,
  isTyped,
  refuse,
  unchecked,
} from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { type Autoencoder, requireAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import { requireRuntime } from "hourglass-core/internal/runtime/require-runtime.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import * as z from "zod";
import { countUnsoundRows, type Matrix } from "./matrix.ts";
import { NotMeasurableError } from "./not-measurable.ts";
import type { PixelBaseline } from "./pixel-baseline.ts";
import { requireSplits, splitNameSchema, splitNames } from "./require-splits.ts";
import { type SplitName, samplesOf, splitWords } from "./split-name.ts";

/** The true factors of samples, where the data have them: `[count, names.length]`, row-major. */
export interface TrueFactors {
  /** The first is the class. */
  readonly names: readonly string[];
  readonly train: Float32Array;
  readonly validation: Float32Array;
  readonly test: Float32Array;
}

/** A trained autoencoder and the data on which its code is measured. */
export interface RepresentationOptions {
  readonly runtime: Runtime;
  readonly autoencoder: Autoencoder;
  readonly splits: Splits<Samples>;
  /** What the raw values give: shared by all models on the same splits, so that it is computed once. */
  readonly baseline: PixelBaseline;
  readonly factors?: TrueFactors;
}

/** An autoencoder with samples, and what several measures ask of it, computed when first asked for. */
export interface Representation extends RepresentationOptions {
  /**
   * `[N, latentSize]`, in the order of the samples; of a Gaussian code the means.
   * @throws NotMeasurableError where there are no samples, or a code is not finite
   */
  codes(split: SplitName): Promise<Matrix>;
  /**
   * `[N, seenSize]`: the test samples after encoding and decoding, as the model sees them: images in [0, 1], others standardised.
   * @throws NotMeasurableError where there are no samples, or a reconstruction is not finite
   */
  reconstructions(): Promise<Matrix>;
  /** The classes of a split's samples; measures that need labels are not asked where there are none. */
  labels(split: SplitName): Uint8Array;
}

/** @throws HourglassError on what are no such options, and samples that do not fit the autoencoder */
export function createRepresentation(options: RepresentationOptions): Representation {
  requireRepresentationOptions(options, "createRepresentation", "options");
  const { autoencoder, splits } = options;
  const codes = new Map<SplitName, Promise<Matrix>>();
  let reconstructions: Promise<Matrix> | undefined;
  const codesOf = async (split: SplitName): Promise<Matrix> => {
    const set = samplesOf(splits, split);
    const data = await autoencoder.encode(valuesOf(set), set.labels);
    return soundRows(
      { rows: set.count, columns: autoencoder.latentSize, data },
      `codes of the ${splitWords[split]}`,
    );
  };
  const reconstruct = async (): Promise<Matrix> => {
    const set = samplesOf(splits, "test");
    const data = seenValues(autoencoder, await autoencoder.reconstruct(valuesOf(set), set.labels));
    return soundRows(
      { rows: set.count, columns: seenSize(autoencoder.model.sampleShape), data },
      "reconstructions of the test images",
    );
  };
  return {
    ...options,
    codes: async (split) => {
      checkArgument(splitNameSchema, split, "codes", "split");
      const known = codes.get(split) ?? codesOf(split);
      codes.set(split, known);
      return known;
    },
    reconstructions: () => {
      reconstructions ??= reconstruct();
      return reconstructions;
    },
    labels: (split) => {
      checkArgument(splitNameSchema, split, "labels", "split");
      const { labels } = splits[split];
      if (labels === undefined)
        throw new NotMeasurableError(`it needs labels, which the ${splitWords[split]} do not have`);
      return labels;
    },
  };
}

/** Why nothing that varies can be measured. */
export const oneImageAlone = "it needs more than one test image, found 1";

/** @throws NotMeasurableError where a row is not finite, by how many of `what` are not */
export function soundRows(matrix: Matrix, what: string): Matrix {
  const unsound = countUnsoundRows(matrix);
  if (unsound === 0) return matrix;
  throw new NotMeasurableError(`${unsound} of ${matrix.rows} ${what} are not finite numbers`);
}

const method = functionSchema<() => unknown>();
const baselineSchema = z.object({
  principalComponents: method,
  probe: method,
  neighbours: method,
  manifold: method,
});
const part = unchecked<unknown>();
const optionsSchema = z.object({
  runtime: part,
  autoencoder: part,
  splits: part,
  baseline: part,
  factors: part,
});

/** @throws HourglassError unless it is an autoencoder with samples that fit it, a runtime and a baseline */
function requireRepresentationOptions(
  given: unknown,
  call: string,
  name: string,
): asserts given is RepresentationOptions {
  const options = checkArgument(optionsSchema, given, call, name);
  requireRuntime(options.runtime, call, `${name}.runtime`);
  const { model } = requireAutoencoder(options.autoencoder, call, `${name}.autoencoder`);
  requireSplits(options.splits, call, `${name}.splits`);
  const splits = options.splits as Splits<Samples>;
  requireSamplesOf(model.sampleShape, splits.train, call, `${name}.splits.train`);
  const advice = "give what createPixelBaseline returns";
  checkArgument(baselineSchema, options.baseline, call, `${name}.baseline`, advice);
  if (options.factors !== undefined) requireFactors(options.factors, splits, call, `${name}.factors`);
}

const factorsSchema = z.object({ names: z.array(z.string()).min(1) });

function requireFactors(given: unknown, splits: Splits<Samples>, call: string, name: string): void {
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
