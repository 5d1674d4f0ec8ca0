import * as z from "zod";
import { checkArgument, isRecord, refuse, requireWhole } from "../../arguments.ts";
import type { NumberField } from "../../kinds/kind.ts";
import { fieldSchemas, kindSchema } from "../../kinds/schema.ts";
import { sameTable, type Table } from "../columns/columns.ts";
import { isPlain, type SeenColumns, seenColumns } from "../columns/seen-columns.ts";
import { type ImageSizes, requireSizes } from "../image-set.ts";
import { kindOfSamples, sampleKinds } from "./sample-kinds.ts";

/** The shape of an image, which does not name its kind. */
export type ImageShape = ImageSizes & { readonly kind?: never };

/** The sizes of one sample, with its kind unless it is an image. */
export type SampleShape =
  | ImageShape
  | { readonly kind: "row"; readonly columns: number; readonly table?: Table }
  | { readonly kind: "series"; readonly steps: number; readonly channels: number };

/**
 * The shape in what has one, such as a set of samples, and no more than it.
 * @throws UsageError on a kind that does not exist, and sizes that are no whole numbers above 0
 */
export function requireShape(given: unknown, call: string, name: string): SampleShape {
  if (!isRecord(given)) refuse("the sizes of a sample, such as height, width, channels", given, call, name);
  const kind = kindOfSamples(given);
  // The shape of every image may be asked for.
  if (given["kind"] === undefined) return requireSizes(given, call, name);
  const fields = Object.entries(kind.fields as Readonly<Record<string, NumberField>>);
  const sizes = fields.map(([axis, { maximum }]) => {
    requireWhole(given[axis], [1, maximum], call, `${name}.${axis}`);
    return [axis, given[axis]];
  });
  const details = Object.entries(kind.details ?? {}).flatMap(([name_, schema]) => {
    const detail = given[name_];
    return detail === undefined ? [] : [[name_, requireDetail(schema, detail, call, `${name}.${name_}`)]];
  });
  const shape = { kind: kind.name, ...Object.fromEntries([...sizes, ...details]) } as SampleShape;
  const table = tableOf(shape);
  if (table !== undefined && table.length !== channelsOf(shape)) {
    refuse(`${channelsOf(shape)}, as many as there are columns`, table.length, call, `${name}.table.length`);
  }
  return shape;
}

const checkedDetails = new WeakSet<object>();

/** The shape of every batch is asked for, so that what was found right once is not looked at again. */
function requireDetail(schema: z.ZodType, detail: unknown, call: string, name: string): unknown {
  if (typeof detail === "object" && detail !== null && checkedDetails.has(detail)) return detail;
  checkArgument(schema, detail, call, name);
  checkedDetails.add(detail as object);
  return detail;
}

/** The columns of the rows of a table, where samples are such rows and say what they are. */
export function tableOf(shape: unknown): Table | undefined {
  return (shape as { readonly table?: Table }).table;
}

/** Accepts the shape of samples that are not images, as it is stored. */
export const shapeSchema: z.ZodType<SampleShape> = kindSchema(
  sampleKinds,
  "kind",
  ({ name, fields, details = {} }) =>
    z.strictObject({
      kind: z.literal(name),
      ...fieldSchemas(fields),
      ...Object.fromEntries(Object.entries(details).map(([detail, schema]) => [detail, schema.optional()])),
    }),
);

/** The sizes of a sample's axes, in row-major order. */
export function axesOf(shape: SampleShape): readonly number[] {
  return Object.keys(kindOfSamples(shape).fields).map((axis) => Reflect.get(shape, axis) as number);
}

/** The number of values of a sample: of an image, height x width x channels. */
export function sampleSize(shape: SampleShape): number {
  return axesOf(requireShape(shape, "sampleSize", "shape")).reduce((product, size) => product * size, 1);
}

/** What a model sees of samples where it is not value by value: of the rows of a table with words or gaps. */
export function columnsSeen(shape: SampleShape): SeenColumns | undefined {
  const table = tableOf(shape);
  return table === undefined || isPlain(table) ? undefined : seenColumns(table);
}

/** The number of values that a model sees of a sample: as many as it has, or, of a table's row, more where a value is several. */
export function seenSize(shape: SampleShape): number {
  return columnsSeen(shape)?.size ?? sampleSize(shape);
}

/** The sizes of the axes along which neighbours are near: of an image, height and width. */
export function placesOf(shape: SampleShape): readonly number[] {
  return axesOf(shape).slice(0, -1);
}

/** The numbers that there are at every place: the channels of a pixel, the columns of a row. */
export function channelsOf(shape: SampleShape): number {
  return axesOf(shape).at(-1) as number;
}

/** A sample's shape in words, such as `28 x 28 (gray)`. */
export function describeShape(shape: SampleShape): string {
  return kindOfSamples(shape).describe(shape as Readonly<Record<string, number>>);
}

export function sameShape(one: SampleShape, other: SampleShape): boolean {
  return (
    kindOfSamples(one) === kindOfSamples(other) &&
    axesOf(one).join() === axesOf(other).join() &&
    sameTable(tableOf(one), tableOf(other))
  );
}

/** Whether samples of a shape are images. */
export function isImageShape(shape: SampleShape): shape is ImageShape {
  return placesOf(shape).length === 2;
}
