import { HourglassError } from "../errors.ts";
import { sizeWords } from "../words.ts";

/** How much memory a runtime may take. */
export interface MemoryLimit {
  readonly bytes: number;
  /** What sets it, in words: `this machine has`, `the limit is`. */
  readonly source: string;
}

/** No limit that is asked for is smaller: the program itself would not fit. */
export const leastMemory = 2e8;

/** What a heap of WebAssembly with addresses of 32 bits can have. */
export const webAssemblyMemory: MemoryLimit = { bytes: 2 ** 32, source: "WebAssembly has" };

/** What each of some processes at a time may take. */
export function sharedLimit({ bytes, source }: MemoryLimit, processes: number): MemoryLimit {
  if (processes === 1) return { bytes, source };
  return { bytes: Math.floor(bytes / processes), source: `${source}, for each of ${processes} workers,` };
}

export function smallerLimit(a: MemoryLimit, b: MemoryLimit): MemoryLimit {
  return a.bytes < b.bytes ? a : b;
}

/** A part of what a piece of work takes, in bytes: an estimate. */
export interface MemoryNeed {
  /** `4,198,400 parameters with their moments and gradients` */
  readonly what: string;
  readonly bytes: number;
}

/**
 * Refuses what would take more memory than there is, before any of it is taken.
 * @param work what is to be done: `training`
 * @param advice what would take less
 * @throws HourglassError with the estimate, part by part
 */
export function requireMemory(
  work: string,
  needs: readonly MemoryNeed[],
  limit: MemoryLimit | undefined,
  advice: string,
): void {
  const total = needs.reduce((sum, { bytes }) => sum + bytes, 0);
  if (limit === undefined || total <= limit.bytes) return;
  const parts = [...needs]
    .sort((a, b) => b.bytes - a.bytes)
    .map(({ what, bytes }) => `${sizeWords(bytes)} for ${what}`);
  throw new HourglassError(
    `${work} would take about ${sizeWords(total)} of memory (${parts.join(", ")}), and ${limit.source} ${sizeWords(limit.bytes)}: ${advice}`,
  );
}
