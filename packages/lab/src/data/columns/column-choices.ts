import { real } from "hourglass-core/internal/arguments.ts";
import type { ColumnKind } from "hourglass-core/internal/data/columns/column-kind.ts";
import { type Column, columnKinds } from "hourglass-core/internal/data/columns/columns.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { currentSchema } from "hourglass-core/internal/kinds/schema.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { parseYaml } from "../files/yaml.ts";

/** What a person says of a column: its kind, or `drop`, and some of what the kind has; the rest is found by looking. */
export interface ColumnChoice {
  readonly kind: string;
  /** Whether cells may be missing; `refuse` is the same as `false`. */
  readonly missing?: boolean | typeof refusal | undefined;
  readonly [option: string]: unknown;
}

/** A file of choices, by the names of columns. */
export interface ColumnsFile {
  /** Its path, for messages. */
  readonly path: string;
  readonly choices: Readonly<Record<string, ColumnChoice>>;
  /** `FILE, line 7: NAME`, of what it says of a column. */
  placeOf(name: string): string;
}

/** The kind that a column has which is left out. */
export const dropped = "drop";

/** What is done about missing cells that no column may have. */
export const refusal = "refuse";

/**
 * Reads what a YAML or JSON text says of columns: `temperature: number`, `id: drop`,
 * `colour: { kind: words, words: [red, green] }`.
 * @param path names the text in messages
 * @throws UsageError naming file, line and column, what was expected and what was found
 */
export function parseColumnChoices(text: string, path: string): ColumnsFile {
  const { content, place } = parseYaml(text, path);
  const choices = checkValue(choicesSchema, inFull(content), path, {
    refusal: UsageError,
    place: (at) => place(at).slice(path.length).replace(/^,? ?/, ""),
  });
  return { path, choices, placeOf: (name) => place([name]) };
}

/** A choice that is a word alone is that of a kind. */
function inFull(content: unknown): unknown {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, said]) => [name, typeof said === "string" ? { kind: said } : said]),
  );
}

const choicesSchema: z.ZodType<Readonly<Record<string, ColumnChoice>>> = z
  .record(
    z.string(),
    currentSchema<ColumnChoice>(
      () =>
        z.discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal(dropped) }),
          ...columnKinds.kinds.map(optionOf),
        ]) as unknown as z.ZodType<ColumnChoice>,
    ),
  )
  .meta({ expected: "columns by their names, such as temperature: number" });

/** All that a column of a kind may have, none of which need be said. */
function optionOf({ name, options }: ColumnKind<Column>): z.ZodObject {
  const fields = Object.entries(options).map(([field, schema]) => [
    field,
    field === "missing" ? z.union([z.boolean(), z.literal(refusal)]).optional() : schema.optional(),
  ]);
  return z.strictObject({
    kind: z.literal(name),
    weight: real(0, 1e6).optional(),
    missing: z.union([z.boolean(), z.literal(refusal)]).optional(),
    ...Object.fromEntries(fields),
  });
}
