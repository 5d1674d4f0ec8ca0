import {
  checkArgument,
  isTyped,
  ofKind,
  recordSchema,
  refuse,
  unchecked,
  whole,
} from "hourglass-core/internal/arguments.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples, type Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { requireShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { requireSettings } from "hourglass-core/internal/settings/resolve.ts";
import { historySchema } from "hourglass-core/internal/training/epoch.ts";
import * as z from "zod";
import type { CodeShape } from "../../evaluation/code-shape.ts";
import { measureResultSchema } from "../../run/files/measures-schema.ts";
import { provenanceSchema } from "../../run/files/provenance.ts";
import { summarySchema } from "../../run/files/summary-schema.ts";
import type { PlotDocument } from "../page/plot-document.ts";
import type { ReportInput } from "./report-input.ts";

// What reports are drawn from: records that other functions return, so only what would break the drawing is looked at.

const side = whole(1, 65_536);
const codeShapeSchema = recordSchema<CodeShape>({ rows: side, columns: side });
const reconstructionSchema = z.object({
  original: unchecked<unknown>(),
  code: unchecked<unknown>(),
  reconstruction: unchecked<unknown>(),
});
const picturesSchema = z.object({
  sample: unchecked<unknown>(),
  codeShape: codeShapeSchema,
  examples: z.array(reconstructionSchema).min(1),
});

/** @throws HourglassError unless there are examples, of the sizes that the pictures say */
export function requirePictures(given: unknown, call: string, name: string): void {
  const { sample, codeShape, examples } = checkArgument(
    picturesSchema,
    given,
    call,
    name,
    "give the pictures that evaluate returns",
  );
  const shape = requireShape(sample, call, `${name}.sample`);
  examples.forEach((example, index) => {
    requireExample(example, shape, codeShape, call, `${name}.examples[${index}]`);
  });
}

function requireExample(
  { original, code, reconstruction }: z.infer<typeof reconstructionSchema>,
  shape: SampleShape,
  { rows, columns }: CodeShape,
  call: string,
  name: string,
): void {
  requireSample(original, shape, call, `${name}.original`);
  requireSample(reconstruction, shape, call, `${name}.reconstruction`);
  if (!isTyped(code, Float32Array) || code.length > rows * columns) {
    refuse(`a Float32Array of at most ${rows} x ${columns} values`, code, call, `${name}.code`);
  }
}

function requireSample(values: unknown, shape: SampleShape, call: string, name: string): void {
  const kind = kindOfSamples(shape);
  const sizes = shape as Readonly<Record<string, number>>;
  requireSamples(kind.withPart(sizes, { count: 1, values: values as SampleValues }), call, name);
}

const text = z.string();
const infoSchema = z.object({
  title: text,
  definition: text,
  protocol: text,
  source: text,
  figures: z.record(z.string(), z.object({ title: text, unit: text })),
});
const representationSchema = z.object({
  results: z.record(z.string(), measureResultSchema),
  measures: z.record(z.string(), infoSchema),
  test: unchecked<unknown>(),
  classNames: z.array(text),
});

const documentSchema = ofKind<PlotDocument>(
  "a document: that of the page, or what createDocument returns",
  (value) =>
    typeof value === "object" &&
    value !== null &&
    typeof Reflect.get(value, "createElementNS") === "function",
);

const inputSchema = recordSchema<ReportInput>({
  summary: unchecked(),
  history: historySchema,
  evaluation: z.object({
    measures: z.looseObject({
      format: z.literal(2),
      images: z.int().min(0),
      warnings: z.array(z.object({ kind: text, text })),
    }),
    pictures: unchecked(),
  }) as unknown as z.ZodType<ReportInput["evaluation"]>,
  provenance: provenanceSchema.exactOptional(),
  representation: unchecked(),
  document: documentSchema,
});

/** @throws HourglassError on what is no summary, history or evaluation of a run */
export function requireReportInput(given: unknown): asserts given is ReportInput {
  const call = "renderReport";
  checkArgument(inputSchema, given, call, "input");
  const { summary, evaluation, representation } = given as ReportInput;
  checkArgument(summarySchema, summary, call, "input.summary", "give that of a run, as openRun returns it");
  requireSettings(summary.settings, `${call}: input.summary`);
  // Of a model that makes finite numbers of no image there are none.
  if (evaluation.measures.images > 0) {
    requirePictures(evaluation.pictures, call, "input.evaluation.pictures");
  }
  if (representation === undefined) return;
  checkArgument(representationSchema, representation, call, "input.representation");
  requireSamples(representation.test as Samples, call, "input.representation.test");
}
