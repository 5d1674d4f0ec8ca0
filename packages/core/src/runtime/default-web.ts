// The runtime of a program that asks for none, in a browser; the other is default-node.ts.

import type { Runtime } from "./runtime.ts";
import { createWebRuntime } from "./web.ts";

/** WebAssembly. */
export function createDefaultRuntime(): Promise<Runtime> {
  return createWebRuntime();
}
