import * as z from "zod";
import { real, whole } from "../arguments.ts";
import { type Choice, type Field, isFlag, type Kind, valuesOf } from "./kind.ts";
import type { KindTable, Named } from "./table.ts";

/** Accepts what `current` gives a schema for when a value is checked: kinds that were registered meanwhile are known. */
export function currentSchema<T, Input = T>(current: (value?: unknown) => z.ZodType<T>): z.ZodType<T, Input> {
  const checked = z.unknown().transform((value, context) => {
    const { success, data, error } = current(value).safeParse(value);
    if (success) return data;
    for (const issue of error.issues) context.addIssue({ ...issue });
    return z.NEVER;
  });
  return checked.meta({ current }) as unknown as z.ZodType<T, Input>;
}

/** The schema of one kind's records, in which a literal is its name. */
type Option = z.ZodObject<Readonly<Record<string, z.ZodLiteral<string>>>>;

/**
 * Accepts the records of a table's kinds, which say by `discriminator` of what kind they are.
 * @param optionOf the schema of the records of a kind
 */
export function kindSchema<T, K extends Named>(
  table: KindTable<K>,
  discriminator: string,
  optionOf: (kind: K) => z.ZodType,
): z.ZodType<T> {
  const ofKind = remembered(optionOf);
  const ofKinds = remembered((kinds: readonly K[]) =>
    z.discriminatedUnion(discriminator, kinds.map(ofKind) as unknown as [Option, ...Option[]]),
  );
  return currentSchema(() => ofKinds(table.kinds) as z.ZodType<T>);
}

const choiceSchemaOf = remembered((table: KindTable<Kind>) => kindSchema(table, "kind", optionOf));

/** Accepts the choices of a table. */
export function choiceSchema<C extends Choice>(table: KindTable<Kind>): z.ZodType<C> {
  return choiceSchemaOf(table) as z.ZodType<C>;
}

/** Accepts the name of a table's kind. */
export function nameOf(table: KindTable<Named>): z.ZodType<string> {
  return currentSchema(() => z.enum(table.kinds.map(({ name }) => name)));
}

/** A schema of something, made once for each. */
export function remembered<A extends object>(schemaOf: (of: A) => z.ZodType): (of: A) => z.ZodType {
  const made = new WeakMap<A, z.ZodType>();
  return (of) => {
    const schema = made.get(of) ?? schemaOf(of);
    made.set(of, schema);
    return schema;
  };
}

/** A schema for each field, by its name. */
export function fieldSchemas(fields: Kind["fields"]): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(Object.entries(fields).map(([field, about]) => [field, fieldSchema(about)]));
}

function optionOf({ name, fields, rule }: Kind): z.ZodType {
  const option = z.strictObject({ kind: z.literal(name), ...fieldSchemas(fields) });
  return rule === undefined
    ? option
    : option.refine((choice) => rule.holds(valuesOf(choice as Choice))).meta({ expected: rule.words });
}

function fieldSchema(field: Field): z.ZodType {
  if (isFlag(field)) return z.boolean().exactOptional();
  const { minimum, maximum } = field;
  const schema = field.whole ? whole(minimum, maximum) : real(minimum, maximum);
  return field.optional ? schema.exactOptional() : schema;
}
