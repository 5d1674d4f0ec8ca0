import { fork } from "node:child_process";
import type { Job, JobEnd, JobProgress, News, Order } from "./jobs.ts";

export interface JobHooks {
  readonly onProgress: (progress: JobProgress) => void;
  readonly onNotice: (text: string) => void;
}

/** A process that does one job after the other. */
export interface WorkerProcess {
  /** Does a job, and tells how it ended, or how the process did. */
  run(job: Job, hooks: JobHooks): Promise<JobEnd>;
  readonly isAlive: () => boolean;
  /** Makes it save its state and stop. */
  stop(): void;
  /** Ends the process, and waits for that. */
  end(): Promise<void>;
}

/** How much of what a process said before it died is worth keeping. */
const lastWordsLength = 2000;

/** @param program one that calls `serveJobs` */
export function startWorker(program: URL): WorkerProcess {
  const child = fork(program, { stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsLength);
  });
  let death: string | undefined;
  const dead = new Promise<void>((resolve) => {
    const die = (how: string): void => {
      death ??= lastWords.trim() === "" ? how : `${how}: ${lastWords.trim()}`;
      resolve();
    };
    child.on("error", ({ message }) => die(`its process failed: ${message}`));
    // Not "close", which does not come where this process was the one to disconnect.
    child.on("exit", (code, signal) => {
      const advice = signal === "SIGKILL" ? " (was the memory full? fewer --workers take less)" : "";
      const how = `its process ended with ${signal ?? `exit code ${code}`}${advice}`;
      if (child.stderr?.readableEnded === false) child.stderr.once("end", () => die(how));
      else die(how);
    });
  });
  const say = (order: Order): void => {
    // One that is dying cannot be told; its end is.
    if (child.connected) child.send(order, () => undefined);
  };
  return {
    isAlive: () => death === undefined && child.connected,
    run: async (job, { onProgress, onNotice }) => {
      let listener: (news: News) => void = () => undefined;
      const ended = new Promise<JobEnd>((resolve) => {
        listener = (news) => {
          if (news.kind === "progress") onProgress(news);
          else if (news.kind === "notice") onNotice(news.text);
          else resolve(news);
        };
        child.on("message", listener);
      });
      say({ kind: "run", job });
      const died = dead.then((): JobEnd => ({ kind: "lost", error: death ?? "" }));
      try {
        return await Promise.race([ended, died]);
      } finally {
        child.off("message", listener);
      }
    },
    stop: () => say({ kind: "stop" }),
    end: async () => {
      if (child.connected) child.disconnect();
      await dead;
    },
  };
}
