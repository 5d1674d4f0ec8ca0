import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { drawingStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { type Model, parameterCount } from "hourglass-core/internal/model/model.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
import { fit } from "hourglass-core/internal/training/fit.ts";
import { parametersOf, type TrainingState } from "hourglass-core/internal/training/state.ts";
import type { FillTraining } from "../data/given-data.ts";
import { loadData } from "../data/load-data.ts";
import { createCallQueue } from "../helpers/call-queue.ts";
import { nextTask } from "../helpers/next-task.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import { checkpointOf, jobOf } from "./checkpoint.ts";
import { chooseDevice } from "./choose-device.ts";
import { estimateSeconds } from "./estimate.ts";
import { describeJob, extendJob, type Job, makeJob, sizesOf, trainedJob, weightsOf } from "./job.ts";
import { takeAway } from "./take-away.ts";
import type { LoadedData, TrainerApi, TrainingEnd, TrainingHooks, WeightsSnapshot } from "./trainer-api.ts";

/** Seconds that a chunk should take, at least and at most: between two of them there are newer weights to be shown. */
const chunkSeconds = { least: 0.18, most: 0.5 };
/** Seconds that it costs to hand the training state to the program and back, as measured: of any model, and for each parameter. */
const handing = { any: 0.01, parameter: 2.4e-8 };
/** A chunk takes so many times as long as that at least. */
const handingTimes = 8;
/** Least seconds between two snapshots of the weights: chunks at the end of an epoch may be shorter. */
const snapshotSeconds = 0.1;
/** Of the time, so little goes to taking snapshots of large models: they come less often. */
const snapshotShare = 0.05;

/** The trainer's side of {@link TrainerApi}. */
export function createTrainer(load: RuntimeLoader): TrainerApi {
  const inTurn = createCallQueue();
  let runtime: Runtime | undefined;
  let page = "";
  let dataset: Dataset<Samples> | undefined;
  let fillTraining: FillTraining | undefined;
  let job: Job | undefined;
  let stop = new AbortController();
  let guessing = new AbortController();
  /** What a person waits for does not wait for an estimate. */
  const atOnce = <T>(work: () => Promise<T>): Promise<T> => {
    guessing.abort();
    return inTurn(work);
  };

  return {
    start: (options) =>
      inTurn(async () => {
        const chosen = await chooseDevice(options.device, load, options.threads);
        runtime = await load(chosen.device, options.threads);
        page = options.page;
        return { ...options, ...chosen, threads: runtime.threads, description: runtime.description };
      }),

    load: (source, onProgress) =>
      atOnce(async () => {
        const notices: string[] = [];
        const loaded = await loadData(source, page, onProgress, (text) => notices.push(text));
        dataset = loaded.dataset;
        fillTraining = loaded.fillTraining;
        job = undefined;
        const { samples } = loaded;
        return {
          ...withoutTrainingSamples(dataset),
          ...(samples === undefined ? {} : { samples }),
          notices,
        };
      }),

    prepare: (given, onProgress = () => undefined, trained) =>
      atOnce(async () => {
        const made = makeJob(requireReady(dataset, "load data"), given);
        // No step is taken of a training that is over.
        if (trained === undefined) await fillTraining?.(sizesOf(made), onProgress);
        job = trained === undefined ? made : trainedJob(made, trained);
        return { ...describeJob(job), weights: copyOf(weightsOf(job)) };
      }),

    train: (hooks, steps) => {
      stop = new AbortController();
      const { signal } = stop;
      return atOnce(async () => {
        const ready = requireReady(job, "prepare a model");
        job = await train(requireReady(runtime, "start"), ready, hooks, signal, steps, (state) => {
          job = { ...ready, state };
        });
        return endOf(job);
      });
    },

    estimate: (given) => {
      guessing = new AbortController();
      const { signal } = guessing;
      return inTurn(() =>
        estimateSeconds(
          requireReady(runtime, "start"),
          makeJob(requireReady(dataset, "load data"), given),
          signal,
        ),
      );
    },

    extend: (epochs) =>
      atOnce(async () => {
        job = extendJob(requireReady(job, "prepare a model"), epochs);
        return job.settings;
      }),

    checkpoint: () => atOnce(async () => (job === undefined ? undefined : checkpointOf(job))),

    restore: (checkpoint) =>
      atOnce(async () => {
        const restored = jobOf(requireReady(dataset, "load data"), checkpoint);
        await fillTraining?.(sizesOf(restored), () => undefined);
        job = restored;
        return { ...describeJob(job), weights: copyOf(weightsOf(job)), end: endOf(job) };
      }),

    pause: () => stop.abort(),

    take: (what, onProgress) =>
      atOnce(() =>
        takeAway(what, requireReady(runtime, "start"), requireReady(job, "prepare a model"), onProgress),
      ),
  };
}

function requireReady<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new TypeError(`${what} first`);
  return value;
}

function withoutTrainingSamples({ train, ...dataset }: Dataset<Samples>): Omit<LoadedData, "notices"> {
  const { name, title, classNames, checksums, test } = dataset;
  return {
    ...{ name, title, classNames, checksums, test },
    sample: shapeOf(train),
    statistics: drawingStatistics(train),
    ...{ trainCount: train.count, testCount: test.count },
  };
}

/** Trains on, all epochs or so many steps. `keep` is told every state, so that an error loses a chunk and no more. */
async function train(
  runtime: Runtime,
  job: Job,
  hooks: TrainingHooks,
  signal: AbortSignal,
  steps: number | undefined,
  keep: (state: TrainingState) => void,
): Promise<Job> {
  const { model, settings, splits } = job;
  const before = job.state?.step ?? 0;
  let current = { ...job, started: job.started ?? new Date().toISOString() };
  let nextSnapshot = performance.now() + 1000 * snapshotSeconds;
  let delivered: void | Promise<void> = Promise.resolve();
  for (;;) {
    const left = steps === undefined ? undefined : before + steps - (current.state?.step ?? 0);
    const chunk = new AbortController();
    const result = await fit(runtime, model, splits, trainingOptions(settings), {
      ...(current.state === undefined ? {} : { from: current.state }),
      ...(left === undefined ? { secondsPerChunk: secondsOfChunk(model) } : { stepsPerChunk: left }),
      signal: AbortSignal.any([signal, chunk.signal]),
      onProgress: async (progress, state) => {
        // Fewer where an epoch ends: the rest is another turn.
        if (left !== undefined) chunk.abort();
        keep(state);
        delivered = hooks.onNews({ progress, history: state.history, step: state.step });
        const started = performance.now();
        if (started >= nextSnapshot) {
          hooks.onWeights(copyOf(parametersOf(model, state)));
          const ended = performance.now();
          nextSnapshot = ended + Math.max(1000 * snapshotSeconds, (ended - started) / snapshotShare);
        }
        await nextTask();
      },
    });
    const { state, weights, keptEpoch, stopped } = result;
    const isOver = stopped !== "interrupted";
    current = { ...current, state, ...(isOver ? { end: { weights, keptEpoch, stopped } } : {}) };
    if (isOver || signal.aborted || steps === undefined || state.step >= before + steps) {
      // What is told comes on a way of its own: the end must not overtake it.
      await delivered;
      await hooks.onWeights(copyOf(weights));
      return current;
    }
  }
}

/** Short, so that what is learnt is seen, but not so short that large models learn much more slowly for it. */
function secondsOfChunk(model: Model): number {
  const cost = handing.any + handing.parameter * parameterCount(model);
  return Math.min(chunkSeconds.most, Math.max(chunkSeconds.least, handingTimes * cost));
}

function endOf({ state, end }: Job): TrainingEnd {
  const history = state?.history ?? [];
  return {
    stopped: end?.stopped ?? "interrupted",
    history,
    keptEpoch: end?.keptEpoch ?? history.length,
    seconds: history.reduce((sum, { seconds }) => sum + seconds, state?.secondsOfEpoch ?? 0),
  };
}

/** Weights that nothing else holds. */
function copyOf(weights: Weights): WeightsSnapshot {
  return new Map(Array.from(weights, ([name, values]) => [name, values.slice()]));
}
