import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { nextTask } from "../helpers/next-task.ts";
import type { Job } from "./job.ts";

/** Seconds of training that an estimate is made by, and of a chunk of it. */
const tried = { least: 0.4, chunk: 0.1 };

/**
 * How many seconds a training would take: it is begun, and given up as soon as its speed is known. Samples that are not there yet cost the
 * same as others. What its first epoch has not shown, its validation, is not counted.
 * @returns `undefined` where the signal came first
 */
export async function estimateSeconds(
  runtime: Runtime,
  { model, settings, splits }: Job,
  signal: AbortSignal,
): Promise<number | undefined> {
  if (signal.aborted) return undefined;
  const enough = new AbortController();
  const began = performance.now();
  let compiled: number | undefined;
  let seconds: number | undefined;
  const after = (from: number): number => (performance.now() - from) / 1000;
  const { stopped, state } = await fit(runtime, model, splits, trainingOptions(settings), {
    secondsPerChunk: tried.chunk,
    signal: AbortSignal.any([signal, enough.signal]),
    onProgress: async ({ secondsLeft }) => {
      // The first chunk has the time in which the program was compiled.
      compiled ??= after(began);
      seconds = compiled + secondsLeft;
      if (after(began) - compiled >= tried.least) enough.abort();
      await nextTask();
    },
  });
  if (signal.aborted) return undefined;
  // A training that was over before its speed was known has shown what it takes.
  return stopped === "interrupted"
    ? seconds
    : state.history.reduce((sum, epoch) => sum + epoch.seconds, compiled ?? 0);
}
