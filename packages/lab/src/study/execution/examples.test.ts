import { expect, test } from "vitest";
import { createLinearAutoencoder, randomImages } from "../../../../../test/support/linear-autoencoder.ts";
import { decodeNpy } from "../../data/formats/npy.ts";
import { toBytes } from "../../evaluation/pictures.ts";
import { denoiseExamples, rebuildExamples } from "./examples.ts";

const model = createLinearAutoencoder({ imageSize: 12, latentSize: 3 });
const images = randomImages({ count: 4, height: 3, width: 4 });

test("the chosen images are kept as they are rebuilt", async () => {
  const { shape, data } = decodeNpy(Uint8Array.from(await rebuildExamples(model, images)), "examples.npy");
  expect(shape).toEqual([4, 3, 4, 1]);
  expect(data).toEqual(toBytes(await model.reconstruct(images.images)));
});

test("a denoiser's are kept with noise, and as it restores them from that alone", async () => {
  const corruption = { kind: "gaussian", level: 0.5 } as const;
  const { shape, data } = decodeNpy(
    Uint8Array.from(await denoiseExamples(model, images, corruption)),
    "denoised.npy",
  );
  expect(shape).toEqual([2, 4, 3, 4, 1]);
  const noisy = await model.corrupt(images.images, corruption);
  const restored = await model.reconstruct(noisy);
  expect(data).toEqual(Uint8Array.from([...toBytes(noisy), ...toBytes(restored)]));
});
