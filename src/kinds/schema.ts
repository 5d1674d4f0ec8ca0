import { z } from "zod";
import { real, whole } from "../arguments.ts";
import { type Choice, type Field, isFlag, type Kind, valuesOf } from "./kind.ts";
import type { KindTable } from "./table.ts";

/** Accepts the choices of a table: of the kinds that it has when a value is checked, those registered meanwhile included. */
export function choiceSchema<C extends Choice>(table: KindTable<Kind>): z.ZodType<C> {
  const checked = z.unknown().superRefine((value, context) => {
    for (const issue of unionOf(table).safeParse(value).error?.issues ?? []) context.addIssue({ ...issue });
  });
  return checked.meta({ current: () => unionOf(table) }) as unknown as z.ZodType<C>;
}

type Option = z.ZodObject<{ kind: z.ZodLiteral<string> }>;

/** A schema for each kind, made once. */
const made = new WeakMap<Kind, Option>();

function unionOf({ kinds }: KindTable<Kind>): z.ZodType {
  const options = kinds.map((kind) => {
    const known = made.get(kind) ?? optionOf(kind);
    made.set(kind, known);
    return known;
  });
  return z.discriminatedUnion("kind", options as [Option, ...Option[]]);
}

function optionOf({ name, fields, rule }: Kind): Option {
  const values = Object.entries(fields).map(([field, about]) => [field, fieldSchema(about)]);
  const option = z.strictObject({
    kind: z.literal(name),
    ...Object.fromEntries(values),
  }) as unknown as Option;
  return rule === undefined
    ? option
    : option.refine((choice) => rule.holds(valuesOf(choice))).meta({ expected: rule.words });
}

function fieldSchema(field: Field): z.ZodType {
  if (isFlag(field)) return z.boolean().exactOptional();
  const { minimum, maximum } = field;
  const schema = field.whole ? whole(minimum, maximum) : real(minimum, maximum);
  return field.optional ? schema.exactOptional() : schema;
}
