import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { imageShapeSchema, sampleShapeSchema } from "../run/files/stored-shape.ts";
import { sha256Schema } from "../run/files/summary-schema.ts";
import { findAnswer } from "./answer.ts";
import { findFindings } from "./findings.ts";
import { idSchema, variedValueSchema } from "./plan-schema.ts";
import type {
  Answer,
  CellRow,
  CurveSpread,
  FigureFindings,
  RunRow,
  SeedSpread,
  StudyFigure,
  StudyResults,
} from "./results.ts";

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
  name: sha256Schema.exactOptional(),
  status: z.enum(["done", "failed", "not yet"]),
  error: text.exactOptional(),
  epochs: count.exactOptional(),
  steps: count.exactOptional(),
  images: count.exactOptional(),
  allEpochs: z.boolean().exactOptional(),
  lastTenth: z.number().min(0).exactOptional(),
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
  training: z
    .strictObject({ epochs: z.number().min(0), steps: z.number().min(0), images: z.number().min(0) })
    .exactOptional(),
  curves: z.array(curveSchema),
  confusions: z.array(z.strictObject({ name: text, title: text, counts: z.array(z.array(count)) })),
});

const findingsSchema: z.ZodType<FigureFindings> = z.strictObject({
  figure: text,
  model: z
    .strictObject({
      scale: z.enum(["difference", "ratio"]),
      deviation: z.number().min(0),
      degreesOfFreedom: z.int().min(1),
      observations: z.int().min(1),
    })
    .exactOptional(),
  notes: z.array(text),
  alike: text.exactOptional(),
  comparisons: z.array(
    z.strictObject({
      ...{ over: text, data: text, place: text, cells: z.array(idSchema), text },
      pairs: z.array(
        z.strictObject({
          ...{ first: idSchema, second: idSchema, estimate: z.number(), low: z.number(), high: z.number() },
          ...{ effect: z.number(), percent: z.number().nullable(), p: z.number().min(0).max(1) },
          toldApart: z.boolean(),
        }),
      ),
      unequal: text.exactOptional(),
    }),
  ),
});

const answerSchema: z.ZodType<Answer> = z.strictObject({ text, figure: text, over: text });

const parts = {
  title: text,
  question: text,
  protocol: z.array(text),
  varied: z.array(z.strictObject({ setting: text, values: z.array(variedValueSchema) })),
  figures: z.array(figureSchema),
  runs: z.array(runSchema),
  cells: z.array(cellSchema),
  examples: z.array(
    z.strictObject({
      data: text,
      image: imageShapeSchema.exactOptional(),
      sample: sampleShapeSchema.exactOptional(),
      indices: z.array(count),
      labels: z.array(count).exactOptional(),
    }),
  ),
  repeated: z
    .strictObject({
      times: z.int().min(1),
      contradictions: z.array(z.strictObject({ run: idSchema, host: text, differences: z.array(text) })),
      text,
    })
    .exactOptional(),
  environment: z.strictObject({ hourglass: text, runtime: text, cpu: text, cores: count }),
};

const resultsSchema: z.ZodType<StudyResults> = z.strictObject({
  format: z.literal(2),
  ...parts,
  budget: z.strictObject({ by: z.enum(["steps", "images", "converged"]), text }).exactOptional(),
  findings: z.array(findingsSchema),
  answer: answerSchema.exactOptional(),
});

/** Sentences of the first format were made by a rule that called differences none which its seeds could not tell. */
const earlierSchema = z.strictObject({
  format: z.literal(1),
  ...parts,
  findings: z.array(z.strictObject({ text, basis: text, isDifference: z.boolean() })),
});

const schema = z.discriminatedUnion("format", [resultsSchema, earlierSchema] as never) as z.ZodType<
  StudyResults | z.infer<typeof earlierSchema>
>;

/**
 * The results of a study, as results.json has them; what an earlier version found is found anew from its numbers.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseResults(bytes: Uint8Array, file: string): StudyResults {
  const content = parseJsonFile(bytes, file, schema, {
    format: [1, 2],
    advice: "hourglass study --resume writes it anew",
  });
  if (content.format === 2) return content;
  const numbers = { ...content, findings: findFindings(content) };
  const answer = findAnswer(numbers);
  return { ...numbers, format: 2, ...(answer === undefined ? {} : { answer }) };
}
