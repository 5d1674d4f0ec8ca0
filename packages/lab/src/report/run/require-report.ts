import { checkArgument, ofKind, recordSchema, unchecked } from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { requireSettings } from "hourglass-core/internal/settings/resolve.ts";
import { historySchema } from "hourglass-core/internal/training/epoch.ts";
import * as z from "zod";
import type { DrawnSamples } from "../../measures/mixture/draw-samples.ts";
import { measureResultSchema } from "../../run/files/measures-schema.ts";
import { provenanceSchema } from "../../run/files/provenance.ts";
import { summarySchema } from "../../run/files/summary-schema.ts";
import { requirePictures } from "../pictures/require-pictures.ts";
import type { PlotDocument } from "../plots/plot-document.ts";
import type { ReportInput } from "./report-input.ts";

// What reports are drawn from: records that other functions return, so only what would break the drawing is looked at.

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

const drawnSchema: z.ZodType<DrawnSamples> = z.union([
  z.object({ notDrawn: text }),
  z.object({
    findings: z.object({ components: z.int().min(1), candidates: z.array(z.object({ bic: z.number() })) }),
    samples: z.array(unchecked<unknown>()),
  }),
]) as unknown as z.ZodType<DrawnSamples>;

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
  drawn: drawnSchema.exactOptional(),
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
