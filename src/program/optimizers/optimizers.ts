import { z } from "zod";
import { type KindTable, kindTable } from "../../kinds/table.ts";
import { type AdamOptions, adam } from "./adam.ts";
import type { OptimizerKind } from "./optimizer-kind.ts";
import { type SgdOptions, sgd } from "./sgd.ts";

/** How gradients can move parameters. */
export const optimizers: KindTable<OptimizerKind> = kindTable<OptimizerKind>("optimizer", [adam, sgd]);

/** An optimiser with its options; Adam where `kind` is not given. */
export type OptimizerOptions = AdamOptions | SgdOptions;

/** The kind that moves parameters by these options. */
export function optimizerOf({ kind = adam.name }: { readonly kind?: string }): OptimizerKind {
  return optimizers.of(kind);
}

export const optimizerSchema: z.ZodType<OptimizerOptions> = z
  .unknown()
  .superRefine((value, context) => {
    for (const issue of schemaFor(value).safeParse(value).error?.issues ?? []) context.addIssue({ ...issue });
  })
  .meta({ current: schemaFor }) as unknown as z.ZodType<OptimizerOptions>;

/** Where it is not known which, that of Adam. */
function schemaFor(value?: unknown): z.ZodType {
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : adam.name;
  return optimizers.kinds.find(({ name }) => name === kind)?.options ?? unknownKind();
}

function unknownKind(): z.ZodType {
  return z.object({ kind: z.enum(optimizers.kinds.map(({ name }) => name)) });
}
