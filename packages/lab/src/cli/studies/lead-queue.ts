import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { counted } from "hourglass-core/internal/words.ts";
import type { PlannedRun } from "../../study/grid.ts";
import type { QueueConnection } from "../../study/queue/connection.ts";
import type { QueuedRun } from "../../study/queue/queued-run.ts";
import { openRunQueue, type RunQueue } from "../../study/queue/run-queue.ts";
import { longestFirst, totalSeconds } from "../../study/schedule.ts";
import { createStudyProgress, type TrainingToDo } from "./study-progress.ts";
import type { StudyTask } from "./study-task.ts";
import { describeWork } from "./train-study.ts";

/** Between looks at the folder and the queue. */
const lookSeconds = 2;
/** A queue that has lost runs gets them again after so long; twice as long each time, up to the most. */
const offerSeconds = 10;
const mostOfferSeconds = 300;
/** Without a worker for so long, somebody may have forgotten to start one. */
const lonelySeconds = 10;

/**
 * Puts the runs of a study into a queue, and waits until the study's folder says that all are done or have failed. The folder is what counts: a queue that
 * has lost runs gets them again.
 * @param connection stays open
 */
export async function leadQueue(
  { lines, signal }: Pick<StudyTask, "lines" | "signal">,
  work: TrainingToDo,
  connection: QueueConnection,
): Promise<void> {
  const { folder, runs, estimates } = work;
  const study = resolve(folder.path);
  const runQueue = await openRunQueue(connection);
  const seconds = ({ id }: PlannedRun): number =>
    totalSeconds(estimates.get(id) ?? { training: 0, after: 0 });
  const queued = new Map(
    longestFirst(runs, seconds).map(({ id, name = "" }): [string, QueuedRun] => [
      id,
      { study, run: id, name },
    ]),
  );
  let workers: readonly string[] = [];
  const progress = createStudyProgress({
    ...{ ...work, workers: 1, lines },
    also: () =>
      connection.isReady()
        ? counted(workers.length, "worker")
        : `the queue at ${connection.shown} is away: what is done stays, and it is tried again`,
  });
  lines.print(`${describeWork(work)}, by the workers of the queue at ${connection.shown}`);
  const timer = setInterval(progress.show, 1000);
  const offers = createOffers(runQueue, queued);
  const lonely = createLoneliness((text) => lines.print(text), connection.shown);
  try {
    for (;;) {
      const left = await progress.look();
      if (left.size === 0 || signal.aborted) break;
      if (connection.isReady()) {
        await beforeAway(connection.isReady, async () => {
          await offers.renew(left);
          workers = await runQueue.workers();
          for (const { study: of, run, worker, progress: now } of await runQueue.active()) {
            if (of !== study || !left.has(run)) continue;
            progress.started(run);
            if (now !== undefined) progress.progress(run, now.part, now.fraction, `${now.text} (${worker})`);
          }
          lonely.look(workers.length);
        });
      }
      await sleep(1000 * lookSeconds, undefined, { signal }).catch(() => undefined);
    }
    if (signal.aborted && connection.isReady()) {
      const left = [...(await progress.look())].flatMap((id) => queued.get(id) ?? []);
      const count = await runQueue.withdraw(left);
      lines.print(
        `${counted(count, "run")} withdrawn from the queue; workers finish the ${left.length - count} that they have begun`,
      );
    }
  } finally {
    clearInterval(timer);
    if (connection.isReady()) await runQueue.close();
  }
}

/** Commands wait for a queue that goes away; who has something to show does not. */
async function beforeAway(isReady: () => boolean, ask: () => Promise<void>): Promise<void> {
  const asked = ask();
  asked.catch(() => undefined);
  let isAnswered = false;
  const away = (async () => {
    while (!isAnswered && isReady()) await sleep(200);
  })();
  await Promise.race([
    asked.finally(() => {
      isAnswered = true;
    }),
    away,
  ]);
}

/** Puts runs into the queue: at first, and again where it holds fewer than are left. */
function createOffers(
  queue: RunQueue,
  queued: ReadonlyMap<string, QueuedRun>,
): { readonly renew: (left: ReadonlySet<string>) => Promise<void> } {
  let next = 0;
  let pause = offerSeconds;
  return {
    renew: async (left) => {
      const now = performance.now() / 1000;
      if (now < next) return;
      const isFirst = next === 0;
      const { waiting, active } = await queue.counts();
      if (!isFirst && waiting + active >= left.size) return;
      await queue.offer([...queued].flatMap(([id, run]) => (left.has(id) ? [run] : [])));
      next = performance.now() / 1000 + pause;
      if (!isFirst) pause = Math.min(2 * pause, mostOfferSeconds);
    },
  };
}

/** Says once what to do where no worker comes. */
function createLoneliness(
  print: (text: string) => void,
  shown: string,
): { readonly look: (workers: number) => void } {
  const began = performance.now();
  let isTold = false;
  return {
    look: (workers) => {
      if (isTold || workers > 0 || performance.now() - began < 1000 * lonelySeconds) return;
      isTold = true;
      print(
        `No worker has come yet. On every machine that shares this folder: hourglass study worker --queue ${shown}`,
      );
    },
  };
}
