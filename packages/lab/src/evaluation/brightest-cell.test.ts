import { describe, expect, test } from "vitest";
import { createCellConfusion, findBrightestCell } from "./brightest-cell.ts";

const square = { height: 4, width: 4, channels: 1 };

function imageWith(pixels: Readonly<Record<number, number>>, size = 16): Uint8Array {
  const image = new Uint8Array(size);
  for (const [pixel, value] of Object.entries(pixels)) image[Number(pixel)] = value;
  return image;
}

describe("findBrightestCell", () => {
  test("finds the cell of the brightest pixel", () => {
    expect(findBrightestCell(imageWith({ 3: 9, 6: 200, 12: 50 }), 0, square)).toEqual({
      cell: 6,
      tied: false,
    });
  });

  test("takes the first of equally bright pixels in row-major order, and says so", () => {
    expect(findBrightestCell(imageWith({ 5: 255, 9: 255 }), 0, square)).toEqual({ cell: 5, tied: true });
    expect(findBrightestCell(new Uint8Array(16), 0, square)).toEqual({ cell: 0, tied: true });
  });

  test("a tie inside one cell is none, and a brighter pixel ends a tie", () => {
    const shape = { height: 8, width: 8, channels: 1 };
    expect(findBrightestCell(imageWith({ 0: 255, 1: 255, 8: 255 }, 64), 0, shape)).toEqual({
      cell: 0,
      tied: false,
    });
    expect(findBrightestCell(imageWith({ 0: 9, 20: 9, 63: 10 }, 64), 0, shape)).toEqual({
      cell: 15,
      tied: false,
    });
  });

  test("cuts images that are not square, and whose sides four does not divide", () => {
    const shape = { height: 6, width: 5, channels: 1 };
    // Rows 0 to 5 lie in grid rows 0, 0, 1, 2, 2, 3; columns 0 to 4 in grid columns 0, 0, 1, 2, 3.
    expect(findBrightestCell(imageWith({ [2 * 5 + 2]: 1 }, 30), 0, shape).cell).toBe(5);
    expect(findBrightestCell(imageWith({ [5 * 5 + 4]: 1 }, 30), 0, shape).cell).toBe(15);
    expect(findBrightestCell(imageWith({ [1 * 5 + 3]: 1 }, 30), 0, shape).cell).toBe(2);
  });

  test("adds up the channels of a pixel", () => {
    const colour = { height: 4, width: 4, channels: 3 };
    const image = imageWith({ 0: 250, 21: 100, 22: 100, 23: 100 }, 48);
    expect(findBrightestCell(image, 0, colour).cell).toBe(7);
  });

  test("reads the image that starts at the offset", () => {
    const both = Float32Array.of(...imageWith({ 1: 1 }), ...imageWith({ 2: 1 }));
    expect(findBrightestCell(both, 16, square).cell).toBe(2);
  });
});

describe("createCellConfusion", () => {
  test("counts pairs over batches; chance is what the shares alone would give", () => {
    const confusion = createCellConfusion(square);
    const at = (cell: number): number[] => [...imageWith({ [cell]: 1 })];
    confusion.add(Uint8Array.of(...at(0), ...at(0)), Float32Array.of(...at(0), ...at(1)));
    confusion.add(Uint8Array.of(...at(1), ...at(1)), Float32Array.of(...at(1), ...at(1)));
    const { counts, agreement, chanceAgreement, tiedOriginals, tiedReconstructions } = confusion.result();
    expect(counts[0]?.slice(0, 2)).toEqual([1, 1]);
    expect(counts[1]?.slice(0, 2)).toEqual([0, 2]);
    expect(counts.flat().reduce((sum, count) => sum + count)).toBe(4);
    expect(agreement).toBe(0.75);
    // Originals 1/2 and 1/2, reconstructions 1/4 and 3/4.
    expect(chanceAgreement).toBe(0.5);
    expect([tiedOriginals, tiedReconstructions]).toEqual([0, 0]);
  });

  test("reports the share of images that a tie decided", () => {
    const confusion = createCellConfusion(square);
    const image = imageWith({ 5: 255, 9: 255 });
    confusion.add(image, Float32Array.from(imageWith({ 9: 1 })));
    expect(confusion.result()).toMatchObject({ tiedOriginals: 1, tiedReconstructions: 0, agreement: 0 });
  });
});
