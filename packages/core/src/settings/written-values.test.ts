import { expect, test } from "vitest";
import type { SettingName } from "./settings.ts";
import { writtenValue } from "./written-values.ts";

test.each<[SettingName, unknown, unknown]>([
  ["hidden", "16,8", [16, 8]],
  ["hidden", "16", [16]],
  ["hidden", 16, [16]],
  ["hidden", ["16", 8], [16, 8]],
  ["hidden", "", []],
  ["hidden", "16,many", [16, "many"]],
  ["imageSize", "28x32", [28, 32]],
  ["imageSize", "28,32", [28, 32]],
  ["filters", "8x16", ["8x16"]],
  ["latentSize", "8", 8],
  ["latentSize", "", ""],
  ["latentSize", "eight", "eight"],
  ["latentSize", true, true],
  ["validation", "100", 100],
  ["validation", "auto", "auto"],
  ["trainingImages", "all", "all"],
  ["binarize", "true", "true"],
  ["corruption", "masking:0.3", "masking:0.3"],
  ["hidden", null, null],
])("%s: %j is %j", (name, written, value) => {
  expect(writtenValue(name, written)).toEqual(value);
});
