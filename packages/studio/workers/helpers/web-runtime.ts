/// <reference types="vite/client" />

import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { runtimeOfBuild } from "hourglass-core/internal/runtime/web-build.ts";
import moduleOfWebGpu from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url";
import binaryOfWebGpu from "onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url";
import moduleOfWasm from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import binaryOfWasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import type { PageDevice } from "../trainer/trainer-api.ts";
import { requireWebAssembly } from "./web-assembly.ts";

/**
 * ONNX Runtime in a web worker, its files from the page's own host.
 * @throws HourglassError where the browser gives the page no WebAssembly, of which WebGPU's build is, too
 */
export async function loadRuntime(device: PageDevice, threads: number): Promise<Runtime> {
  await requireWebAssembly();
  if (device === "webgpu") {
    return runtimeOfBuild(await import("onnxruntime-web/webgpu"), {
      ...{ device, threads },
      files: absolute(moduleOfWebGpu, binaryOfWebGpu),
    });
  }
  return runtimeOfBuild(await import("onnxruntime-web/wasm"), {
    ...{ device: "wasm", threads },
    files: absolute(moduleOfWasm, binaryOfWasm),
  });
}

/** The runtime's threads resolve addresses against themselves. */
function absolute(mjs: string, wasm: string): { readonly mjs: string; readonly wasm: string } {
  return { mjs: new URL(mjs, import.meta.url).href, wasm: new URL(wasm, import.meta.url).href };
}
