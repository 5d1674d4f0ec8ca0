import * as z from "zod";
import { isFlag } from "../../kinds/kind.ts";
import { currentSchema, fieldSchemas, nameOf, remembered } from "../../kinds/schema.ts";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { type AdamOptions, adam } from "./adam.ts";
import { commonFields, type OptimizerKind } from "./optimizer-kind.ts";
import { type SgdOptions, sgd } from "./sgd.ts";

/** How gradients can move parameters. */
export const optimizers: KindTable<OptimizerKind> = kindTable<OptimizerKind>("optimizer", [adam, sgd]);

/** An optimiser with its options; Adam where `kind` is not given. */
export type OptimizerOptions = AdamOptions | SgdOptions;

/** The kind that moves parameters by these options. */
export function optimizerOf({ kind = adam.name }: { readonly kind?: string }): OptimizerKind {
  return optimizers.of(kind);
}

/** An optimiser as a report names it, with its numbers. */
export function optimizerWords(options: OptimizerOptions, learningRate: number): string {
  const { title, fields, sentence } = optimizerOf(options);
  if (sentence !== undefined) return sentence(options, learningRate);
  const values: Readonly<Record<string, unknown>> = { ...options };
  const words = Object.entries(fields).flatMap(([name, field]) => {
    if (values[name] === undefined || values[name] === false) return [];
    return isFlag(field) ? field.title : `${field.title} ${values[name]}`;
  });
  return [`${title}: learning rate ${learningRate}`, ...words].join(", ");
}

export const optimizerSchema: z.ZodType<OptimizerOptions> = currentSchema(
  (value) => schemaFor(value) as z.ZodType<OptimizerOptions>,
);

/** Where it is not known which, that of Adam. */
function schemaFor(value?: unknown): z.ZodType {
  const name = typeof value === "object" && value !== null && "kind" in value ? value.kind : adam.name;
  const kind = optimizers.kinds.find((one) => one.name === name);
  return kind === undefined ? nameOfKind : schemaOfKind(kind);
}

const nameOfKind = z.object({ kind: nameOf(optimizers) });

const schemaOfKind = remembered(
  ({ name, options, fields }: OptimizerKind) =>
    options ?? z.strictObject({ kind: z.literal(name), ...fieldSchemas(fields), ...commonFields }),
);
