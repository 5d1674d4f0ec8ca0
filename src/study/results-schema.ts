import { z } from "zod";
import { parseJsonFile } from "../data/json-file.ts";
import { sha256Schema } from "../run/files/summary-schema.ts";
import { idSchema, variedValueSchema } from "./plan-schema.ts";
import type { CellRow, CurveSpread, RunRow, SeedSpread, StudyFigure, StudyResults } from "./results.ts";

// The schema of results.json.

const text = z.string();
const count = z.int().min(0);
const figures = z.record(z.string(), z.number());
const place = { data: text, model: text, varied: z.record(z.string(), variedValueSchema) };

const figureSchema: z.ZodType<StudyFigure> = z.strictObject({
  name: text,
  title: text,
  unit: text,
  better: z.enum(["higher", "lower"]).exactOptional(),
  beside: text.exactOptional(),
  headline: z.boolean().exactOptional(),
});

const runSchema: z.ZodType<RunRow> = z.strictObject({
  id: idSchema,
  cell: idSchema,
  ...place,
  seed: count,
  status: z.enum(["done", "failed", "not yet"]),
  error: text.exactOptional(),
  epochs: count.exactOptional(),
  seconds: z.number().min(0).exactOptional(),
  weights: sha256Schema.exactOptional(),
  figures,
  warnings: z.array(text).exactOptional(),
  notMeasured: z.record(z.string(), text).exactOptional(),
});

const spreadFields = {
  mean: z.number(),
  deviation: z.number().min(0).exactOptional(),
  seeds: z.int().min(1),
};
const spreadSchema: z.ZodType<SeedSpread> = z.strictObject(spreadFields);

const curveSchema: z.ZodType<CurveSpread> = z.strictObject({
  name: text,
  title: text,
  x: text,
  y: text,
  points: z.array(z.strictObject({ x: z.number(), ...spreadFields })),
});

const cellSchema: z.ZodType<CellRow> = z.strictObject({
  id: idSchema,
  title: text,
  ...place,
  seeds: count,
  figures: z.record(z.string(), spreadSchema),
  curves: z.array(curveSchema),
  confusions: z.array(z.strictObject({ name: text, title: text, counts: z.array(z.array(count)) })),
});

const size = z.int().min(1);

const resultsSchema: z.ZodType<StudyResults> = z.strictObject({
  format: z.literal(1),
  title: text,
  question: text,
  protocol: z.array(text),
  varied: z.array(z.strictObject({ setting: text, values: z.array(variedValueSchema) })),
  figures: z.array(figureSchema),
  runs: z.array(runSchema),
  cells: z.array(cellSchema),
  findings: z.array(z.strictObject({ text, basis: text, isDifference: z.boolean() })),
  examples: z.array(
    z.strictObject({
      data: text,
      image: z.strictObject({ height: size, width: size, channels: size }),
      indices: z.array(count),
      labels: z.array(count).exactOptional(),
    }),
  ),
  environment: z.strictObject({ hourglass: text, runtime: text, cpu: text, cores: count }),
});

/**
 * The results of a study, as results.json has them.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseResults(bytes: Uint8Array, file: string): StudyResults {
  return parseJsonFile(bytes, file, resultsSchema, {
    format: 1,
    advice: "hourglass study --resume writes it anew",
  });
}
