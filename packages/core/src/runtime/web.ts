import type { Runtime } from "./runtime.ts";
import { runtimeOfBuild } from "./web-build.ts";
import type { WebRuntimeOptions } from "./web-runtime-options.ts";

/** ONNX Runtime as WebAssembly, in a browser or under Node. The number of threads is that of the first call. */
export async function createWebRuntime(options: WebRuntimeOptions = {}): Promise<Runtime> {
  return runtimeOfBuild(await import("onnxruntime-web"), options);
}

export type { WebRuntimeOptions };
