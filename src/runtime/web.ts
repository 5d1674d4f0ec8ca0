import { createOnnxRuntime } from "./onnx-runtime.ts";
import type { Runtime } from "./runtime.ts";

export interface WebRuntimeOptions {
  /** Threads of the arithmetic; in a browser more than one needs a cross-origin isolated page. */
  readonly threads?: number;
}

/** ONNX Runtime as WebAssembly, in a browser or under Node. The number of threads is that of the first call. */
export async function createWebRuntime({ threads = 1 }: WebRuntimeOptions = {}): Promise<Runtime> {
  const ort = await import("onnxruntime-web");
  ort.env.wasm.numThreads = threads;
  const version = ort.env.versions.web ?? "";
  return createOnnxRuntime(ort, `onnxruntime-web ${version} (WebAssembly)`, threads, {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
}
