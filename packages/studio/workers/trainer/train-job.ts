import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ChunkLength } from "hourglass-core/internal/training/chunk.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { parametersOf } from "hourglass-core/internal/training/state.ts";
import { nextTask } from "../helpers/next-task.ts";
import { optionsOf } from "./change-job.ts";
import { copyOf } from "./copy-weights.ts";
import { type Job, weightsOf } from "./job.ts";
import type { JobChanges } from "./job-changes.ts";
import type { Pace, TrainingHooks } from "./trainer-api.ts";

/** Seconds that a chunk should take, at least and at most: between two of them there are newer weights to be shown. */
const chunkSeconds = { least: 0.08, most: 0.5 };
/** The same where little is shown. */
const fastSeconds = 1;
/** Seconds that it costs to hand the training state to the program and back, as measured: of any model, and for each parameter. */
const handing = { any: 0.01, parameter: 2.4e-8 };
/** A chunk takes so many times as long as that at least. */
const handingTimes = 8;
/** Least seconds between two snapshots of the weights: chunks at the end of an epoch may be shorter. */
const snapshotSeconds: Readonly<Record<Pace, number>> = { slow: 0, normal: 0.05, fast: 1 };
/** Of the time, so little goes to taking snapshots of large models: they come less often. */
const snapshotShare = 0.05;

/** How a job is trained on. */
export interface JobTraining {
  readonly hooks: TrainingHooks;
  /** Ends it after the chunk under way. */
  readonly signal: AbortSignal;
  /** Stop after so many; all unless given. */
  readonly steps?: number;
  readonly pace: () => Pace;
  readonly changes: JobChanges;
  /** Told the job at every state, so that an error loses a chunk and no more. */
  readonly keep: (job: Job) => void;
}

/** Trains on, all epochs or so many steps, with settings that may change on the way. */
export async function trainJob(runtime: Runtime, job: Job, training: JobTraining): Promise<Job> {
  const { hooks, signal, steps, pace, changes, keep } = training;
  const { model, seen } = job;
  const before = job.state?.step ?? 0;
  let current: Job = { ...job, started: job.started ?? new Date().toISOString() };
  let nextSnapshot = performance.now() + 1000 * snapshotSeconds.normal;
  let delivered: void | Promise<void> = Promise.resolve();
  for (;;) {
    const left = steps === undefined ? undefined : before + steps - (current.state?.step ?? 0);
    const chunk = new AbortController();
    changes.onAsked(() => chunk.abort());
    const result = await fit(runtime, model, seen, optionsOf(current), {
      ...(current.state === undefined ? {} : { from: current.state }),
      chunkLength: () => (left === undefined ? lengthOf(pace(), model) : { stepsPerChunk: left }),
      signal: AbortSignal.any([signal, chunk.signal]),
      onPretraining: async (progress) => {
        delivered = hooks.onPretraining?.(progress);
        await nextTask();
      },
      onProgress: async (progress, state) => {
        // Fewer where an epoch ends: the rest is another turn.
        if (left !== undefined) chunk.abort();
        const { end: _, ...goingOn } = current;
        keep({ ...goingOn, state });
        delivered = hooks.onNews({ progress, history: state.history, step: state.step });
        const started = performance.now();
        if (started >= nextSnapshot) {
          const shown = hooks.onWeights(copyOf(parametersOf(model, state)));
          const ended = performance.now();
          const rest = Math.max(1000 * snapshotSeconds[pace()], (ended - started) / snapshotShare);
          nextSnapshot = pace() === "slow" ? ended : ended + rest;
          if (pace() === "slow") await shown;
        }
        await nextTask();
      },
    });
    const { state, weights, keptEpoch, stopped } = result;
    const isEnd = stopped !== "interrupted";
    const { end: _, ...rest } = current;
    current = { ...rest, state, ...(isEnd ? { end: { weights, keptEpoch, stopped } } : {}) };
    const reached = current;
    current = changes.take(current);
    keep(current);
    const isEnough = steps !== undefined && state.step >= before + steps;
    // An end that was reached before a change came is judged again by the new settings.
    if (signal.aborted || isEnough || (isEnd && current === reached)) {
      // What is told comes on a way of its own: the end must not overtake it.
      await delivered;
      await hooks.onWeights(copyOf(weightsOf(current)));
      return current;
    }
  }
}

function lengthOf(pace: Pace, model: Model): ChunkLength {
  if (pace === "slow") return { stepsPerChunk: 1 };
  return { secondsPerChunk: pace === "fast" ? fastSeconds : secondsOfChunk(model) };
}

/** Short, so that what is learnt is seen, but not so short that large models learn much more slowly for it. */
function secondsOfChunk(model: Model): number {
  const cost = handing.any + handing.parameter * parameterCount(model);
  return Math.min(chunkSeconds.most, Math.max(chunkSeconds.least, handingTimes * cost));
}
