import { expect, test } from "vitest";
import { buildModel } from "../settings/build-model.ts";

test("images of more values than a layer of one's own may name are no reason to refuse a model", () => {
  const imageShape = { height: 256, width: 256, channels: 3 };
  expect(buildModel("vanilla", { imageShape, latentSize: 2 }).imageSize).toBe(196_608);
  expect(buildModel("convolutional", { imageShape, filters: [8] }).imageSize).toBe(196_608);
});
