import { checkArgument } from "hourglass-core/internal/arguments.ts";
import { type FitHooks, fitHooksSchema } from "./shared-fits.ts";

/** `compute`, whose result is kept. One that failed or was stopped is computed again when next asked for. */
export function remembered<T>(compute: (hooks: FitHooks) => Promise<T>): (hooks?: FitHooks) => Promise<T> {
  let known: Promise<T> | undefined;
  return async (hooks = {}) => {
    checkArgument(fitHooksSchema, hooks, "the pixel baseline", "hooks");
    known ??= compute(hooks).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}
