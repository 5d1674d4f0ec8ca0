import { checkArgument } from "../arguments.ts";
import { withConstants } from "./initializers.ts";
import { webAssemblyMemory } from "./memory.ts";
import { createOnnxRuntime, keepingDevice, type OnnxRuntimeModule } from "./onnx-runtime.ts";
import type { Runtime } from "./runtime.ts";
import { type WebRuntimeOptions, webRuntimeSchema } from "./web-runtime-options.ts";

/** One of the builds of onnxruntime-web: they export the same and differ in what they can run on. */
export type WebBuild = OnnxRuntimeModule;

/** The bytes of a tensor that WebGPU promises to take (maxStorageBufferBindingSize). */
const promisedTensor = 2 ** 27;

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
  const session = {
    executionProviders: device === "webgpu" ? ["webgpu", "wasm"] : ["wasm"],
    graphOptimizationLevel: "all",
  } as const;
  const described = `onnxruntime-web ${version} (${name})`;
  const runtime = {
    ...createOnnxRuntime(ort, described, device, threads, session, withConstants),
    memory: webAssemblyMemory,
  };
  if (device !== "webgpu") return runtime;
  // Version 1.30 leaves float64 out of the build that has WebGPU.
  return {
    ...runtime,
    lacksFloat64: true,
    keeping: keepingDevice(ort, session, withConstants, promisedTensor),
  };
}
