import { describe, expect, test } from "vitest";
import { encodeIdx, parseIdx } from "./idx.ts";

/** An IDX file by its bytes. */
const idx = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes);

describe("parseIdx", () => {
  test("reads dimensions and values, without a copy, wherever the bytes lie in their buffer", () => {
    const buffer = idx(9, 9, 9, 0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6);
    const array = parseIdx(buffer.subarray(3), "f", 2);
    expect(array.dimensions).toEqual([2, 3]);
    expect([...array.values]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(array.values.buffer).toBe(buffer.buffer);
  });

  test("reads an empty array", () => {
    expect(parseIdx(idx(0, 0, 8, 1, 0, 0, 0, 0), "f", 1).values.length).toBe(0);
  });

  test.each([
    ["nothing", idx(), 1, "f: expected an IDX file, found only 0 bytes"],
    ["another format", idx(0x89, 0x50, 0x4e, 0x47, 1), 1, "which starts with 00 00 08 01, found 89 50 4e 47"],
    ["another type", idx(0, 0, 13, 1, 0, 0, 0, 0), 1, "unsigned byte (8), found 32-bit float (13)"],
    ["an unknown type", idx(0, 0, 7, 1, 0, 0, 0, 0), 1, "found unknown (7)"],
    [
      "images in place of labels",
      idx(0, 0, 8, 3, 0, 0, 0, 0),
      1,
      "expected an IDX array of 1 dimensions, found 3",
    ],
    [
      "a header that is cut off",
      idx(0, 0, 8, 3, 0, 0, 0, 0),
      3,
      "expected an IDX header of 16 bytes, found a file of 8",
    ],
    [
      "values that are cut off",
      idx(0, 0, 8, 1, 0, 0, 0, 3, 1),
      1,
      "3 = 3 values after the IDX header, found 1 (the file is cut off)",
    ],
    ["bytes left over", idx(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), 1, "found 2 (bytes are left over at its end)"],
  ])("refuses %s", (_, bytes, rank, message) => {
    expect(() => parseIdx(bytes, "f", rank)).toThrow(message);
  });

  test("computes the size of hostile dimensions exactly: neither overflow nor allocation", () => {
    const full = [0xff, 0xff, 0xff, 0xff];
    const cube = idx(0, 0, 8, 3, ...full, ...full, ...full, 1);
    expect(() => parseIdx(cube, "f", 3)).toThrow("= 79228162458924105385300197375 values");
    // 2^31 x 2^31 x 4 is 0 in 64 bits, and this file has no values.
    const wrapping = idx(0, 0, 8, 3, 0x80, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 4);
    expect(() => parseIdx(wrapping, "f", 3)).toThrow("found 0 (the file is cut off)");
  });
});

describe("encodeIdx", () => {
  test("writes the bytes that the format prescribes", () => {
    expect([...encodeIdx([1, 2, 1], idx(7, 8))]).toEqual([
      0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 7, 8,
    ]);
  });

  test("is undone by parseIdx", () => {
    const values = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    const { dimensions, values: read } = parseIdx(encodeIdx([300], values), "f", 1);
    expect(dimensions).toEqual([300]);
    expect(read).toEqual(values);
  });

  test("refuses values that do not fill the dimensions", () => {
    expect(() => encodeIdx([2, 2], idx(1, 2, 3))).toThrow(
      "encodeIdx: values: expected 4 values for shape [2, 2], found 3",
    );
  });
});
