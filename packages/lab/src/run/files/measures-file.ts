import { join } from "node:path";
import * as z from "zod";
import { parseJsonFile } from "../../data/files/json-file.ts";
import type { MeasureResult } from "../../measures/measure.ts";
import { soundResult } from "../../measures/sound-result.ts";
import { type RunFolder, readParsed, runFiles } from "../folder.ts";
import { measureResultSchema } from "./measures-schema.ts";
import { type Provenance, provenanceOf, provenanceProblem, provenanceSchema } from "./provenance.ts";
import type { RunSummary } from "./summary.ts";

/** What measures have found of a run, by their names. */
export type MeasureResults = Readonly<Record<string, MeasureResult>>;

/** The content of measures.json. */
export interface StoredMeasures {
  readonly measures: MeasureResults;
  /** Absent in files that were written before it was recorded. */
  readonly provenance?: Provenance;
}

const measuresSchema = z.strictObject({
  format: z.literal(1),
  provenance: provenanceSchema.exactOptional(),
  measures: z.record(z.string(), measureResultSchema),
});

/** Writes `measures.json` into a run's folder. */
export async function writeMeasures(
  folder: RunFolder,
  measures: MeasureResults,
  provenance: Provenance,
): Promise<void> {
  const content = { format: 1, provenance, measures };
  await folder.write(runFiles.measures, `${JSON.stringify(content, null, 1)}\n`);
}

/**
 * The content of measures.json.
 * @param file its name, for messages
 * @throws HourglassError naming the field that is wrong
 */
export function parseMeasures(bytes: Uint8Array, file: string): StoredMeasures {
  const { format: _, ...content } = parseJsonFile(bytes, file, measuresSchema, {
    format: 1,
    advice: "hourglass evaluate writes it anew",
  });
  return {
    ...content,
    measures: Object.fromEntries(
      Object.entries(content.measures).map(([name, result]) => [name, soundResult(result)]),
    ),
  };
}

/** What `measures.json` says, `undefined` where there is none. @throws HourglassError when it is damaged */
export async function readStoredMeasures(folder: RunFolder): Promise<StoredMeasures | undefined> {
  return readParsed(folder, runFiles.measures, parseMeasures);
}

/**
 * The measures of a run's model, `undefined` where there are none: those of other weights, or of other data, are not. Of a run
 * that was stored before weights were recorded there is no telling.
 * @param onStale told, in a sentence, of what is left out
 * @throws HourglassError when the file is damaged
 */
export async function readMeasures(
  folder: RunFolder,
  summary: RunSummary,
  onStale?: (text: string) => void,
): Promise<MeasureResults | undefined> {
  const stored = await readStoredMeasures(folder);
  const expected = provenanceOf(summary);
  if (stored === undefined || expected === undefined) return stored?.measures;
  const problem = provenanceProblem(stored.provenance, expected);
  if (problem === undefined) return stored.measures;
  onStale?.(
    `${join(folder.path, runFiles.measures)} is left out, since ${problem}; ` +
      "hourglass evaluate measures anew",
  );
  return undefined;
}
