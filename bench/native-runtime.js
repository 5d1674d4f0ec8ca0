import { createNodeRuntime } from "./hourglass.js";

/**
 * The native runtime, and no other: WebAssembly must not stand in for it unnoticed.
 * @param {number} threads
 */
export function createNativeRuntime(threads) {
  return createNodeRuntime({
    threads,
    onNotice: (text) => {
      throw new Error(text);
    },
  });
}
