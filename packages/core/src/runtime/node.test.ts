import { availableParallelism } from "node:os";
import { expect, onTestFinished, test } from "vitest";
import { createNodeRuntime } from "./node.ts";

const missing = (): Promise<never> =>
  Promise.reject(
    new Error("Cannot find module '../bin/napi-v6/darwin/x64/onnxruntime_binding.node'\nRequire stack:"),
  );

test("without a native library it runs as WebAssembly and says so, with the reason", async () => {
  const notices: string[] = [];
  const runtime = await createNodeRuntime({
    threads: 1,
    loadNative: missing,
    onNotice: (text) => notices.push(text),
  });
  expect(runtime.description).toContain("WebAssembly");
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain(`No native ONNX Runtime for ${process.platform} ${process.arch}`);
  expect(notices[0]).toContain("onnxruntime_binding.node");
  expect(notices[0]).not.toContain("\n");
});

test("a program that does not listen is warned, once", async () => {
  const warnings: Error[] = [];
  const listen = (warning: Error): number => warnings.push(warning);
  process.on("warning", listen);
  onTestFinished(() => void process.off("warning", listen));
  await createNodeRuntime({ threads: 1, loadNative: missing });
  await createNodeRuntime({ threads: 1, loadNative: missing });
  // Warnings are told when the work at hand is done.
  await new Promise(setImmediate);
  expect(warnings.map(({ name }) => name)).toEqual(["HourglassWarning"]);
  expect(warnings[0]?.message).toMatch(
    /^No native ONNX Runtime.*running as WebAssembly, about three times slower/,
  );
});

test("with the native library it says nothing", async () => {
  const runtime = await createNodeRuntime({ onNotice: (text) => expect.unreachable(text) });
  expect(runtime.description).toContain("native");
});

test("the environment says that nothing is sent before the native library is loaded", async () => {
  process.env["ORT_DISABLE_TELEMETRY"] = "0";
  let said: string | undefined;
  await createNodeRuntime({
    loadNative: () => {
      said = process.env["ORT_DISABLE_TELEMETRY"];
      return import("onnxruntime-node");
    },
  });
  expect(said).toBe("1");
});

test("asked for WebAssembly, it does not load the native library", async () => {
  const runtime = await createNodeRuntime({
    threads: 1,
    webAssembly: true,
    loadNative: () => expect.unreachable("loaded"),
    onNotice: (text) => expect.unreachable(text),
  });
  expect(runtime.description).toContain("WebAssembly");
});

test("0 threads are all cores", async () => {
  expect((await createNodeRuntime({ threads: 0 })).threads).toBe(availableParallelism());
  expect((await createNodeRuntime({ threads: 2 })).threads).toBe(2);
});
