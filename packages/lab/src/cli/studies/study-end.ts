import { join } from "node:path";
import { counted } from "hourglass-core/internal/words.ts";
import type { RunFolder } from "../../run/folder.ts";
import { shellWord } from "../../run/resume-command.ts";
import { encodeResults } from "../../study/encode-results.ts";
import { runPath, studyFiles } from "../../study/execution/study-folder.ts";
import { hasSecret } from "../../study/queue/queue-address.ts";
import type { StudyResults } from "../../study/results.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { describeNext, evaluateStep, studioStep } from "../terminal/next-steps.ts";
import { formatSeconds } from "../terminal/progress.ts";
import { print, printContent, say } from "../terminal/terminal.ts";
import { describeFailures, describeResults, describeRunWarnings } from "./study-tables.ts";
import type { StudyTask } from "./study-task.ts";

/** Prints what a study has found, and where it is. */
export function tellResults(
  { options: { json, next }, workers, queue, started }: StudyTask,
  folder: RunFolder,
  results: StudyResults,
  tried: number,
): void {
  const failures = results.runs.filter(({ status }) => status === "failed");
  const { repeated } = results;
  if (repeated !== undefined && repeated.contradictions.length > 0) say(`warning: ${repeated.text}`);
  if (json) printContent(encodeResults(results));
  else {
    const warnings = describeRunWarnings(results);
    const report = join(folder.path, studyFiles.report);
    const done = results.runs.find(({ status }) => status === "done");
    const step = next ?? (done && evaluateStep(runPath(folder.path, done.id)));
    const steps = [studioStep(folder.path), ...(step === undefined ? [] : [step])];
    const parts = [
      describeResults(results),
      ...(warnings.length === 0 ? [] : [warnings.join("\n")]),
      `Took:   ${formatSeconds((performance.now() - started) / 1000)} (${counted(tried, "training")}, ${queue === undefined ? counted(workers, "worker") : `by the queue at ${queue.shown}`})\n` +
        `Study:  ${folder.path}\nReport: ${report}\n${describeNext(report, steps)}`,
    ];
    print(parts.join("\n\n"));
  }
  if (failures.length === 0) return;
  say(describeFailures(failures, results.runs.length));
  process.exitCode = exitCodes.failed;
}

/** Says how far an interrupted study is, and how it goes on. */
export function tellHowToResume(
  { file, options, workers }: StudyTask,
  folder: RunFolder,
  { runs }: StudyResults,
): void {
  const done = runs.filter(({ status }) => status === "done").length;
  const words = [
    ...["hourglass", "study", shellWord(file), "--out", shellWord(folder.path), "--resume"],
    ...(options.quick ? ["--quick"] : []),
    ...(options.data === undefined ? [] : ["--data", shellWord(options.data)]),
    ...(options.queue === undefined ? [] : ["--queue"]),
    // One with a password is not printed: HOURGLASS_QUEUE is the place for it.
    ...(typeof options.queue === "string" && !hasSecret(options.queue) ? [shellWord(options.queue)] : []),
    ...(options.workers === undefined ? [] : ["--workers", String(workers)]),
    ...(options.dataDir === undefined ? [] : ["--data-dir", shellWord(options.dataDir)]),
    ...(options.memoryLimit === undefined ? [] : ["--memory-limit", `${options.memoryLimit / 1e6}MB`]),
  ];
  say(
    `Interrupted with ${done} of ${counted(runs.length, "run")} done; the others are saved as far as they are. Continue with:\n` +
      `  ${words.join(" ")}`,
  );
  process.exitCode = exitCodes.interrupted;
}
