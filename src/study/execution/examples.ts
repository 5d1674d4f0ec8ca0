import { type Dataset, type ImageSet, takeImages } from "../../data/image-set.ts";
import { encodeNpy } from "../../data/npy.ts";
import { chooseExamples } from "../../evaluation/examples.ts";
import { toBytes } from "../../evaluation/pictures.ts";
import type { Autoencoder } from "../../inference/autoencoder.ts";
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
  const chosen = Int32Array.from(chooseExamples(test, exampleCount));
  const { count, images, height, width, channels } = takeImages(test, chosen);
  return encodeNpy(toBytes(await autoencoder.reconstruct(images)), [count, height, width, channels]);
}
