import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { openDetectorOf } from "../../detector/folder/open-detector.ts";
import { runFolder } from "../../run/folder.ts";
import { tableFile } from "../runs/table-file.ts";
import { createProgressLine } from "../terminal/progress.ts";
import { printPart } from "../terminal/terminal.ts";
import { followLines } from "./follow-lines.ts";
import { scoreFiles } from "./score-files.ts";
import { requireScoreOptions, type ScoreOptions } from "./score-options.ts";

/** Scores samples with a detector: those of files into a table with a page, or lines as they come. */
export async function scoreSamples(
  path: string,
  places: readonly string[],
  options: ScoreOptions,
): Promise<void> {
  requireScoreOptions(places, options);
  const { out, follow = false } = options;
  const file = out === undefined ? undefined : tableFile(out, places);
  const line = createProgressLine(process.stderr);
  const runtime = await createNodeRuntime({ onNotice: line.print });
  const opened = await openDetectorOf(runFolder(path), runtime);
  try {
    if (follow) {
      await followLines(opened.detector, { input: process.stdin, write: printPart }, options.resize ?? false);
    } else if (file !== undefined) {
      await scoreFiles({ ...opened, line, path }, places, file, { ...options, out: out as string });
    }
  } finally {
    line.done();
    await opened.detector.release();
  }
}
