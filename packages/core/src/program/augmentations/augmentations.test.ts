import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import { type Numbers, sampleNumbers } from "../../../../../test/support/numbers.ts";
import { input } from "../../graph/operators/source.ts";
import { noiseWords } from "../../inference/noise-words.ts";
import { givenNoise } from "../noise-inputs.ts";
import { type Augmentation, augmentationMisfit, augmented } from "./augmentations.ts";

const shape = { height: 5, width: 7, channels: 2 };
const size = shape.height * shape.width * shape.channels;

/** What becomes of images, and the words of the noise: by row a word, by column two. */
async function changed(
  images: Numbers,
  given: readonly Augmentation[],
  { step = 1 } = {},
): Promise<{ readonly data: readonly number[]; readonly words: ReturnType<typeof noiseWords> }> {
  const value = input("images", { dtype: "float32", shape: ["batch", size] });
  const { noise, inputs, requests } = givenNoise();
  const result = augmented(value, given, { sampleShape: shape, noise });
  const words = noiseWords(requests(), 1, `step ${step}`, images.shape[0] as number);
  const asked = inputs().map((one, index) => {
    const { data, shape: of } = words[requests()[index]!.name]!;
    return [one.value, { shape: of, data: Array.from(data, Number) }] as const;
  });
  const [values] = await evaluate([result], new Map([[value, images], ...asked]));
  return { data: values!.data, words };
}

const count = 6;
const images: Numbers = {
  shape: [count, size],
  data: sampleNumbers([count * size], "images").data.map((x) => Math.fround(Math.abs(x) % 1)),
};

/** The pixel of an image, 0 beyond its edge. */
function pixel(image: number, x: number, y: number, channel: number): number {
  if (x < 0 || y < 0 || x >= shape.width || y >= shape.height) return 0;
  return images.data[image * size + (y * shape.width + x) * shape.channels + channel]!;
}

/** What a pixel at a distance weighs: Keys's cubic with -0.75. */
function weight(distance: number): number {
  if (distance <= 1) return 1.25 * distance ** 3 - 2.25 * distance ** 2 + 1;
  return distance < 2 ? -0.75 * (distance ** 3 - 5 * distance ** 2 + 8 * distance - 4) : 0;
}

/** Between the sixteen pixels around a place, held to [0, 1]. */
function between(image: number, x: number, y: number, channel: number): number {
  let sum = 0;
  for (let row = Math.floor(y) - 1; row <= Math.floor(y) + 2; row++) {
    for (let column = Math.floor(x) - 1; column <= Math.floor(x) + 2; column++) {
      sum += weight(Math.abs(x - column)) * weight(Math.abs(y - row)) * pixel(image, column, row, channel);
    }
  }
  return Math.min(1, Math.max(0, sum));
}

describe("affine", () => {
  const affine = { kind: "affine", degrees: 30, scale: 0.2, shift: 1.5 } as const;

  test("turns about the centre, scales and moves, by numbers within the limits", async () => {
    const { data, words } = await changed(images, [affine]);
    const rows = words["noise.rows"]!.data as Int32Array;
    const columns = words["noise.augmentation.0"]!.data as Int32Array;
    for (let image = 0; image < count; image++) {
      const drawn = [0, 1, 2, 3].map((place) => {
        const word = (Math.imul(rows[image]!, columns[place]!) + columns[4 + place]!) | 0;
        return 2 * (word * 2 ** -32 + 0.5) - 1;
      });
      const angle = (drawn[0]! * 30 * Math.PI) / 180;
      const scale = 1 + 0.2 * drawn[1]!;
      for (let y = 0; y < shape.height; y++) {
        for (let x = 0; x < shape.width; x++) {
          const [right, down] = [x - 3 - 1.5 * drawn[2]!, y - 2 - 1.5 * drawn[3]!];
          const fromX = (Math.cos(angle) * right + Math.sin(angle) * down) / scale + 3;
          const fromY = (Math.cos(angle) * down - Math.sin(angle) * right) / scale + 2;
          for (let channel = 0; channel < shape.channels; channel++) {
            const at = image * size + (y * shape.width + x) * shape.channels + channel;
            expect(data[at]).toBeCloseTo(between(image, fromX, fromY, channel), 5);
          }
        }
      }
    }
  });

  test("leaves images as they are where it may change nothing", async () => {
    const { data } = await changed(images, [{ ...affine, degrees: 0, scale: 0, shift: 0 }]);
    data.forEach((value, at) => void expect(value).toBeCloseTo(images.data[at]!, 6));
  });

  test("is another in every step", async () => {
    const [first, second] = [await changed(images, [affine]), await changed(images, [affine], { step: 2 })];
    expect(first.data).not.toEqual(second.data);
  });
});

test("mirror turns some images left to right, and keeps the others", async () => {
  const { data } = await changed(images, [{ kind: "mirror", share: 0.5 }]);
  const found = Array.from({ length: count }, (_, image) => {
    const own = data.slice(image * size, (image + 1) * size);
    const kept = own.every((value, at) => value === images.data[image * size + at]);
    const mirrored = own.every((value, at) => {
      const [place, channel] = [Math.floor(at / shape.channels), at % shape.channels];
      const [y, x] = [Math.floor(place / shape.width), place % shape.width];
      return value === pixel(image, shape.width - 1 - x, y, channel);
    });
    expect(kept || mirrored).toBe(true);
    return kept;
  });
  expect(new Set(found).size).toBe(2);
});

test("one is applied after the other, each with words of its own", async () => {
  const mirror = { kind: "mirror", share: 0.5 } as const;
  const { words } = await changed(images, [mirror, mirror]);
  expect(Object.keys(words)).toEqual(["noise.rows", "noise.augmentation.0", "noise.augmentation.1"]);
});

test("they are of images alone", () => {
  expect(augmentationMisfit(shape)).toBeUndefined();
  expect(augmentationMisfit({ kind: "row", columns: 3 })).toBe(
    "augmentations are of images, and these are rows",
  );
});
