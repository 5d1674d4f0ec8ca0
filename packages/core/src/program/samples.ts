import { columnMeanings, type Table } from "../data/columns/columns.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { channelsOf, columnsSeen, placesOf, type SampleShape, tableOf } from "../data/samples/shape.ts";
import type { ProgramInput } from "../graph/onnx/serialise.ts";
import { add, divide, multiply, subtract } from "../graph/operators/arithmetic.ts";
import { cast } from "../graph/operators/selection.ts";
import { reshape } from "../graph/operators/shaping.ts";
import { input } from "../graph/operators/source.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterValues } from "../model/model.ts";
import type { Network } from "../model/network.ts";
import { featureCount } from "../model/reshaping.ts";
import type { Scaling } from "../model/scaling.ts";
import { seeColumns, unseeColumns } from "./columns.ts";

// Samples where a program is given them, and where it gives them back.

/**
 * The samples of a model as a program is given them: `[rows, sampleSize]`, of the type that sets of their kind have, under the name
 * of many of them (`images`).
 * @param rows the name of the first axis
 */
export function sampleInput({ sampleShape, sampleSize }: Network, rows: string): ProgramInput {
  const { plural, dtype, bounded } = kindOfSamples(sampleShape);
  return {
    value: input(plural, { dtype, shape: [rows, sampleSize] }),
    description: `${plural}, ${bounded ? "bytes 0 to 255" : "float32 in their own units"}, row-major${columnWords(sampleShape)}`,
  };
}

/** The same for a program that takes floats: `[batch, sampleSize]` pixels in [0, 1], or other numbers in their own units. */
export function floatInput(model: Network): ProgramInput {
  const { plural } = kindOfSamples(model.sampleShape);
  return {
    value: input(plural, { dtype: "float32", shape: ["batch", model.sampleSize] }),
    description: floatWords(plural, model, "[0, 1]"),
  };
}

/** What such floats are, for those who open the file. @param range of pixels */
export function floatWords(what: string, { sampleShape }: Network, range: string): string {
  const { value, bounded } = kindOfSamples(sampleShape);
  return `${what}, ${bounded ? `${value.many} in ${range}` : "in their own units"}, row-major${columnWords(sampleShape)}`;
}

/** Of the rows of a table what each value is, for those who open the file. */
function columnWords(shape: SampleShape): string {
  const table = tableOf(shape);
  return table === undefined ? "" : `; ${columnMeanings(table).join("; ")}`;
}

/**
 * `[batch, sampleSize]` samples, as sets have them, as a model sees them, `[batch, seenSize]`: bytes scaled to [0, 1], other numbers
 * standardised, words of a table one-hot.
 */
export function readSamples(model: Network, parameters: ParameterValues, samples: Value): Value {
  return samples.dtype === "uint8" ? scalePixels(samples) : standardise(model, parameters, samples);
}

/** Bytes 0 to 255 to float32 pixels in [0, 1]. */
export function scalePixels(bytes: Value): Value {
  return multiply(cast(bytes, "float32"), 1 / 255);
}

/** float32 `[batch, sampleSize]`, pixels in [0, 1] or other numbers in their own units, as a model sees them: `[batch, seenSize]`. */
export function standardise(model: Network, parameters: ParameterValues, samples: Value): Value {
  return columnsSeen(model.sampleShape) === undefined
    ? rescaled(model, parameters, samples, (values, { mean, deviation }) =>
        divide(subtract(values, mean), deviation),
      )
    : ofColumns(seeColumns, model, parameters, samples);
}

/**
 * `[batch, seenSize]` reconstructions of a decoder in the units of the samples, `[batch, sampleSize]`; of images in [0, 1], of words
 * their places.
 */
export function writeSamples(model: Network, parameters: ParameterValues, reconstructions: Value): Value {
  return columnsSeen(model.sampleShape) === undefined
    ? rescaled(model, parameters, reconstructions, (values, { mean, deviation }) =>
        add(multiply(values, deviation), mean),
      )
    : ofColumns(unseeColumns, model, parameters, reconstructions);
}

/** By the columns of a table, of which a value may be several that a model sees. */
function ofColumns(
  change: typeof seeColumns,
  { sampleShape, scaling }: Network,
  parameters: ParameterValues,
  values: Value,
): Value {
  return change(tableOf(sampleShape) as Table, values, scaleOf(scaling as Scaling, parameters));
}

function scaleOf(
  { mean, deviation }: Scaling,
  parameters: ParameterValues,
): Readonly<Record<keyof Scaling, Value>> {
  return {
    mean: parameters.get(mean.name) as Value,
    deviation: parameters.get(deviation.name) as Value,
  };
}

/** Every channel by its mean and its deviation. */
function rescaled(
  { sampleShape, scaling }: Network,
  parameters: ParameterValues,
  samples: Value,
  rescale: (values: Value, by: Readonly<Record<keyof Scaling, Value>>) => Value,
): Value {
  if (scaling === undefined) return samples;
  const by = scaleOf(scaling, parameters);
  const places = placesOf(sampleShape);
  if (places.length === 0) return rescale(samples, by);
  const byPlace = reshape(samples, [
    samples.shape[0] as number,
    featureCount(places),
    channelsOf(sampleShape),
  ]);
  return reshape(rescale(byPlace, by), samples.shape);
}
