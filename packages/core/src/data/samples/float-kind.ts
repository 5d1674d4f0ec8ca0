import { checkArgument, isRecord, refuse, requireWhole, whole } from "../../arguments.ts";
import { HourglassError } from "../../errors.ts";
import type { NumberField } from "../../kinds/kind.ts";
import { requireFloats, requireLabels } from "../numbers.ts";
import type { SampleKind } from "./sample-kind.ts";

/** Samples of finite float32 numbers of any size, row-major, with a label a sample where there are labels. */
export type FloatSet<Name extends string, Axis extends string> = {
  readonly kind: Name;
  readonly count: number;
  readonly values: Float32Array;
  /** A class number a sample. */
  readonly labels?: Uint8Array;
} & Readonly<Record<Axis, number>>;

/** What is told of a kind of them; all else is the same. */
type Facts<Name extends string, Axis extends string> = Pick<
  SampleKind<unknown, Name, Axis>,
  "name" | "title" | "plural" | "value" | "fields" | "places" | "channels" | "describe" | "details"
>;

const countSchema = whole(0);

/** A kind of sample whose numbers are float32. */
export function floatKind<Name extends string, Axis extends string>(
  facts: Facts<Name, Axis>,
): SampleKind<FloatSet<Name, Axis>, Name, Axis, Float32Array> {
  const { name: kind, title, fields, details = {} } = facts;
  const axes = Object.entries(fields as Readonly<Record<string, NumberField>>);
  const sizesOf = (given: Readonly<Record<Axis, number>>): Readonly<Record<Axis, number>> =>
    Object.fromEntries(axes.map(([axis]) => [axis, given[axis as Axis]])) as Record<Axis, number>;
  const detailsOf = (given: unknown): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.keys(details).flatMap((name) => {
        const detail = (given as Readonly<Record<string, unknown>>)[name];
        return detail === undefined ? [] : [[name, detail]];
      }),
    );

  /** Whether the numbers are finite is looked at where they come in: this is asked of every batch. */
  const requireSet = (value: unknown, call: string, name: string): FloatSet<Name, Axis> => {
    if (!isRecord(value)) {
      refuse(`a record with count, ${axes.map(([axis]) => axis).join(", ")}, values`, value, call, name);
    }
    const given = value as unknown as FloatSet<Name, Axis>;
    const count = checkArgument(countSchema, given.count, call, `${name}.count`);
    const sizes = axes.map(([axis, { maximum }]) => {
      const size = given[axis as Axis];
      requireWhole(size, [1, maximum], call, `${name}.${axis}`);
      return size;
    });
    const values = requireFloats(given.values, call, `${name}.values`);
    const expected = sizes.reduce((product, size) => product * size, count);
    if (values.length !== expected) {
      throw new HourglassError(
        `${call}: ${name}.values: expected ${[count, ...sizes].join(" x ")} = ${expected} numbers, found ${values.length}`,
      );
    }
    const labels = requireLabels(given.labels, count, `a ${title}`, call, name);
    return {
      kind,
      count,
      ...sizesOf(given),
      ...detailsOf(given),
      values,
      ...(labels === undefined ? {} : { labels }),
    };
  };

  return {
    ...facts,
    dtype: "float32",
    bounded: false,
    requireSet: requireSet,
    partOf: (set) => set,
    withPart: (sizes, { count, values, labels }) => ({
      ...{ kind, count, ...sizesOf(sizes), ...detailsOf(sizes), values },
      ...(labels === undefined ? {} : { labels }),
    }),
  };
}

/** More than any table or recording has along an axis. */
export const mostAlongAxis: number = 2 ** 24;
