import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { createNodeRuntime } from "hourglass-core/internal/experiment/node-runtime.ts";
import { WriteError } from "hourglass-core/internal/files/place-file.ts";
import type { DeviceChoice } from "hourglass-core/internal/runtime/device.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { systemErrorWords } from "hourglass-core/internal/system-error.ts";
import { createRunMeasurer, type RunMeasurer } from "../../run/measure-run.ts";
import { sharedBaselines } from "../store/shared-baselines.ts";
import { findData, type WantedData } from "./find-data.ts";
import type { Job, JobEnd, News, Order } from "./jobs.ts";
import { type JobTools, runJob } from "./run-job.ts";
import { UnfitError } from "./unfit.ts";

/** Often enough to look alive. */
const progressSeconds = 0.2;

/**
 * Serves the process that forked this one: trains what it is told to, one job at a time, until it is told to stop or that
 * process is gone.
 */
export function serveJobs(writeReport: JobTools["writeReport"]): void {
  const stop = new AbortController();
  // Kept from job to job: data, and by device what depends on their pixels alone.
  const datasets = new Map<string, Promise<Dataset<Samples>>>();
  const measurers = new Map<string, RunMeasurer>();
  const runtimes = new Map<DeviceChoice, Promise<Runtime>>();
  const say = (news: News): void => {
    if (process.connected) process.send?.(news);
  };
  const onNotice = (text: string): void => say({ kind: "notice", text });

  const work = async (job: Job): Promise<JobEnd> => {
    const { device } = job.settings;
    const runtime =
      runtimes.get(device) ??
      createNodeRuntime({
        ...{ threads: 1, device, memoryLimit: job.memoryLimit },
        // Whether another stands in for what was asked for was told when the study was estimated: once, not by every worker.
        onNotice: () => {},
      });
    runtimes.set(device, runtime);
    const ready = await runtime;
    const dataset = datasets.get(job.data) ?? findData(wantedBy(job), { dataDir: job.dataDir, onNotice });
    datasets.set(job.data, dataset);
    // What could not be had may be there when it is next asked for.
    dataset.catch(() => datasets.delete(job.data));
    const onDevice = `${device} ${job.data} ${job.study}`;
    const measurer = measurers.get(onDevice) ?? createRunMeasurer(ready, sharedBaselines(job.study));
    measurers.set(onDevice, measurer);
    let next = 0;
    const kind = await runJob(job, {
      runtime: ready,
      dataset: await dataset.catch(unfit),
      measurer,
      writeReport,
      signal: stop.signal,
      onProgress: (part, fraction, text) => {
        const now = performance.now() / 1000;
        if (now < next) return;
        next = now + progressSeconds;
        say({ kind: "progress", part, fraction, text });
      },
    });
    return { kind };
  };

  process.on("message", (order: Order) => {
    if (order.kind === "stop") stop.abort();
    else {
      work(order.job).then(say, (error: unknown) => {
        const kind = error instanceof UnfitError || error instanceof WriteError ? "unfit" : "failed";
        say({ kind, error: messageOf(error) });
      });
    }
  });
  // A terminal sends Ctrl-C to all processes: the one that forked this one says when to stop.
  process.on("SIGINT", () => undefined);
  // It is gone, or has nothing more to do: checkpoints stand, so there is nothing to wait for.
  process.on("disconnect", () => process.exit());
}

/** @throws UnfitError what was thrown, as a lack of this machine */
function unfit(error: unknown): never {
  throw error instanceof HourglassError ? new UnfitError(error.message, { cause: error }) : error;
}

function wantedBy({ settings, data, study }: Job): WantedData {
  return { settings, sha256: data, study };
}

/** What nobody can act on is a defect, whose place one wants to know. */
function messageOf(error: unknown): string {
  if (error instanceof HourglassError) return error.message;
  const words = systemErrorWords(error);
  if (words !== undefined) return words;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
