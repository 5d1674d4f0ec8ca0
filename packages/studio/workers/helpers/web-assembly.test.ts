import { afterEach, expect, test, vi } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { requireWebAssembly, tryRuntime } from "./web-assembly.ts";

afterEach(() => vi.unstubAllGlobals());

test("a browser that has WebAssembly is not refused", async () => {
  await requireWebAssembly();
});

test.each([
  ["has none", undefined],
  ["forbids it", { compile: () => Promise.reject(new Error("blocked by a policy")) }],
])("a browser that %s is told so, and what to do", async (_, webAssembly) => {
  vi.stubGlobal("WebAssembly", webAssembly);
  await expect(requireWebAssembly()).rejects.toThrow(/gives the page no WebAssembly.*allow it for this page/);
});

test("a runtime whose files do not come is told of in words", async () => {
  const runtime = await nativeRuntime();
  await tryRuntime(runtime);
  const load = (): Promise<never> => Promise.reject(new TypeError("Failed to fetch"));
  await expect(tryRuntime({ ...runtime, load })).rejects.toThrow(
    "the engine could not be loaded: expected its files",
  );
});
