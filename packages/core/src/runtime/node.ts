import { availableParallelism, totalmem } from "node:os";
import type { InferenceSession } from "onnxruntime-common";
import * as z from "zod";
import { callback, checkArgument, pathSchema, recordSchema, whole } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { leastMemory, type MemoryLimit, smallerLimit, webAssemblyMemory } from "./memory.ts";
import { createOnnxRuntime } from "./onnx-runtime.ts";
import { mostThreads, type Runtime, threadsSchema } from "./runtime.ts";
import { disableTelemetry, telemetryReason } from "./telemetry.ts";
import { createWebRuntime } from "./web.ts";

export interface NodeRuntimeOptions {
  /** Threads of the arithmetic; 0 (the default) for all cores. */
  readonly threads?: number;
  /** Run as WebAssembly even where the native library is there. */
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

const optionsSchema = recordSchema<NodeRuntimeOptions>({
  threads: threadsSchema.exactOptional(),
  webAssembly: z.boolean().exactOptional(),
  memoryLimit: whole(leastMemory).exactOptional(),
  onNotice: callback(),
  profile: pathSchema.exactOptional(),
  loadNative: callback(),
});

/**
 * ONNX Runtime for Node: the native library, or WebAssembly where there is no binary for the platform (macOS on Intel,
 * musl), its package was not installed, or its telemetry cannot be switched off: that is done for the whole process, by
 * ORT_DISABLE_TELEMETRY in `process.env`, which in a worker thread is a copy.
 */
export async function createNodeRuntime(options: NodeRuntimeOptions = {}): Promise<Runtime> {
  checkArgument(optionsSchema, options, "createNodeRuntime", "options");
  const threads = options.threads || availableParallelism();
  const memory = memoryLimit(options.memoryLimit);
  const inWebAssembly = async (): Promise<Runtime> => {
    const runtime = await createWebRuntime({ threads: Math.min(threads, mostThreads) });
    return { ...runtime, memory: smallerLimit(memory, webAssemblyMemory) };
  };
  const standIn = (reason: string): Promise<Runtime> => {
    (options.onNotice ?? warnOnce)(`${reason}: running as WebAssembly, about three times slower.`);
    return inWebAssembly();
  };
  if (options.webAssembly) return inWebAssembly();
  if (!disableTelemetry()) return standIn(telemetryReason);
  let native: typeof import("onnxruntime-node");
  try {
    native = (await (options.loadNative?.() ?? import("onnxruntime-node"))) as typeof native;
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
  const version = (native as Partial<typeof native> | undefined)?.env?.versions?.node;
  if (version === undefined) throw new HourglassError("onnxruntime-node does not say its version");
  const runtime = createOnnxRuntime(
    native,
    `onnxruntime-node ${version} (native, CPU)`,
    threads,
    sessionOptions,
  );
  return { ...runtime, memory };
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
