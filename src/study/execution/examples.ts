import { type Dataset, type ImageSet, takeImages } from "../../data/image-set.ts";
import { encodeNpy } from "../../data/npy.ts";
import { chooseExamples } from "../../evaluation/examples.ts";
import { toBytes } from "../../evaluation/pictures.ts";
import type { Autoencoder } from "../../inference/autoencoder.ts";
import type { Corruption } from "../../program/corruptions/corruptions.ts";
import { imageShape, type ResultsInput } from "../study-results.ts";

/** How many test images every run of a study rebuilds for its page. */
const exampleCount = 10;

/** What a study's results tell of a data set: its size, and the test images that every run rebuilds. */
export function describeData(data: string, { title, train, test }: Dataset): ResultsInput["data"][number] {
  const indices = chooseExamples(test, exampleCount);
  const { labels } = takeImages(test, Int32Array.from(indices));
  return {
    data,
    title,
    count: { train: train.count, test: test.count },
    image: imageShape(test),
    indices,
    ...(labels === undefined ? {} : { labels: [...labels] }),
  };
}

/** The chosen test images as an autoencoder rebuilds them, as .npy: uint8 `[images, height, width, channels]`. */
export async function rebuildExamples(autoencoder: Autoencoder, test: ImageSet): Promise<Uint8Array> {
  const { count, images, height, width, channels } = chosenImages(test);
  return encodeNpy(toBytes(await autoencoder.reconstruct(images)), [count, height, width, channels]);
}

/** The chosen test images with noise, and as a denoiser restores them, as .npy: uint8 `[2, images, height, width, channels]`. */
export async function denoiseExamples(
  autoencoder: Autoencoder,
  test: ImageSet,
  corruption: Corruption,
): Promise<Uint8Array> {
  const { count, images, height, width, channels } = chosenImages(test);
  const noisy = await autoencoder.corrupt(images, corruption);
  const both = [noisy, await autoencoder.reconstruct(noisy)].map(toBytes);
  const bytes = new Uint8Array(2 * images.length);
  both.forEach((part, index) => {
    bytes.set(part, index * images.length);
  });
  return encodeNpy(bytes, [2, count, height, width, channels]);
}

function chosenImages(test: ImageSet): ImageSet {
  return takeImages(test, Int32Array.from(chooseExamples(test, exampleCount)));
}
