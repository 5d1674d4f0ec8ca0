import { availableParallelism, totalmem } from "node:os";
import type { InferenceSession } from "onnxruntime-common";
import * as z from "zod";
import { callback, checkArgument, type Fields, pathSchema, recordSchema, whole } from "../arguments.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { type Device, type DeviceChoice, deviceSchema } from "./device.ts";
import { leastMemory, type MemoryLimit, smallerLimit, webAssemblyMemory } from "./memory.ts";
import { NoWebGpuError, runtimeOnWebGpu } from "./node-web-gpu.ts";
import { createOnnxRuntime } from "./onnx-runtime.ts";
import { mostThreads, type Runtime, threadsSchema } from "./runtime.ts";
import { disableTelemetry, telemetryReason } from "./telemetry.ts";
import { createWebRuntime } from "./web.ts";

export interface NodeRuntimeOptions {
  /** Threads of the arithmetic; 0 (the default) for all cores. */
  readonly threads?: number;
  /** What does the arithmetic; the processor (`cpu`), by the native library, unless given. */
  readonly device?: Device;
  /** The old word for the device `wasm`. */
  readonly webAssembly?: boolean;
  /** Bytes that work may take: what would take more is refused, by an estimate. All that the machine has, unless given. */
  readonly memoryLimit?: number;
  /** Told when WebAssembly stands in for the native library, and why; without it the process warns of that, once. */
  readonly onNotice?: (text: string) => void;
  /** Where to write ONNX Runtime's profiles of native runs: the start of a file's path. */
  readonly profile?: string;
  /** Loads the native package; replaced in tests. */
  readonly loadNative?: () => Promise<unknown>;
}

/** Schemas of {@link NodeRuntimeOptions}. */
export const nodeRuntimeFields: Fields<NodeRuntimeOptions> = {
  threads: threadsSchema.exactOptional(),
  device: deviceSchema.exactOptional(),
  webAssembly: z.boolean().exactOptional(),
  memoryLimit: whole(leastMemory).exactOptional(),
  onNotice: callback(),
  profile: pathSchema.exactOptional(),
  loadNative: callback(),
};

const optionsSchema = recordSchema(nodeRuntimeFields);

/**
 * ONNX Runtime for Node on a device. For the processor that is the native library, or WebAssembly where there is no binary for the platform
 * (macOS on Intel, musl), its package was not installed, or its telemetry cannot be switched off: that is done for the whole process, by
 * ORT_DISABLE_TELEMETRY in `process.env`, which in a worker thread is a copy.
 * @throws UsageError on wrong options, HourglassError where WebGPU is asked for and there is none
 */
export async function createNodeRuntime(options: NodeRuntimeOptions = {}): Promise<Runtime> {
  checkArgument(optionsSchema, options, "createNodeRuntime", "options");
  const device = options.device ?? (options.webAssembly ? "wasm" : "cpu");
  requireOneDevice(options.webAssembly, device);
  const onNotice = options.onNotice ?? warnOnce;
  const threads = options.threads || availableParallelism();
  const memory = memoryLimit(options.memoryLimit);
  const inWebAssembly = async (): Promise<Runtime> => {
    const runtime = await createWebRuntime({ threads: Math.min(threads, mostThreads) });
    return { ...runtime, memory: smallerLimit(memory, webAssemblyMemory) };
  };
  const standIn = (reason: string): Promise<Runtime> => {
    if (device === "webgpu") throw new NoWebGpuError(reason);
    onNotice(`${reason}: running as WebAssembly, about three times slower.`);
    return inWebAssembly();
  };
  if (device === "wasm") return inWebAssembly();
  if (!disableTelemetry()) return standIn(telemetryReason);
  let native: NativeModule;
  try {
    native = (await (options.loadNative?.() ?? import("onnxruntime-node"))) as NativeModule;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return standIn(`No native ONNX Runtime for ${process.platform} ${process.arch} (${reason})`);
  }
  const sessionOptions: InferenceSession.SessionOptions = {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    ...(options.profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: options.profile }),
  };
  const version = (native as Partial<NativeModule> | undefined)?.env?.versions?.node;
  if (version === undefined) throw new HourglassError("onnxruntime-node does not say its version");
  const name = `onnxruntime-node ${version}`;
  if (device === "webgpu") {
    return { ...(await runtimeOnWebGpu(native, name, threads, sessionOptions, onNotice)), memory };
  }
  const runtime = createOnnxRuntime(native, `${name} (native, CPU)`, device, threads, sessionOptions);
  return { ...runtime, memory };
}

/** @throws UsageError where the old word asks for another device than the new one */
export function requireOneDevice(webAssembly: boolean | undefined, device: DeviceChoice): void {
  if (!webAssembly || device === "wasm") return;
  throw new UsageError(
    `createNodeRuntime: options: webAssembly is the old word for device: "wasm", and the device is ${device}: leave one of them out`,
  );
}

type NativeModule = typeof import("onnxruntime-node");

let hasWarned = false;

/** For a program that does not listen: a warning of Node's, on stderr. */
function warnOnce(text: string): void {
  if (!hasWarned) process.emitWarning(text, "HourglassWarning");
  hasWarned = true;
}

/** What was asked for, or else what the machine has, or a container leaves of it. */
export function memoryLimit(limit?: number): MemoryLimit {
  if (limit !== undefined) return { bytes: limit, source: "the limit is" };
  // 0 where there is no such limit.
  const constrained = process.constrainedMemory();
  const bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { bytes, source: "this machine has" };
}
