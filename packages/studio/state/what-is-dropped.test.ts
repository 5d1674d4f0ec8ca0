import { expect, test } from "vitest";
import { whatIsDropped } from "./what-is-dropped.ts";

test.each([
  ["pictures", ["cats/a.png", "cats/b.png"]],
  ["IDX files", ["train-images-idx3-ubyte.gz", "t10k-images-idx3-ubyte.gz"]],
  ["nothing", []],
  ["a file that only ends like a run's", ["my-run.json"]],
])("%s are data", (_, paths) => {
  expect(whatIsDropped(paths)).toEqual({ kind: "data" });
});

test.each([
  ["a run", ["a/run.json", "a/model.safetensors", "a/figures/loss.svg"], ["a/"]],
  ["its files alone", ["run.json", "model.safetensors"], [""]],
  [
    "a folder of runs",
    ["runs/b/run.json", "runs/a/run.json", "runs/a/model.safetensors"],
    ["runs/a/", "runs/b/"],
  ],
  ["a run that has a study in it", ["a/run.json", "a/old/study.json"], ["a/"]],
])("%s is known by run.json", (_, paths, folders) => {
  expect(whatIsDropped(paths)).toEqual({ kind: "run", folders });
});

test.each([
  ["with its runs", ["s/study.json", "s/runs/a/run.json", "s/runs/b/run.json"], "s/"],
  ["by its results alone", ["results.json"], ""],
])("a study is known %s", (_, paths, folder) => {
  expect(whatIsDropped(paths)).toEqual({ kind: "study", folder });
});

test("weights without a run are weights", () => {
  expect(whatIsDropped(["down/encoder.onnx", "down/mine.safetensors"])).toEqual({
    kind: "weights",
    files: ["down/mine.safetensors"],
  });
});
