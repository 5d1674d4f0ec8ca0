import * as z from "zod";
import { UsageError } from "./errors.ts";
import { checkValue, expectationOf, pathWords, showValue } from "./validation.ts";

// What a function of the public interface is given is checked where it comes in, once: callers may write plain JavaScript,
// which no compiler has seen.

/**
 * An argument as its schema has it: checked, with defaults. What is `undefined` counts as not given.
 * @param call the function, for the message
 * @param name what the argument is called there
 * @throws UsageError `fit: options.epochs: expected a whole number from 1 to 100000, found 0`
 */
export function checkArgument<T>(
  schema: z.ZodType<T>,
  value: unknown,
  call: string,
  name: string,
  advice?: string,
): T {
  // A schema of a record takes any object, a Map or a Promise included, for one that has no fields; one of a list looks for
  // all that is wrong, however long the list.
  if (schema instanceof z.ZodObject ? !isRecord(value) : isTooLong(value)) {
    refuse(expectationOf(schema), value, call, name, advice);
  }
  return checkValue(schema, withoutUndefined(value), call, {
    refusal: UsageError,
    place: (path) => pathWords([name, ...path]),
    ...(advice === undefined ? {} : { advice }),
  });
}

/** No list that functions take has more entries. */
const mostEntries = 1_000_000;

function isTooLong(value: unknown): boolean {
  return Array.isArray(value) && value.length > mostEntries;
}

/** @throws UsageError in the words of {@link checkArgument} */
export function refuse(expected: string, found: unknown, call: string, name: string, advice?: string): never {
  const help = advice === undefined ? "" : `; ${advice}`;
  throw new UsageError(`${call}: ${name}: expected ${expected}, found ${showValue(found)}${help}`);
}

/** No options of ours are nested deeper, and what refers to itself has no end. */
const deepest = 4;

function withoutUndefined(value: unknown, depth = 0): unknown {
  if (depth === deepest || !isPlain(value)) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(given.map(([key, inner]) => [key, withoutUndefined(inner, depth + 1)]));
}

/** A record that is written as one, rather than made by a class. */
function isPlain(value: unknown): value is object {
  if (!isRecord(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Whether a value is an object of names and values, rather than a list, a Map, a Promise and so on. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return kindOf(value) === "Object";
}

/** The built-in kind of an object, also of one from another window or context, which `instanceof` takes for none. */
export function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

type TypedArrayClass<T> = { readonly name: string; readonly prototype: T };

/** Whether a value is a typed array of a class; a Buffer is a Uint8Array. */
export function isTyped<T extends ArrayBufferView>(value: unknown, { name }: TypedArrayClass<T>): value is T {
  return kindOf(value) === name;
}

/**
 * A whole number whose limits are not known before: making a schema for them would take a hundred times as long.
 * @throws UsageError in the words of {@link checkArgument}
 */
export function requireWhole(
  value: unknown,
  [minimum, maximum]: readonly [number, number],
  call: string,
  name: string,
): void {
  if (Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum) return;
  refuse(`a whole number from ${minimum} to ${maximum}`, value, call, name);
}

export function whole(minimum: number, maximum?: number): z.ZodType<number> {
  const least = z.int().min(minimum);
  return maximum === undefined ? least : least.max(maximum);
}

export function real(minimum: number, maximum: number): z.ZodType<number> {
  return z.number().min(minimum).max(maximum);
}

/** The first name that was there before; `undefined` where all differ. */
export function repeated(names: readonly string[]): string | undefined {
  const before = new Set<string>();
  return names.find((name) => before.size === before.add(name).size);
}

/** Seeds of random numbers. */
export const seedSchema: z.ZodType<number> = whole(0, 0xffffffff);

/** A text that names something. */
export const nameSchema: z.ZodType<string> = z.string().min(1);

/** Where a folder is, if not in its usual place: an empty text is none. */
export const folderSchema: z.ZodType<string> = z
  .string()
  .refine((path) => !path.includes("\0"))
  .meta({ expected: "the path of a folder" });

/** What stands for a data set. */
export const dataPlaceSchema: z.ZodType<string> = folderSchema.meta({
  expected: "the name of a data set, or a path",
});

/** Where a file or a folder is. */
export const pathSchema: z.ZodType<string> = folderSchema
  .refine((path) => path !== "")
  .meta({ expected: "a path" });

/** A schema for every field of a record: one that its type has, and that is given none, does not compile. */
export type Fields<T> = { readonly [Name in keyof T]-?: z.ZodType<T[Name]> };

/** A record, such as one of options, that has no other fields. */
export function recordSchema<T extends object>(fields: Fields<T>): z.ZodType<T> {
  return z.strictObject(fields) as unknown as z.ZodType<T>;
}

export function functionSchema<F>(): z.ZodType<F> {
  return ofKind<F>("a function", (value) => typeof value === "function");
}

/** What is called back, if given; what it does with what it is told is its own affair. */
export function callback<F>(): z.ZodType<F> {
  return functionSchema<F>().exactOptional();
}

export const signalSchema: z.ZodType<AbortSignal> = ofKind(
  "the signal of an AbortController",
  (value) => kindOf(value) === "AbortSignal",
);

/** What can be stopped may be given a signal. */
export const optionalSignal: z.ZodType<AbortSignal> = signalSchema.exactOptional();

/** What is looked at after the record that it is part of, in words of its own. */
export function unchecked<T>(): z.ZodType<T> {
  return z.unknown().optional() as unknown as z.ZodType<T>;
}

/** What can only be told by looking at it. */
export function ofKind<T>(expected: string, isOne: (value: unknown) => boolean): z.ZodType<T> {
  return z.custom<T>(isOne).meta({ expected });
}
