import { serveJobs } from "../study/execution/worker.ts";
import type { ProgressLine } from "./progress.ts";
import { writeReport } from "./write-report.ts";

// The program of the processes in which a study trains.

/** Progress of the report is too short a part of a training to be told. */
const silence: ProgressLine = {
  update: () => undefined,
  print: () => undefined,
  done: () => undefined,
};

serveJobs((folder, run, dataset, signal) => writeReport(folder, run, dataset, silence, signal));
