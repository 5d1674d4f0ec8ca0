import { HourglassError } from "../errors.ts";

/** How much memory a runtime may take. */
export interface MemoryLimit {
  readonly bytes: number;
  /** What sets it, in words: `this machine has`, `--memory-limit is`. */
  readonly source: string;
}

/** A part of what a piece of work takes, in bytes: an estimate. */
export interface MemoryNeed {
  /** `4,198,400 parameters with their moments and gradients` */
  readonly what: string;
  readonly bytes: number;
}

/** A size for people: `350 MB`, `22.4 GB`, by powers of 1,000. */
export function sizeWords(bytes: number): string {
  if (bytes >= 1e12) return `${(bytes / 1e12).toFixed(1)} TB`;
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / 1e6))} MB`;
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
