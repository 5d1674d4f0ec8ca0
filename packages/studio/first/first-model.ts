import { HourglassError } from "hourglass-core/internal/errors.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import { requireWeightsOf, type Weights } from "hourglass-core/internal/model/parameter.ts";
import { architectureOf } from "hourglass-core/internal/settings/build-model.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { type EpochRecord, historySchema } from "hourglass-core/internal/training/epoch.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import { catalogue } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import * as z from "zod";

// The model that comes with the page, trained: what a first visit begins with. `npm run first-model` makes its two files.

/** A tensor as the file has it: multiples of a step above the lowest value, with so many bits each, little-endian. */
interface PackedTensor {
  readonly name: string;
  readonly count: number;
  readonly bits: 8 | 16;
  readonly lowest: number;
  readonly step: number;
}

interface FirstRecord {
  readonly experiment: Readonly<Partial<Settings>>;
  readonly seconds: number;
  /** Squared error, summed over the pixels, mean over the test samples. */
  readonly test: { readonly samples: number; readonly sse: number };
  readonly tensors: readonly PackedTensor[];
  readonly history: readonly EpochRecord[];
}

export interface FirstModel extends Omit<FirstRecord, "tensors"> {
  readonly model: Model;
  readonly settings: Settings;
  readonly weights: Weights;
}

const finite = z.number();
const recordSchema: z.ZodType<FirstRecord> = z.strictObject({
  experiment: z.record(z.string(), z.unknown()) as unknown as z.ZodType<Partial<Settings>>,
  seconds: finite.nonnegative(),
  test: z.strictObject({ samples: z.int().positive(), sse: finite.nonnegative() }),
  tensors: z.array(
    z.strictObject({
      name: z.string(),
      count: z.int().nonnegative(),
      bits: z.literal([8, 16]),
      lowest: finite,
      step: finite.positive(),
    }),
  ),
  history: historySchema,
});

const names = {
  record: "the record of the page's first model",
  weights: "the weights of the page's first model",
};

/**
 * The model of its two files.
 * @param record the JSON of model.json
 * @throws HourglassError where one of them is not as it was made, or they do not belong together
 */
export function firstModelOf(record: unknown, bytes: Uint8Array): FirstModel {
  const { tensors, ...known } = checkValue(recordSchema, record, names.record);
  const settings = resolveSettings(known.experiment, names.record);
  const { image } = catalogue.digits;
  const model = buildArchitecture(architectureOf(settings, image), image);
  const weights = requireWeightsOf(modelParameters(model), unpacked(tensors, bytes), names.weights);
  return { ...known, model, settings, weights };
}

function unpacked(tensors: readonly PackedTensor[], bytes: Uint8Array): Weights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expected = tensors.reduce((sum, { count, bits }) => sum + (count * bits) / 8, 0);
  if (expected !== bytes.length) {
    throw new HourglassError(
      `${names.weights}: expected ${expected} bytes, found ${bytes.length}; load the page again`,
    );
  }
  let from = 0;
  return new Map(
    tensors.map(({ name, count, bits, lowest, step }) => {
      const start = from;
      from += (count * bits) / 8;
      const numberAt = (at: number): number =>
        bits === 8 ? view.getUint8(start + at) : view.getUint16(start + 2 * at, true);
      return [name, Float32Array.from({ length: count }, (_, at) => lowest + step * numberAt(at))];
    }),
  );
}
