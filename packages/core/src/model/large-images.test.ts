import { expect, test } from "vitest";
import { buildModel } from "../settings/build-model.ts";

test("images of more values than a layer of one's own may name are no reason to refuse a model", () => {
  const imageShape = { height: 256, width: 256, channels: 3 };
  expect(buildModel("vanilla", { sampleShape: imageShape, latentSize: 2 }).sampleSize).toBe(196_608);
  expect(buildModel("convolutional", { sampleShape: imageShape, filters: [8] }).sampleSize).toBe(196_608);
});
