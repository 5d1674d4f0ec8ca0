import { afterEach, expect, test, vi } from "vitest";
import { mockClock, runtimeTaking } from "../../../../test/support/clocked-runtime.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { buildModel } from "../settings/build-model.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { trainingOptions } from "../settings/training-options.ts";
import { type DeviceTrial, fasterDevice } from "./choose-device.ts";

afterEach(() => void vi.restoreAllMocks());

const sampleShape = { height: 4, width: 4, channels: 1 };
const model = buildModel("vanilla", { sampleShape, latentSize: 2 });
const trial: DeviceTrial = {
  model,
  options: trainingOptions(resolveSettings({ batchSize: 10 }, "a test", sampleShape)),
  samples: sampleImages(model, 40),
};

test.each([
  ["cpu", 10, 20, "1,000 samples/s on the processor and 500 samples/s on WebGPU"],
  ["webgpu", 20, 10, "500 samples/s on the processor and 1,000 samples/s on WebGPU"],
] as const)("the faster is taken: %s", async (device, ofFirst, ofOther, words) => {
  mockClock();
  const chosen = await fasterDevice<"cpu" | "webgpu">(
    { device: "cpu", load: () => runtimeTaking(ofFirst) },
    [{ device: "webgpu", load: () => runtimeTaking(ofOther) }],
    trial,
  );
  expect(chosen.device).toBe(device);
  expect(chosen.why).toBe(`a few steps trained ${words}`);
});

test("a device that cannot run the program is left alone, and its reason told", async () => {
  const chosen = await fasterDevice<"cpu" | "webgpu">(
    { device: "cpu", load: nativeRuntime },
    [{ device: "webgpu", load: () => Promise.reject(new Error("no kernel")) }],
    trial,
  );
  expect(chosen).toMatchObject({ device: "cpu", why: "WebGPU was tried and failed (no kernel)" });
});
