import { exitCodes } from "./exit-codes.ts";

/**
 * A signal that Ctrl-C and SIGTERM abort, so that work can end well; a second one ends the process at once.
 * Call `stop` when there is nothing left to interrupt.
 */
export function interruption(): { readonly signal: AbortSignal; readonly stop: () => void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    controller.abort();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  const stop = (): void => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  return { signal: controller.signal, stop };
}
