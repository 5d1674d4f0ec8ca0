import { afterEach, expect, test, vi } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { buildModel } from "../settings/build-model.ts";
import { resolveSettings } from "../settings/resolve.ts";
import { trainingOptions } from "../settings/training-options.ts";
import { type DeviceTrial, fasterDevice } from "./choose-device.ts";

/** A clock that moves when programs run, and so many milliseconds for each. */
let clock = 0;

afterEach(() => void vi.restoreAllMocks());

async function runtimeTaking(milliseconds: number): Promise<Runtime> {
  const native = await nativeRuntime();
  return {
    ...native,
    load: async (...given) => {
      const executable = await native.load(...given);
      return {
        ...executable,
        run: (inputs) => {
          clock += milliseconds;
          return executable.run(inputs);
        },
      };
    },
  };
}

const sampleShape = { height: 4, width: 4, channels: 1 };
const model = buildModel("vanilla", { sampleShape, latentSize: 2 });
const trial: DeviceTrial = {
  model,
  options: trainingOptions(resolveSettings({ batchSize: 10 }, "a test", sampleShape)),
  samples: sampleImages(model, 40),
};

test.each([
  ["cpu", 10, 20, "1,500 samples/s on the processor and 750 samples/s on WebGPU"],
  ["webgpu", 20, 10, "750 samples/s on the processor and 1,500 samples/s on WebGPU"],
] as const)("the faster is taken: %s", async (device, ofFirst, ofOther, words) => {
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  const chosen = await fasterDevice<"cpu" | "webgpu">(
    { device: "cpu", load: () => runtimeTaking(2 * ofFirst) },
    [{ device: "webgpu", load: () => runtimeTaking(2 * ofOther) }],
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
