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

test("numbers the names that would be the same", () => {
  expect(fileNames(["my set", "my-set", "my.set", "other"])).toEqual([
    "my-set",
    "my-set-2",
    "my-set-3",
    "other",
  ]);
});
