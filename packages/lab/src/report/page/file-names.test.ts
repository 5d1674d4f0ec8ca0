import { expect, test } from "vitest";
import { fileName, fileNames } from "./file-names.ts";

test("keeps what every file system keeps", () => {
  expect(["probe.accuracy", "latentSize", "../../etc/passwd", "<b>", ""].map(fileName)).toEqual([
    "probe-accuracy",
    "latentsize",
    "etc-passwd",
    "b",
    "unnamed",
  ]);
});

test("has room in every file system", () => {
  expect(fileNames(["x".repeat(300), "x".repeat(301)])).toEqual(["x".repeat(80), `${"x".repeat(80)}-2`]);
});

test("numbers the names that would be the same", () => {
  expect(fileNames(["my set", "my-set", "my.set", "other"])).toEqual([
    "my-set",
    "my-set-2",
    "my-set-3",
    "other",
  ]);
});
