import { effect } from "@preact/signals";
import { isPartOfData } from "./session.ts";

/** Resolves when the data are not the first few alone. */
export function dataAreWhole(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (!isPartOfData.value) queueMicrotask(() => end());
    });
    const end = (): void => {
      stop();
      resolve();
    };
  });
}
