import type { Architecture } from "hourglass-core/internal/model/architecture.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { MeasureName } from "../../measures/measures.ts";
import type { StudyVersion } from "../grid.ts";

/** One training, as a worker is told of it. */
export interface Job {
  readonly id: string;
  /** The run's name by content. */
  readonly name: string;
  /** The study's folder. */
  readonly study: string;
  readonly settings: Settings;
  /** The layers, where the settings name a file of them. */
  readonly architecture?: Architecture;
  /** SHA-256 (hex) of its data set. */
  readonly data: string;
  readonly version: StudyVersion;
  /** Names of measures. */
  readonly measures: readonly MeasureName[];
  readonly dataDir?: string;
  /** Whether it may be put off, once it is trained, while another worker computes what its measures need; else it waits for that. */
  readonly mayBePutOff?: boolean;
  /** Bytes that the worker may take. */
  readonly memoryLimit: number;
}

/** What a worker does one after the other. */
export type JobPart = "training" | "after";

/** What the pool says to a worker. */
export type Order = { readonly kind: "run"; readonly job: Job } | { readonly kind: "stop" };

/** How a job ended; one that was stopped can be continued, and one that is taken is another process's, which trains it now. */
export type JobEnd =
  | { readonly kind: "done" }
  | { readonly kind: "stopped" }
  | { readonly kind: "taken" }
  /** It is trained, and measured when it is begun again. */
  | { readonly kind: "put off" }
  /** This machine cannot do it, as others may: it lacks the data, has another version, or cannot write to the study's folder. */
  | { readonly kind: "unfit"; readonly error: string }
  /** Its process died; whether the job is to blame is not known. */
  | { readonly kind: "lost"; readonly error: string }
  | { readonly kind: "failed"; readonly error: string };

export interface JobProgress {
  readonly kind: "progress";
  readonly part: JobPart;
  /** How much of that part is done, 0 to 1. */
  readonly fraction: number;
  /** `epoch 3/10`. */
  readonly text: string;
}

/** What a worker says to the pool. */
export type News = JobEnd | JobProgress | { readonly kind: "notice"; readonly text: string };
