// The runtime of a program that asks for none, in Node; the other is default-web.ts, and package.json says which is which
// ("imports").

import { createNodeRuntime } from "./node.ts";
import type { Runtime } from "./runtime.ts";

/** The native library on all cores, or WebAssembly where it is missing, which is said. */
export function createDefaultRuntime(): Promise<Runtime> {
  return createNodeRuntime();
}
