import type { InferenceSession } from "onnxruntime-common";
import { HourglassError } from "../errors.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { input } from "../graph/operators/source.ts";
import { softwareDriver } from "./graphics-driver.ts";
import { withConstants } from "./initializers.ts";
import { createOnnxRuntime, keepingDevice } from "./onnx-runtime.ts";
import type { Runtime } from "./runtime.ts";

/** WebGPU was asked for, and there is none. */
export class NoWebGpuError extends HourglassError {
  /** Why not, without what to do about it. */
  readonly reason: string;

  constructor(reason: string, advice: string = otherDevice, cause?: unknown) {
    super(`device webgpu: ${reason}: ${advice}`, { cause });
    this.reason = reason;
  }
}

/** What graphics cards take, and drivers in software; WebGPU promises an eighth of it. */
const largestTensor = 2 ** 30;

const otherDevice = "choose device cpu, or wasm";

/**
 * WebGPU of the native library, which leaves to the processor what it cannot do.
 * @param name of the library, with its version
 * @param onNotice told where it computes in software alone
 * @throws NoWebGpuError where the library has none for the platform, or the machine no adapter
 */
export async function runtimeOnWebGpu(
  native: typeof import("onnxruntime-node"),
  name: string,
  threads: number,
  options: InferenceSession.SessionOptions,
  onNotice: (text: string) => void,
): Promise<Runtime> {
  if (!native.listSupportedBackends().some((one) => one.name === "webgpu")) {
    throw new NoWebGpuError(`${name} has no WebGPU for ${process.platform} ${process.arch}`);
  }
  const onDevice = { ...options, executionProviders: ["webgpu", "cpu"] };
  const described = (words: string): Runtime =>
    createOnnxRuntime(native, `${name} (native, ${words})`, "webgpu", threads, onDevice, withConstants);
  await requireAdapter(described("WebGPU"));
  const software = softwareDriver();
  if (software !== undefined) {
    onNotice(
      `WebGPU has no graphics processor here: ${software} computes in software, many times slower than device cpu.`,
    );
  }
  const runtime = described(software === undefined ? "WebGPU" : `WebGPU, ${software} in software`);
  const keeping = keepingDevice(native, onDevice, withConstants, largestTensor);
  // As in browsers: a program of mixed precisions would go to and fro between device and processor.
  return { ...runtime, lacksFloat64: true, keeping };
}

/** Loads something small, which shows whether there is an adapter. */
async function requireAdapter(runtime: Runtime): Promise<void> {
  const one = input("one", { dtype: "float32", shape: [1] });
  const program = toOnnx({
    name: "adapter",
    description: "finds out whether there is an adapter",
    inputs: [{ value: one, description: "a number" }],
    outputs: [{ name: "two", value: add(one, one), description: "twice the number" }],
  });
  try {
    await (await runtime.load(program)).release();
  } catch (error) {
    const [words] = /No supported adapters/i.exec(String(error)) ?? [String(error)];
    const reason = `found no graphics processor that WebGPU can use (${words})`;
    throw new NoWebGpuError(reason, `${adapterAdvice()}, or ${otherDevice}`, error);
  }
}

function adapterAdvice(): string {
  return process.platform === "linux"
    ? "install a driver for Vulkan (on Debian libvulkan1, and mesa-vulkan-drivers or that of NVIDIA)"
    : "install the driver of the graphics card";
}
