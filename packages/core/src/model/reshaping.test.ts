import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../test/support/gradient.ts";
import { type Numbers, sampleNumbers } from "../../../../test/support/numbers.ts";
import { input } from "../graph/operators/source.ts";
import { ShapeError } from "../graph/type.ts";
import type { Layer } from "./layer.ts";
import { channelsToImage, imageToChannels, reshaping } from "./reshaping.ts";

async function run(layers: readonly Layer[], given: Numbers): Promise<Numbers> {
  const x = input("x", { dtype: "float32", shape: ["batch", ...given.shape.slice(1)] });
  const [result] = await evaluate(
    [layers.reduce((value, layer) => layer.apply(value, []), x)],
    new Map([[x, given]]),
  );
  return result as Numbers;
}

test("reshaping keeps the order of the values", async () => {
  const layer = reshaping("layer", "reshape", [2, 3], [3, 1, 2]);
  const given = sampleNumbers([4, 2, 3], "x");
  expect(await run([layer], given)).toEqual({ shape: [4, 3, 1, 2], data: given.data });
  expect(layer).toMatchObject({ description: "reshape 2 x 3 -> 3 x 1 x 2", parameters: [], multiplyAdds: 0 });
  await checkGradient((x) => layer.apply(x, []), [{ shape: ["batch", 2, 3], given }]);
});

test("a shape of another number of values is refused with both", () => {
  const build = (): Layer => reshaping("decoder.reshape1", "reshape", [3136], [64, 7, 8]);
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(
    "layer decoder.reshape1 takes 3,584 values to give [batch, 64, 7, 8], but finds [batch, 3136], 3,136 values",
  );
});

test("an input of another shape is refused by the layer's name with both", () => {
  const wrong = input("wrong", { dtype: "float32", shape: ["batch", 5] });
  expect(() => reshaping("layer1", "reshape", [6], [2, 3]).apply(wrong, [])).toThrow(
    "layer layer1: expected [batch, 6], found [batch, 5]",
  );
});

describe.each([
  [1, 2, 4],
  [3, 2, 4],
  [1, 8],
  [3, 8],
])("images as %i, %i ...", (...planes) => {
  const [channels = 1] = planes;
  const given = sampleNumbers([3, 8 * channels], "pixels");

  test("become planes, or a series: value c of pixel (y, x) moves to (c, y, x)", async () => {
    const { shape, data } = await run([imageToChannels("image", planes)], given);
    expect(shape).toEqual([3, ...planes]);
    data.forEach((value, index) => {
      const [image, channel, pixel] = [
        Math.floor(index / (8 * channels)),
        Math.floor(index / 8) % channels,
        index % 8,
      ];
      expect(value).toBe(given.data[(image * 8 + pixel) * channels + channel]);
    });
  });

  test("and back are what they were", async () => {
    const both = [imageToChannels("image", planes), channelsToImage("image", planes)];
    expect(await run(both, given)).toEqual(given);
    const back = { shape: [3, ...planes], data: given.data };
    expect(await run(both.toReversed(), back)).toEqual(back);
  });

  test("pass gradients on, either way", async () => {
    await checkGradient(
      (x) => imageToChannels("image", planes).apply(x, []),
      [{ shape: ["batch", 8 * channels], given }],
    );
    await checkGradient(
      (x) => channelsToImage("image", planes).apply(x, []),
      [{ shape: ["batch", ...planes], given: sampleNumbers([3, ...planes], "planes") }],
    );
  });
});
