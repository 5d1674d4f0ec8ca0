import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { type RunContent, runName } from "./run-name.ts";

const content: RunContent = {
  settings: resolveSettings({ dataset: "digits", seed: 1 }, "test"),
  architecture: { name: "none", encoder: [], decoder: [] },
  data: "d".repeat(64),
  program: "p".repeat(64),
  measures: ["probe"],
  version: { hourglass: "1.0.0", runtimes: { cpu: "onnxruntime-node 1" } },
};

const changed: Readonly<Record<string, RunContent>> = {
  "the seed": { ...content, settings: { ...content.settings, seed: 2 } },
  "a setting": { ...content, settings: { ...content.settings, learningRate: 0.5 } },
  "the device": { ...content, settings: { ...content.settings, device: "wasm" } },
  "the layers": { ...content, architecture: { name: "none", encoder: [{ type: "flatten" }], decoder: [] } },
  "the data": { ...content, data: "e".repeat(64) },
  "the program": { ...content, program: "q".repeat(64) },
  "the measures": { ...content, measures: [] },
  "the version": { ...content, version: { ...content.version, hourglass: "1.0.1" } },
  "ONNX Runtime": { ...content, version: { hourglass: "1.0.0", runtimes: { cpu: "onnxruntime-node 2" } } },
};

test.each(Object.entries(changed))("another name follows from %s", (_, other) => {
  expect(runName(content)).toMatch(/^[0-9a-f]{64}$/);
  expect(runName(other)).not.toBe(runName(content));
});

test("where the data lie, and what runs other devices, is no part of a name", () => {
  const { settings, version } = content;
  const moved = {
    ...settings,
    dataset: "/elsewhere/digits.npz",
    labels: "/elsewhere/labels.csv",
    columns: "/c.yaml",
  };
  expect(runName({ ...content, settings: moved })).toBe(runName(content));
  const runtimes = { ...version.runtimes, webgpu: "onnxruntime-node 3" };
  expect(runName({ ...content, version: { ...version, runtimes } })).toBe(runName(content));
});

test("the layers stand for the file that they were read from", () => {
  const named = (model: "a.json" | "b.json"): string =>
    runName({ ...content, settings: { ...content.settings, model } });
  expect(named("a.json")).toBe(named("b.json"));
  expect(named("a.json")).not.toBe(runName(content));
});
