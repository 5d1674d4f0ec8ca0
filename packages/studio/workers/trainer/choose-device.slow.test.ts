import type { Executable, Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { afterEach, expect, test, vi } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { chooseDevice } from "./choose-device.ts";
import type { Device } from "./trainer-api.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A browser with or without a graphics processor. */
function browserWith(adapter?: { readonly info: { readonly isFallbackAdapter: boolean } } | null): void {
  const gpu = adapter === undefined ? undefined : { requestAdapter: async () => adapter };
  vi.stubGlobal("navigator", { gpu });
}

const hardware = { info: { isFallbackAdapter: false } };

/** A clock that moves when programs run, and so many milliseconds for each. */
let clock = 0;

async function runtimeTaking(milliseconds: number): Promise<Runtime> {
  const native = await nativeRuntime();
  return {
    ...native,
    load: async (...given): Promise<Executable> => {
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

test.each([
  ["there is none", undefined],
  ["it is refused", null],
  ["it is made in software", { info: { isFallbackAdapter: true } }],
])("a graphics processor is not even tried where %s", async (_, adapter) => {
  browserWith(adapter);
  const tried: Device[] = [];
  const device = await chooseDevice((one) => {
    tried.push(one);
    return nativeRuntime();
  }, 1);
  expect([device, tried]).toEqual(["webassembly", []]);
});

test("a graphics processor that cannot run the programs is left alone", async () => {
  browserWith(hardware);
  const load = (device: Device): Promise<Runtime> =>
    device === "webgpu" ? Promise.reject(new Error("no kernel")) : nativeRuntime();
  expect(await chooseDevice(load, 1)).toBe("webassembly");
});

test.each(["webgpu", "webassembly"] as const)("the faster is taken: %s", async (faster) => {
  browserWith(hardware);
  vi.spyOn(performance, "now").mockImplementation(() => clock);
  const load = (device: Device): Promise<Runtime> => runtimeTaking(device === faster ? 10 : 20);
  expect(await chooseDevice(load, 1)).toBe(faster);
});
