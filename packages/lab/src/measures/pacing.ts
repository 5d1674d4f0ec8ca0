import type { ProgressHooks } from "../evaluation/progress.ts";

/**
 * Between two parts of a long computation: tells the share that is done, lets the event loop turn, so that a page stays
 * alive and an abort is heard, and throws the signal's reason once that is aborted.
 */
export async function pause({ signal, onProgress }: ProgressHooks, fraction: number): Promise<void> {
  onProgress?.(fraction);
  await new Promise((resolve) => setTimeout(resolve, 0));
  signal?.throwIfAborted();
}

/** Hooks for a computation that is the share from `start` to `end` of another. */
export function partOf({ signal, onProgress }: ProgressHooks, start: number, end: number): ProgressHooks {
  return {
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined
      ? {}
      : { onProgress: (fraction) => onProgress(start + fraction * (end - start)) }),
  };
}
