import { availableParallelism, totalmem } from "node:os";
import type { InferenceSession } from "onnxruntime-common";
import * as z from "zod";
import { callback, checkArgument, type Fields, pathSchema, recordSchema, whole } from "../arguments.ts";
import { HourglassError, UsageError } from "../errors.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { input } from "../graph/operators/source.ts";
import { type Device, deviceSchema } from "./device.ts";
import { softwareDriver } from "./graphics-driver.ts";
import { withConstants } from "./initializers.ts";
import { leastMemory, type MemoryLimit, smallerLimit, webAssemblyMemory } from "./memory.ts";
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
  if (options.webAssembly && device !== "wasm") {
    throw new UsageError(
      `createNodeRuntime: options: webAssembly is the old word for device: "wasm", and the device is ${device}: leave one of them out`,
    );
  }
  const threads = options.threads || availableParallelism();
  const memory = memoryLimit(options.memoryLimit);
  const inWebAssembly = async (): Promise<Runtime> => {
    const runtime = await createWebRuntime({ threads: Math.min(threads, mostThreads) });
    return { ...runtime, memory: smallerLimit(memory, webAssemblyMemory) };
  };
  const standIn = (reason: string): Promise<Runtime> => {
    if (device === "webgpu") throw new HourglassError(`device webgpu: ${reason}: ${otherDevice}`);
    (options.onNotice ?? warnOnce)(`${reason}: running as WebAssembly, about three times slower.`);
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
    const runtime = await onWebGpu(native, name, threads, sessionOptions);
    const software = softwareDriver();
    if (software !== undefined) {
      (options.onNotice ?? warnOnce)(
        `WebGPU has no graphics processor here: ${software} computes in software, many times slower than device cpu.`,
      );
    }
    return { ...runtime, memory };
  }
  const runtime = createOnnxRuntime(native, `${name} (native, CPU)`, device, threads, sessionOptions);
  return { ...runtime, memory };
}

type NativeModule = typeof import("onnxruntime-node");

const otherDevice = "choose device cpu, or wasm";

/** The native library's WebGPU, which leaves to the processor what it cannot do. @throws HourglassError where there is none */
async function onWebGpu(
  native: NativeModule,
  name: string,
  threads: number,
  sessionOptions: InferenceSession.SessionOptions,
): Promise<Runtime> {
  if (!native.listSupportedBackends().some((one) => one.name === "webgpu")) {
    throw new HourglassError(
      `device webgpu: ${name} has no WebGPU for ${process.platform} ${process.arch}: ${otherDevice}`,
    );
  }
  const onDevice = { ...sessionOptions, executionProviders: ["webgpu", "cpu"] };
  const describe = (words: string): Runtime =>
    createOnnxRuntime(native, `${name} (native, ${words})`, "webgpu", threads, onDevice, withConstants);
  try {
    const executable = await describe("WebGPU").load(smallestProgram());
    await executable.release();
  } catch (error) {
    const [reason] = /No supported adapters|no adapter[^\n]*/i.exec(String(error)) ?? [String(error)];
    throw new HourglassError(
      `device webgpu: found no graphics processor that WebGPU can use (${reason}): ${adapterAdvice()}, or ${otherDevice}`,
      { cause: error },
    );
  }
  const software = softwareDriver();
  const words = software === undefined ? "WebGPU" : `WebGPU, ${software} in software`;
  // As in browsers: on the processor a program of mixed precisions would go to and fro.
  return { ...describe(words), lacksFloat64: true };
}

function adapterAdvice(): string {
  return process.platform === "linux"
    ? "install a driver for Vulkan (on Debian libvulkan1, and mesa-vulkan-drivers or that of NVIDIA)"
    : "install the driver of the graphics card";
}

/** Something to load, which shows whether there is an adapter. */
function smallestProgram(): Uint8Array {
  const one = input("one", { dtype: "float32", shape: [1] });
  return toOnnx({
    name: "adapter",
    description: "finds out whether there is an adapter",
    inputs: [{ value: one, description: "a number" }],
    outputs: [{ name: "two", value: add(one, one), description: "twice the number" }],
  });
}

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
