import { expect, test } from "vitest";
import { HourglassError, UsageError } from "../errors.ts";
import { Autoencoder } from "./node-autoencoder.ts";
import { createNodeRuntime } from "./node-runtime.ts";

type Native = typeof import("onnxruntime-node");

/** The native package of a machine without a graphics processor. */
async function withoutAdapter(): Promise<Native> {
  const native = await import("onnxruntime-node");
  const create: Native["InferenceSession"]["create"] = async (...given: unknown[]) => {
    const { executionProviders = [] } = given.at(-1) as { executionProviders?: readonly unknown[] };
    if (executionProviders.includes("webgpu")) {
      throw new Error("webgpu_context.cc:136 Failed to get a WebGPU adapter: No supported adapters\n");
    }
    return (native.InferenceSession.create as (...all: unknown[]) => Promise<never>)(...given);
  };
  return { ...native, InferenceSession: { create } } as unknown as Native;
}

/** That of a platform for which WebGPU is not built. */
async function withoutWebGpu(): Promise<Native> {
  return { ...(await import("onnxruntime-node")), listSupportedBackends: () => [] } as unknown as Native;
}

test.each([
  ["the processor, unless one is asked for", {}, "cpu"],
  ["the processor by name", { device: "cpu" }, "cpu"],
  ["WebAssembly", { device: "wasm" }, "wasm"],
  ["WebAssembly by its old word", { webAssembly: true }, "wasm"],
] as const)("%s", async (_, options, device) => {
  expect((await createNodeRuntime({ threads: 1, ...options })).device).toBe(device);
});

test.each(["cpu", "auto"] as const)(
  "two words that contradict each other are refused: %s",
  async (device) => {
    await expect(createNodeRuntime({ webAssembly: true, device })).rejects.toThrow(
      new UsageError(
        `createNodeRuntime: options: webAssembly is the old word for device: "wasm", and the device is ${device}: leave one of them out`,
      ),
    );
  },
);

test("a device that there is not is refused by name", async () => {
  await expect(createNodeRuntime({ device: "cuda" as never })).rejects.toThrow(
    "createNodeRuntime: options.device: expected one of cpu, webgpu, wasm, auto",
  );
});

test.each([
  ["adapter", withoutAdapter, "found no graphics processor that WebGPU can use (No supported adapters)"],
  ["WebGPU in the package", withoutWebGpu, "has no WebGPU for"],
  ["native package", () => Promise.reject(new Error("Cannot find module")), "No native ONNX Runtime for"],
] as const)("without %s WebGPU is refused with a way to another device", async (_, loadNative, words) => {
  const asked = createNodeRuntime({ threads: 1, device: "webgpu", loadNative });
  await expect(asked).rejects.toThrow(HourglassError);
  await expect(asked).rejects.toThrow(words);
  await expect(asked).rejects.toThrow(/^device webgpu: .*choose device cpu, or wasm$/s);
});

test("auto is the processor where there is no WebGPU, and says why", async () => {
  const notices: string[] = [];
  const runtime = await createNodeRuntime({
    ...{ threads: 1, device: "auto", loadNative: withoutAdapter },
    onNotice: (text) => notices.push(text),
  });
  expect(runtime.device).toBe("cpu");
  expect(notices).toEqual([
    "Computes on the processor: found no graphics processor that WebGPU can use (No supported adapters).",
  ]);
});

test("a program may name the device where it trains", async () => {
  const samples = { shape: [20, 4, 4], values: new Uint8Array(320).fill(7) };
  const options = { epochs: 1, latentSize: 2, threads: 1, device: "wasm" } as const;
  const { autoencoder } = { autoencoder: await Autoencoder.train(samples, options) };
  await autoencoder.release();
  await expect(Autoencoder.train(samples, { ...options, device: "gpu" as never })).rejects.toThrow(
    'Autoencoder.train: options: device: expected one of cpu, webgpu, wasm, auto, found "gpu"',
  );
});
