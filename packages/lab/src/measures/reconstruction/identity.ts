import type { SeenColumns, SeenPart } from "hourglass-core/internal/data/columns/seen-columns.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { columnsSeen } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import { seenValues, unseen } from "hourglass-core/internal/inference/seen-values.ts";
import { createRandom, shuffle } from "hourglass-core/internal/random/random.ts";
import type { Measure } from "../measure.ts";
import { pause } from "../pacing.ts";

const mostImages = 2_000;

/** `[count, size]` values with each at another place, the same for all samples. */
export function shuffleValues<V extends SampleValues>(
  values: V,
  size: number,
  places: Int32Array = shufflePlaces(size, [upTo(size)]),
): V {
  return values.map(
    (_, index) => values[index - (index % size) + (places[index % size] as number)] as number,
  ) as V;
}

const upTo = (size: number): Int32Array => Int32Array.from({ length: size }, (_, place) => place);

/** For each of so many places where its value comes from: from another place of its group, or, in no group, from itself. */
function shufflePlaces(size: number, groups: readonly Int32Array[]): Int32Array {
  const random = createRandom(1, "places of pixels");
  const from = upTo(size);
  for (const group of groups) {
    const order = shuffle(upTo(group.length), random);
    for (const [at, place] of group.entries()) from[place] = group[order[at] as number] as number;
  }
  return from;
}

/** The places of what a model sees that may change with each other: of a table quantities, and the words of one column. */
function exchangeable({ size, parts }: SeenColumns): readonly Int32Array[] {
  const placesOf = (some: readonly SeenPart[]): Int32Array =>
    upTo(size).filter((place) =>
      some.some(({ start, size: length }) => place >= start && place < start + length),
    );
  const words = parts.filter(({ nature }) => nature === "word");
  return [
    placesOf(parts.filter(({ nature }) => nature === "quantity")),
    ...words.map((part) => placesOf([part])),
  ];
}

/** Columns that change places keep no unit: what a model sees is shuffled. */
function shuffled(autoencoder: Autoencoder, values: SampleValues): SampleValues {
  const { sampleSize } = autoencoder;
  if (values instanceof Uint8Array) return shuffleValues(values, sampleSize);
  const columns = columnsSeen(autoencoder.model.sampleShape);
  const seen = seenValues(autoencoder, values);
  const strange =
    columns === undefined
      ? shuffleValues(seen, sampleSize)
      : shuffleValues(seen, columns.size, shufflePlaces(columns.size, exchangeable(columns)));
  return unseen(autoencoder, strange);
}

export const identity: Measure = {
  title: "Identity mapping",
  definition:
    "Whether the model has learnt to copy whatever it is given rather than what images look like: the squared error on test images " +
    "whose pixels have changed places, all in the same way, over that on the images as they are. A model that copies has 1; one that " +
    "knows images rebuilds what is none much worse.",
  protocol:
    `Nothing is fitted or chosen. Of the first ${mostImages.toLocaleString("en")} test images, with one seeded permutation of the ` +
    "pixels for every model: each image keeps its values, and loses its shape.",
  source:
    "the identity mapping of over-complete autoencoders: Vincent and others 2010, section 3.1; the measure is ours",
  figures: {
    ratio: {
      title: "error of shuffled over that of real images",
      unit: "",
      better: "higher",
      headline: true,
    },
    shuffled: { title: "mse of shuffled images", unit: "per pixel" },
    images: { title: "mse of the same images as they are", unit: "per pixel", better: "lower" },
  },
  seconds: 1,
  memory: ({ test, imageSize }) => 16 * Math.min(test, mostImages) * imageSize,
  measure: async ({ splits: { test }, autoencoder }, hooks) => {
    const few = sliceSamples(test, 0, Math.min(test.count, mostImages));
    const [values, { labels }] = [valuesOf(few), few];
    await pause(hooks, 0);
    const real = meanError((await autoencoder.score(values, labels)).mse);
    await pause(hooks, 0.5);
    const strange = meanError((await autoencoder.score(shuffled(autoencoder, values), labels)).mse);
    await pause(hooks, 1);
    return { figures: { ...(real === 0 ? {} : { ratio: strange / real }), shuffled: strange, images: real } };
  },
};
