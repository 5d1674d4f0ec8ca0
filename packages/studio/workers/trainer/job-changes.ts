import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { changeJob, isOver } from "./change-job.ts";
import { describeJob, type Job } from "./job.ts";
import type { ChangedTraining } from "./trainer-api.ts";

/** Changes of settings that wait for the end of the chunk under way. */
export interface JobChanges {
  /** Asks for one, and interrupts what trains. */
  ask(given: Readonly<Partial<Settings>>): Promise<ChangedTraining>;
  /** The job with all that were asked for. */
  take(job: Job): Job;
  take(job: Job | undefined): Job | undefined;
  /** @param interrupt ends the chunk under way, so that a change does not wait for longer */
  onAsked(interrupt: () => void): void;
}

export function createJobChanges(): JobChanges {
  let waiting: ((job: Job | undefined) => Job | undefined)[] = [];
  let interrupt = (): void => undefined;
  const take = (job: Job | undefined): Job | undefined => {
    const all = waiting;
    waiting = [];
    return all.reduce((current, change) => change(current), job);
  };
  return {
    ask: (given) =>
      new Promise((resolve, reject) => {
        waiting.push((job) => {
          try {
            if (job === undefined) throw new TypeError("prepare a model first");
            const changed = changeJob(job, given);
            const { settings, objective } = describeJob(changed);
            resolve({ settings, objective, changes: changed.changes, isOver: isOver(changed) });
            return changed;
          } catch (error) {
            reject(error);
            return job;
          }
        });
        interrupt();
      }),
    take: take as JobChanges["take"],
    onAsked: (then) => {
      interrupt = then;
    },
  };
}
