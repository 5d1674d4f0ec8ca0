import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import { fileStem } from "./take-away.ts";

test.each([
  [{ dataset: "digits" }, "digits-vanilla-32-seed-1"],
  [{ dataset: "./my photos/", model: "deep", latentSize: 8, seed: 7 }, "my-photos-deep-8-seed-7"],
] as const)("files of %o say data, model and seed", (given, stem) => {
  expect(fileStem(resolveSettings(given, "test"))).toBe(stem);
});
