import { decode } from "fast-png";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import { divergingColors, sequentialColors } from "./color-map.ts";
import {
  codeRange,
  codeRaster,
  differenceRaster,
  imageRaster,
  symmetricRange,
  toDataUri,
  toPng,
  weightRange,
  weightRaster,
} from "./raster.ts";

describe("colour maps", () => {
  test("viridis runs from its dark violet to its yellow", () => {
    expect(sequentialColors(0)).toEqual([68, 1, 84]);
    expect(sequentialColors(1)).toEqual([253, 231, 37]);
    expect(sequentialColors(7)).toEqual(sequentialColors(1));
  });

  test("the diverging one runs from blue through near white to red", () => {
    const [red, , blue] = divergingColors(0);
    expect(blue).toBeGreaterThan(red);
    expect(Math.min(...divergingColors(0.5))).toBeGreaterThan(235);
    expect(divergingColors(1)[0]).toBeGreaterThan(divergingColors(1)[2]);
  });
});

describe("codeRange", () => {
  test("starts at 0 for codes that are never negative and lies around 0 for others", () => {
    expect(codeRange([Float32Array.of(3, 1), Float32Array.of(0, 5)])).toMatchObject({
      minimum: 0,
      maximum: 5,
    });
    expect(codeRange([Float32Array.of(-7, 1)])).toMatchObject({ minimum: -7, maximum: 7 });
    expect(codeRange([new Float32Array(2)])).toMatchObject({ minimum: 0, maximum: 0 });
  });
});

describe("weights", () => {
  test("share one range around 0, which few outliers do not widen", () => {
    const shape = { height: 1, width: 1000, channels: 1 };
    const weights = Float32Array.from({ length: 1000 }, (_, index) =>
      index < 3 ? 100 : index % 2 === 0 ? 1 : -1,
    );
    expect(weightRange([weights], shape)).toMatchObject({ minimum: -1, maximum: 1 });
    expect(weightRange([new Float32Array(4)], { height: 2, width: 2, channels: 1 })).toMatchObject({
      maximum: 0,
    });
  });

  test("are white at 0 and red above; those of three channels mid-grey at 0, each channel by itself", () => {
    const grey = { height: 1, width: 2, channels: 1 };
    const one = [Float32Array.of(0, 2)];
    expect([...weightRaster(one[0]!, grey, weightRange(one, grey)).data]).toEqual([
      ...divergingColors(0.5),
      ...divergingColors(1),
    ]);
    const color = { height: 1, width: 1, channels: 3 };
    const rgb = [Float32Array.of(0, 2, -2)];
    expect([...weightRaster(rgb[0]!, color, weightRange(rgb, color)).data]).toEqual([128, 255, 0]);
  });
});

describe("rasters", () => {
  test("a code is laid out row by row, its missing cells transparent", () => {
    const code = Float32Array.of(0, 1, 2, 0, 0, 0, 4);
    const { width, height, data } = codeRaster(code, { rows: 2, columns: 4 }, codeRange([code]));
    expect([width, height]).toEqual([4, 2]);
    expect([...data.subarray(0, 4)]).toEqual([...sequentialColors(0), 255]);
    expect([...data.subarray(24, 28)]).toEqual([...sequentialColors(1), 255]);
    expect([...data.subarray(28)]).toEqual([0, 0, 0, 0]);
  });

  test("a code of zeros is drawn in the lowest colour, not as nothing", () => {
    const code = new Float32Array(1);
    const { data } = codeRaster(code, { rows: 1, columns: 1 }, codeRange([code]));
    expect([...data]).toEqual([...sequentialColors(0), 255]);
  });

  test("grey and colour images pass as they are, other channels as their mean", () => {
    expect(imageRaster(Uint8Array.of(1, 2), { height: 1, width: 2, channels: 1 })).toMatchObject({
      channels: 1,
    });
    expect(imageRaster(Uint8Array.of(1, 2, 3), { height: 1, width: 1, channels: 3 })).toMatchObject({
      channels: 3,
    });
    expect(imageRaster(Uint8Array.of(10, 20, 0, 4), { height: 1, width: 2, channels: 2 })).toEqual({
      height: 1,
      width: 2,
      channels: 1,
      data: Uint8Array.of(15, 2),
    });
  });

  test("no difference is white, the greatest the end of the scale", () => {
    const shape = { height: 1, width: 2, channels: 1 };
    const { data } = differenceRaster(Float32Array.of(0, 0.5), shape, symmetricRange(0.5));
    expect([...data]).toEqual([...divergingColors(0.5), ...divergingColors(1)]);
  });

  test("the same bytes come back out of the PNG and of its data URI", () => {
    const raster = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 250, 251, 252) } as const;
    expect(decode(toPng(raster))).toMatchObject({ width: 2, height: 1, channels: 3, data: raster.data });
    const [header, body] = toDataUri(raster).split(",");
    expect(header).toBe("data:image/png;base64");
    expect(decode(Buffer.from(body as string, "base64")).data).toEqual(raster.data);
  });

  test("a picture of few colours is written with a palette, transparent cells included", () => {
    const random = createRandom(1, "code");
    const code = Float32Array.from({ length: 399 }, () => random.below(5));
    const raster = codeRaster(code, { rows: 20, columns: 20 }, codeRange([code]));
    const png = Buffer.from(toDataUri(raster).split(",")[1] as string, "base64");
    expect(png.length).toBeLessThan(toPng(raster).length);
    const { palette = [], data } = decode(png);
    expect(palette).toHaveLength(6);
    const pixels = [...data].flatMap((place) => palette[place] as number[]);
    expect(Uint8Array.from(pixels)).toEqual(raster.data);
  });
});

describe("what is not finite", () => {
  const [nan, infinite] = [Number.NaN, Number.POSITIVE_INFINITY];

  test("leaves the range to the others", () => {
    expect(codeRange([Float32Array.of(3, nan, infinite)])).toMatchObject({ minimum: 0, maximum: 3 });
    const shape = { height: 1, width: 4, channels: 1 };
    expect(weightRange([Float32Array.of(nan, -2, 1, infinite)], shape)).toMatchObject({
      minimum: -2,
      maximum: 2,
    });
    expect(weightRange([Float32Array.of(nan)], shape)).toMatchObject({ minimum: -0, maximum: 0 });
  });

  test("has the first colour", () => {
    const range = codeRange([Float32Array.of(0, 1)]);
    const { data } = codeRaster(Float32Array.of(0, nan, -infinite), { rows: 1, columns: 3 }, range);
    const first = [...sequentialColors(0), 255];
    expect([...data]).toEqual([...first, ...first, ...first]);
  });
});
