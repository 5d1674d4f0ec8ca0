import { explainError } from "./terminal/explain-error.ts";
import type { ProgressLine } from "./terminal/progress.ts";
import { exitWhenWritten, say } from "./terminal/terminal.ts";

// The program of the processes in which a study trains.

/** Progress of the report is too short a part of a training to be told. */
const silence: ProgressLine = {
  update: () => undefined,
  print: () => undefined,
  done: () => undefined,
};

try {
  const { serveJobs } = await import("../study/execution/worker.ts");
  const { writeReport } = await import("./runs/write-report.ts");
  serveJobs((folder, run, dataset, signal) =>
    writeReport(folder, run, dataset, silence, signal === undefined ? {} : { signal }),
  );
} catch (error) {
  // Its last words are what the study records.
  const { text, exitCode } = explainError(error, false);
  say(text);
  exitWhenWritten(exitCode);
}
