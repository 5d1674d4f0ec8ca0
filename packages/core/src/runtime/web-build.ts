import { checkArgument } from "../arguments.ts";
import { withConstants } from "./initializers.ts";
import { webAssemblyMemory } from "./memory.ts";
import { createOnnxRuntime, type OnnxRuntimeModule } from "./onnx-runtime.ts";
import type { Runtime } from "./runtime.ts";
import { type WebRuntimeOptions, webRuntimeSchema } from "./web-runtime-options.ts";

/** One of the builds of onnxruntime-web: they export the same and differ in what they can run on. */
export type WebBuild = OnnxRuntimeModule;

/** The threads that builds were started with. */
const threadsOf = new WeakMap<WebBuild, number>();

/**
 * The {@link Runtime} of a build of onnxruntime-web. The number of threads is that of the build's first runtime.
 * @throws UsageError on wrong options
 */
export function runtimeOfBuild(ort: WebBuild, options: WebRuntimeOptions): Runtime {
  const given = checkArgument(webRuntimeSchema, options, "createWebRuntime", "options");
  const { device = "wasm", files } = given;
  const threads = threadsOf.get(ort) ?? given.threads ?? 1;
  threadsOf.set(ort, threads);
  ort.env.wasm.numThreads = threads;
  if (files !== undefined) ort.env.wasm.wasmPaths = files;
  const version = ort.env.versions.web ?? "";
  const name = device === "webgpu" ? "WebGPU" : "WebAssembly";
  const runtime = createOnnxRuntime(
    ort,
    `onnxruntime-web ${version} (${name})`,
    device,
    threads,
    {
      executionProviders: device === "webgpu" ? ["webgpu", "wasm"] : ["wasm"],
      graphOptimizationLevel: "all",
    },
    withConstants,
  );
  // Version 1.30 leaves float64 out of the build that has WebGPU.
  return { ...runtime, memory: webAssemblyMemory, ...(device === "webgpu" ? { lacksFloat64: true } : {}) };
}
