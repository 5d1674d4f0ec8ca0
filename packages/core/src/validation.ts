import * as z from "zod";
import { HourglassError, UsageError } from "./errors.ts";
import { visible } from "./visible.ts";

export { visible };

// Values that come from outside are checked against schemas, and refused in our own words: where, what was expected, what
// was found. A schema says what it takes by its limits; `.meta({ expected: "..." })` says it where limits do not.

declare module "zod" {
  interface GlobalMeta {
    /** What a value must be, in words: `height and width, such as 28x28`. */
    expected?: string;
    /** The schema that a value is checked against, where it depends on the value, or may be another one later. */
    current?: (value?: unknown) => object;
  }
}

export interface CheckOptions {
  /** What to do about it, after a semicolon: `hourglass evaluate writes it anew`. */
  readonly advice?: string;
  /** The class of the error; {@link HourglassError} unless given. */
  readonly refusal?: new (
    message: string,
  ) => HourglassError;
  /** Words for a place inside the value; `metrics.test.bce` or `encoder[2].units` unless given. */
  readonly place?: (path: readonly PropertyKey[]) => string;
}

/**
 * A value as its schema has it: checked, with defaults.
 * @param from where it comes from: a file, an option, a function's argument
 * @throws HourglassError `FROM: PLACE: expected ..., found ...`
 */
export function checkValue<T>(
  schema: z.ZodType<T>,
  value: unknown,
  from: string,
  { advice, refusal = HourglassError, place = pathWords }: CheckOptions = {},
): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const problem =
    issue === undefined ? { path: [], words: "it is not valid" } : describe(schema, value, issue);
  const parts = [from, place(problem.path), problem.words].filter((part) => part !== "");
  throw new refusal(`${parts.join(": ")}${advice === undefined ? "" : `; ${advice}`}`);
}

interface Problem {
  readonly path: readonly PropertyKey[];
  readonly words: string;
}

function describe(schema: z.core.$ZodType, value: unknown, issue: z.core.$ZodIssue): Problem {
  const { path } = issue;
  if (issue.code === "unrecognized_keys") {
    const [key = ""] = issue.keys;
    const known = knownKeys(schemaAt(schema, path, value));
    const choices = known.length === 0 ? "" : `: choose from ${known.join(", ")}`;
    return { path, words: `unknown name ${showValue(key)}${choices}` };
  }
  const inside = issue.code === "invalid_union" && issue.discriminator !== undefined;
  const expected = inside
    ? `one of ${discriminators(schemaAt(schema, path.slice(0, -1), value), issue.discriminator).join(", ")}`
    : expectationOf(schemaAt(schema, path, value));
  return { path, words: `expected ${expected}, found ${showValue(valueAt(value, path))}` };
}

/** Looks `name` up in a catalogue; an unknown name throws a {@link UsageError} that lists the known ones. */
export function lookUp<T>(catalogue: Readonly<Record<string, T>>, name: string, what: string): T {
  if (typeof name === "string" && Object.hasOwn(catalogue, name)) return catalogue[name] as T;
  const known = Object.keys(catalogue);
  const choices = known.length === 0 ? "there is none" : `choose one of ${known.join(", ")}`;
  throw new UsageError(`unknown ${what} ${showValue(name)}: ${choices}`);
}

/** A name that came from outside, as it may stand in a sentence: no longer than can be read, and with nothing to obey. */
export function showName(name: string): string {
  return visible(shorten(name));
}

/** `metrics.test.bce`, `encoder[2].units` */
export function pathWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((words, part) => {
    if (typeof part === "number") return `${words}[${part}]`;
    const name = showName(String(part));
    return words === "" ? name : `${words}.${name}`;
  }, "");
}

/** What a path leads to in a value; `undefined` where it leads nowhere. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null && Object.hasOwn(inside, key)
        ? Reflect.get(inside, key)
        : undefined,
    value,
  );
}

/** The schema that a path leads to; of a union of records, the one that the value has chosen. */
function schemaAt(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): z.core.$ZodType {
  let found = chosen(unwrap(schema, value), value);
  for (const [index, part] of path.entries()) {
    const next = stepInto(found, part);
    if (next === undefined) return found;
    const inside = valueAt(value, path.slice(0, index + 1));
    found = chosen(unwrap(next, inside), inside);
  }
  return found;
}

function stepInto(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, z.core.$ZodType>)[part];
  if (schema instanceof z.ZodArray) return schema.element as z.core.$ZodType;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.core.$ZodType;
  if (schema instanceof z.ZodTuple) return schema.def.items[Number(part)];
  return undefined;
}

/** @param value what is checked, where it is known */
function unwrap(schema: z.core.$ZodType, value?: unknown): z.core.$ZodType {
  // What a wrapper says of itself goes first.
  if (expectedWords(schema) !== undefined) return schema;
  const current = schema instanceof z.ZodType ? schema.meta()?.current : undefined;
  if (current !== undefined) return unwrap(current(value) as z.ZodType, value);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return unwrap(schema.unwrap() as z.core.$ZodType, value);
  }
  return schema instanceof z.ZodPipe ? unwrap(schema.in as z.core.$ZodType, value) : schema;
}

function chosen(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const { discriminator } = schema.def;
  const kind = valueAt(value, [discriminator]);
  const option = schema.options.find((one) => discriminatorOf(one, discriminator).includes(String(kind)));
  return option === undefined ? schema : unwrap(option as z.core.$ZodType);
}

function discriminatorOf(option: z.core.$ZodType, name: string): readonly string[] {
  const literal = stepInto(option, name);
  return literal instanceof z.ZodLiteral ? [...literal.values].map(String) : [];
}

function discriminators(schema: z.core.$ZodType, name: string): readonly string[] {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  return schema.options.flatMap((option) => discriminatorOf(option as z.core.$ZodType, name));
}

function knownKeys(schema: z.core.$ZodType): readonly string[] {
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function expectedWords(schema: z.core.$ZodType): string | undefined {
  return schema instanceof z.ZodType ? schema.meta()?.expected : undefined;
}

/** What a schema takes, in words: `a whole number from 1 to 4096`, `one of relu, tanh`. */
export function expectationOf(given: z.core.$ZodType): string {
  const schema = unwrap(given);
  const own = expectedWords(schema);
  if (own !== undefined) return own;
  if (schema instanceof z.ZodNumber) {
    const kind = schema.isInt ? "a whole number" : "a number";
    return `${kind}${rangeWords(schema.minValue, schema.maxValue)}`;
  }
  if (schema instanceof z.ZodString) return schema.minLength === null ? "text" : "a text that is not empty";
  if (schema instanceof z.ZodBoolean) return "true or false";
  if (schema instanceof z.ZodNull) return "null";
  if (schema instanceof z.ZodEnum) return oneOf(schema.options.map(String));
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values].map((value) => JSON.stringify(value)));
  if (schema instanceof z.ZodTuple) return `a list of ${schema.def.items.length} values`;
  if (schema instanceof z.ZodArray) return listWords(schema);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    return `a record whose ${discriminator} is one of ${discriminators(schema, discriminator).join(", ")}`;
  }
  if (schema instanceof z.ZodUnion) {
    return schema.options.map((option) => expectationOf(option as z.core.$ZodType)).join(" or ");
  }
  if (schema instanceof z.ZodObject) {
    const names = Object.keys(schema.shape);
    return names.length === 0
      ? "a record"
      : `a record with ${names.slice(0, 4).join(", ")}${names.length > 4 ? ", ..." : ""}`;
  }
  if (schema instanceof z.ZodRecord) return "a record of values by name";
  return "another value";
}

function listWords(schema: z.ZodArray): string {
  const checks = (schema.def.checks ?? []).map(({ _zod }) => _zod.def as LengthCheck);
  const least = checks.find(({ check }) => check === "min_length")?.minimum ?? 0;
  const most = checks.find(({ check }) => check === "max_length")?.maximum;
  const length = most === undefined ? (least > 0 ? " that is not empty" : "") : ` of ${least} to ${most}`;
  if (unwrap(schema.element) instanceof z.ZodUnknown) return `a list${length}`;
  return `a list${length}, each ${expectationOf(schema.element)}`;
}

/** What a schema of lists says of their length. */
interface LengthCheck {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? (words[0] as string) : `one of ${words.join(", ")}`;
}

/** A limit that only says what a double can hold is none. */
function rangeWords(minimum: number | null, maximum: number | null): string {
  const least = minimum !== null && minimum > -Number.MAX_SAFE_INTEGER && Number.isFinite(minimum);
  const most = maximum !== null && maximum < Number.MAX_SAFE_INTEGER && Number.isFinite(maximum);
  if (least && most) return ` from ${minimum} to ${maximum}`;
  if (least) return ` of at least ${minimum}`;
  return most ? ` of at most ${maximum}` : "";
}

/** Of longer lists and larger records a message says how long they are. */
const mostParts = 100;

/** Longer values are cut: a message is for people. */
const longest = 80;

/** A value in a message: short, on one line, and harmless to a terminal. */
export function showValue(value: unknown): string {
  return visible(shorten(describeValue(value)));
}

function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "number" || typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} of ${"length" in value ? value.length : value.byteLength}`;
  if (value instanceof Map || value instanceof Set) return `a ${value.constructor.name} of ${value.size}`;
  if (value instanceof Error) return `an error (${value.message})`;
  if (value instanceof Promise) return "a Promise: await it";
  const kind = Object.prototype.toString.call(value).slice("[object ".length, -1);
  if (kind !== "Object" && kind !== "Array") return `an object (${kind})`;
  const large = describeLarge(value);
  if (large !== undefined) return large;
  try {
    return JSON.stringify(value, (_, inner: unknown) => plain(inner)) ?? "an object";
  } catch {
    // A circle, or deeper than the stack.
    return "an object";
  }
}

/** What would take long to write, and be cut anyway. */
function describeLarge(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (Array.isArray(value)) return value.length > mostParts ? `a list of ${value.length}` : undefined;
  const count = Object.keys(value).length;
  return count > mostParts ? `a record of ${count}` : undefined;
}

/** JSON has no word for some numbers, and writes typed arrays in full. */
function plain(inner: unknown): unknown {
  if (typeof inner === "number" && !Number.isFinite(inner)) return String(inner);
  if (typeof inner === "bigint") return `${inner}n`;
  return ArrayBuffer.isView(inner) ? describeValue(inner) : (describeLarge(inner) ?? inner);
}

function shorten(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)} ... (${text.length} characters)`;
}
