import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { afterEach, expect, test, vi } from "vitest";
import { mockClock, runtimeTaking } from "../../../../test/support/clocked-runtime.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { chooseDevice } from "./choose-device.ts";
import type { PageDevice } from "./trainer-api.ts";

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

test.each([
  ["there is none", undefined, "this browser has no WebGPU"],
  ["it is refused", null, "this browser has no WebGPU"],
  [
    "it is made in software",
    { info: { isFallbackAdapter: true } },
    "this browser has WebGPU in software alone, which is slower",
  ],
])("a graphics processor is not even tried where %s", async (_, adapter, words) => {
  browserWith(adapter);
  const tried: PageDevice[] = [];
  const load = (one: PageDevice): Promise<Runtime> => {
    tried.push(one);
    return nativeRuntime();
  };
  const { device, why } = await chooseDevice("auto", load, 1);
  expect([device, why, tried]).toEqual(["wasm", words, []]);
});

test("a graphics processor that cannot run the programs is left alone", async () => {
  browserWith(hardware);
  const load = (device: PageDevice): Promise<Runtime> =>
    device === "webgpu" ? Promise.reject(new Error("no kernel")) : nativeRuntime();
  expect(await chooseDevice("auto", load, 1)).toEqual({
    device: "wasm",
    why: "WebGPU was tried and failed (no kernel)",
  });
});

test.each(["webgpu", "wasm"] as const)("the faster is taken: %s", async (faster) => {
  browserWith(hardware);
  mockClock();
  const load = (device: PageDevice): Promise<Runtime> => runtimeTaking(device === faster ? 10 : 20);
  const { device, why } = await chooseDevice("auto", load, 1);
  expect(device).toBe(faster);
  expect(why).toMatch(
    /^a few steps trained [\d,]+ samples\/s on WebAssembly and [\d,]+ samples\/s on WebGPU$/,
  );
});

test("WebGPU that is asked for trains, also in software", async () => {
  browserWith({ info: { isFallbackAdapter: true } });
  const tried: PageDevice[] = [];
  const load = (one: PageDevice): Promise<Runtime> => {
    tried.push(one);
    return nativeRuntime();
  };
  expect((await chooseDevice("webgpu", load, 1)).device).toBe("webgpu");
  expect((await chooseDevice("wasm", load, 1)).device).toBe("wasm");
  expect(tried).toEqual(["webgpu"]);
});

test.each([
  ["the browser has none", undefined, "WebGPU was asked for, but this browser has none"],
  [
    "its files do not come",
    hardware,
    "WebGPU was asked for, but it cannot be started here (the files are not there)",
  ],
])("WebGPU that is asked for, where %s, is told to be missing", async (_, adapter, why) => {
  browserWith(adapter);
  const load = (): Promise<Runtime> => Promise.reject(new Error("the files are not there"));
  expect(await chooseDevice("webgpu", load, 1)).toEqual({ device: "wasm", why, isSubstitute: true });
});
