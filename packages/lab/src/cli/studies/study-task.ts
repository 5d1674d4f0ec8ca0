import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { MemoryLimit } from "hourglass-core/internal/runtime/memory.ts";
import type { StudyPlan } from "../../study/grid.ts";
import type { QueueConnection } from "../../study/queue/connection.ts";
import type { Study } from "../../study/study-file.ts";
import type { FiguresOptions } from "../options/figures-option.ts";
import type { MemoryOptions } from "../options/memory-option.ts";
import type { OpenOptions } from "../options/shared-options.ts";
import type { PngDrawer } from "../runs/png-figures.ts";
import type { NextStep } from "../terminal/next-steps.ts";
import type { ProgressLines } from "../terminal/progress-lines.ts";

export interface StudyOptions extends MemoryOptions, FiguresOptions, OpenOptions {
  readonly out?: string;
  readonly workers?: string;
  readonly resume?: boolean;
  readonly dryRun?: boolean;
  readonly quick?: boolean;
  readonly data?: string;
  /** The queue that workers on other machines take runs from; `true` for that of HOURGLASS_QUEUE. */
  readonly queue?: string | true;
  readonly dataDir?: string;
  readonly json?: boolean;
  /** What to do next, after the studio; the measures of a run unless given. */
  readonly next?: NextStep;
}

/** A study that was asked for, and what it takes. */
export interface StudyTask {
  /** As the user named it. */
  readonly file: string;
  readonly study: Study;
  readonly plan: StudyPlan;
  /** Data of one's own, by their labels. */
  readonly loaded: ReadonlyMap<string, Dataset<Samples>>;
  readonly workers: number;
  /** For all workers together. */
  readonly memory: MemoryLimit;
  readonly options: StudyOptions;
  readonly png: PngDrawer | undefined;
  readonly lines: ProgressLines;
  /** Whose workers train, in place of those of this machine. */
  readonly queue?: QueueConnection;
  readonly signal: AbortSignal;
  /** When it was asked for, by the clock of `performance`. */
  readonly started: number;
}
