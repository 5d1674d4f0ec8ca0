import { HourglassError } from "hourglass-core/internal/errors.ts";
import { parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { deviceChoiceSchema } from "hourglass-core/internal/runtime/device.ts";
import { storedSettings } from "hourglass-core/internal/settings/resolve.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { sha256Schema } from "../run/files/summary-schema.ts";
import type { PlannedCell, PlannedRun, StudyContent, StudyPlan, StudyVersion } from "./grid.ts";
import type { Place, VariedValue } from "./results.ts";

// The schema of study.json, and of what it has in common with results.json.

const text = z.string().min(1);

/** The name of a folder: nothing that leads out of the one that it lies in. */
export const idSchema: z.ZodType<string> = z
  .string()
  .regex(/^(?![.])[^/\\\p{Cc}]+$/u)
  .meta({ expected: "a name that a folder can have, without slashes" });

export const variedValueSchema: z.ZodType<VariedValue> = z
  .union([z.number(), z.string(), z.boolean(), z.array(z.number())])
  .meta({ expected: "a number, a text, true or false, or a list of numbers" });

const placeFields = {
  data: text,
  model: text,
  varied: z.record(z.string(), variedValueSchema),
} satisfies { readonly [Name in keyof Place]: z.ZodType<Place[Name]> };

const cellSchema: z.ZodType<PlannedCell> = z.strictObject({ id: idSchema, title: text, ...placeFields });

const versionSchema: z.ZodType<StudyVersion> = z.strictObject({
  hourglass: text,
  runtimes: z.partialRecord(deviceChoiceSchema, text),
});

const contentSchema = z.strictObject({
  version: versionSchema,
  data: z.record(z.string(), sha256Schema),
  layers: z.record(z.string(), z.unknown()),
});

const planSchema = z.strictObject({
  format: z.literal(1),
  cells: z.array(cellSchema).min(1),
  runs: z
    .array(
      z.strictObject({
        id: idSchema,
        cell: idSchema,
        seed: z.int().min(0),
        ...placeFields,
        settings: z.record(z.string(), z.unknown()),
        name: sha256Schema.exactOptional(),
      }),
    )
    .min(1),
  content: contentSchema.exactOptional(),
});

/**
 * The plan of a study, as study.json has it.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parsePlan(bytes: Uint8Array, file: string): StudyPlan {
  const { cells, runs, content } = parseJsonFile(bytes, file, planSchema, { format: 1 });
  requireUnique(cells, `${file}: cells`);
  requireUnique(runs, `${file}: runs`);
  const known = new Set(cells.map(({ id }) => id));
  const planned = runs.map(({ settings, ...run }, index): PlannedRun => {
    const where = `${file}: runs[${index}]`;
    if (!known.has(run.cell))
      throw new HourglassError(`${where}.cell: expected the id of a cell, found ${showValue(run.cell)}`);
    return { ...run, settings: storedSettings(settings, `${where}.settings`) };
  });
  return {
    cells,
    runs: planned,
    ...(content === undefined ? {} : { content: checkedContent(content, file) }),
  };
}

function checkedContent({ layers, ...content }: z.infer<typeof contentSchema>, file: string): StudyContent {
  const checked = Object.entries(layers).map(([name, found]) => [
    name,
    parseArchitecture(found, `${file}: content.layers: ${name}`),
  ]);
  return { ...content, layers: Object.fromEntries(checked) };
}

function requireUnique(items: readonly { readonly id: string }[], where: string): void {
  const seen = new Set<string>();
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) throw new HourglassError(`${where}[${index}].id: ${showValue(id)} is there twice`);
    seen.add(id);
  }
}
