import { checkArgument } from "../arguments.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import { hooksSchema } from "./require-subject.ts";

const progressHooks = hooksSchema<NonNullable<ProgressHooks["onProgress"]>>();

/** `compute`, whose result is kept. One that failed or was stopped is computed again when next asked for. */
export function remembered<T>(
  compute: (hooks: ProgressHooks) => Promise<T>,
): (hooks?: ProgressHooks) => Promise<T> {
  let known: Promise<T> | undefined;
  return async (hooks = {}) => {
    const told = checkArgument(progressHooks, hooks, "the pixel baseline", "hooks");
    known ??= compute(told).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
