import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { drawingStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { splitSizes } from "hourglass-core/internal/settings/resolve.ts";
import type { FillTraining } from "../data/given-data.ts";
import { loadData } from "../data/load-data.ts";
import { createCallQueue } from "../helpers/call-queue.ts";
import type { RuntimeLoader } from "../helpers/runtime-loader.ts";
import { checkpointOf, jobOf } from "./checkpoint.ts";
import { chooseDevice } from "./choose-device.ts";
import { copyOf } from "./copy-weights.ts";
import { estimateSeconds } from "./estimate.ts";
import { describeJob, extendJob, type Job, makeJob, trainedJob, weightsOf } from "./job.ts";
import { createJobChanges } from "./job-changes.ts";
import { takeAway } from "./take-away.ts";
import { trainJob } from "./train-job.ts";
import type { LoadedData, Pace, TrainerApi, TrainingEnd } from "./trainer-api.ts";

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
  /** Draws what the splits of a model need and is not there yet. */
  const fill = async (
    { settings }: Job,
    tell: Parameters<FillTraining>[1] = () => undefined,
  ): Promise<void> => fillTraining?.(splitSizes(settings), tell);
  let pace: Pace = "normal";
  const changes = createJobChanges();

  return {
    start: (options) =>
      inTurn(async () => {
        const chosen = await chooseDevice(options.device, load, options.threads);
        runtime = await load(chosen.device, options.threads);
        page = options.page;
        return {
          ...options,
          ...chosen,
          asked: options.device,
          threads: runtime.threads,
          description: runtime.description,
        };
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

    prepare: (given, onProgress, trained) =>
      atOnce(async () => {
        const made = makeJob(requireReady(dataset, "load data"), given);
        // No step is taken of a training that is over.
        if (trained === undefined) await fill(made, onProgress);
        job = trained === undefined ? made : trainedJob(made, trained);
        return { ...describeJob(job), weights: copyOf(weightsOf(job)) };
      }),

    train: (hooks, steps) => {
      stop = new AbortController();
      const { signal } = stop;
      return atOnce(async () => {
        const ready = requireReady(job, "prepare a model");
        job = await trainJob(requireReady(runtime, "start"), ready, {
          ...{ hooks, signal, changes, pace: () => pace },
          ...(steps === undefined ? {} : { steps }),
          keep: (current) => {
            job = current;
          },
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

    drawAhead: (given) => inTurn(async () => fill(makeJob(requireReady(dataset, "load data"), given))),

    extend: (epochs) =>
      atOnce(async () => {
        job = extendJob(requireReady(job, "prepare a model"), epochs);
        return job.settings;
      }),

    checkpoint: () => atOnce(async () => (job === undefined ? undefined : checkpointOf(job))),

    restore: (checkpoint) =>
      atOnce(async () => {
        const restored = jobOf(requireReady(dataset, "load data"), checkpoint);
        await fill(restored);
        job = restored;
        return { ...describeJob(job), weights: copyOf(weightsOf(job)), end: endOf(job) };
      }),

    change: (given) => {
      guessing.abort();
      const changed = changes.ask(given);
      // Where nothing trains. A training that is under way has taken it up by then.
      void inTurn(async () => {
        job = changes.take(job);
      });
      return changed;
    },

    setPace: (next) => {
      pace = next;
    },

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

function endOf({ state, end }: Job): TrainingEnd {
  const history = state?.history ?? [];
  return {
    stopped: end?.stopped ?? "interrupted",
    history,
    keptEpoch: end?.keptEpoch ?? history.length,
    seconds: history.reduce((sum, { seconds }) => sum + seconds, state?.secondsOfEpoch ?? 0),
  };
}
