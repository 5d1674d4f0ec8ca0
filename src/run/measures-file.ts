import { join } from "node:path";
import { HourglassError } from "../errors.ts";
import type { MeasureResult } from "../representation/measure.ts";
import { soundResult } from "../representation/sound-result.ts";
import { type RunFolder, runFiles } from "./folder.ts";

/** What measures have found of a run, by their names. */
export type RunMeasures = Readonly<Record<string, MeasureResult>>;

/** Writes `measures.json` into a run's folder. */
export async function writeMeasures(folder: RunFolder, measures: RunMeasures): Promise<void> {
  await folder.write(runFiles.measures, `${JSON.stringify({ format: 1, measures }, null, 1)}\n`);
}

/** What `measures.json` says, `undefined` where there is none. @throws HourglassError when it is damaged */
export async function readMeasures(folder: RunFolder): Promise<RunMeasures | undefined> {
  const bytes = await folder.read(runFiles.measures);
  if (bytes === undefined) return undefined;
  const file = join(folder.path, runFiles.measures);
  let content: { readonly format?: unknown; readonly measures?: RunMeasures };
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new HourglassError(
      `${file} is damaged: ${(error as Error).message}; hourglass evaluate writes it anew`,
      {
        cause: error,
      },
    );
  }
  if (content?.format !== 1 || content.measures === undefined) {
    throw new HourglassError(
      `${file} is of another version of hourglass: expected "format": 1; hourglass evaluate writes it anew`,
    );
  }
  // A file may hold null where there was no number.
  return Object.fromEntries(
    Object.entries(content.measures).map(([name, result]) => [name, soundResult(result)]),
  );
}
