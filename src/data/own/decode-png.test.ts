import { type BitDepth, encode, type ImageData } from "fast-png";
import { describe, expect, test } from "vitest";
import { decodePng } from "./decode-png.ts";

type File = Uint8Array<ArrayBuffer>;

/** A PNG file of one row. */
function row(channels: number, values: readonly number[], rest: Partial<ImageData> = {}): File {
  const data = rest.depth === 16 ? Uint16Array.from(values) : Uint8Array.from(values);
  const packed = rest.depth === undefined || rest.depth >= 8;
  const width = packed ? values.length / channels : (values.length * 8) / (rest.depth ?? 8);
  return Uint8Array.from(encode({ height: 1, width, channels, data, ...rest }));
}

/** Channels and pixels of a file. */
function decoded(file: File): [number, number[]] {
  const { channels, pixels } = decodePng(file, "f.png");
  return [channels, [...pixels]];
}

/** A chunk of a PNG file; its checksum is computed here, not by what is tested. */
function chunk(type: string, data: readonly number[]): number[] {
  const body = [...new TextEncoder().encode(type), ...data];
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return [...bigEndian(data.length), ...body, ...bigEndian(~crc)];
}

const bigEndian = (value: number): number[] => [
  value >>> 24,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

/** Where the chunk of a type starts. */
function findChunk(file: File, type: string): number {
  return Buffer.from(file).indexOf(type) - 4;
}

/** Puts a chunk in front of the pixels. */
function insertChunk(file: File, type: string, data: readonly number[]): File {
  const at = findChunk(file, "IDAT");
  return Uint8Array.from([...file.subarray(0, at), ...chunk(type, data), ...file.subarray(at)]);
}

/** Replaces IHDR, with a checksum that is right. */
function withHeader(file: File, height: number, width: number, depth: BitDepth, interlace: number): File {
  const header = [...bigEndian(width), ...bigEndian(height), depth, file[25] ?? 0, 0, 0, interlace];
  return Uint8Array.from([...file.subarray(0, 8), ...chunk("IHDR", header), ...file.subarray(33)]);
}

describe("a PNG file is decoded to 8 bits, gray or RGB", () => {
  const palette = [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
    [100, 110, 120],
  ];

  test.each<[string, File, number, number[]]>([
    ["gray", row(1, [0, 7, 255]), 1, [0, 7, 255]],
    ["RGB", row(3, [1, 2, 3, 4, 5, 6]), 3, [1, 2, 3, 4, 5, 6]],
    ["RGB of equal channels, which stays RGB", row(3, [9, 9, 9]), 3, [9, 9, 9]],
    ["gray with alpha, over black", row(2, [200, 255, 200, 0, 201, 128]), 1, [200, 0, 101]],
    ["RGB with alpha, over black", row(4, [100, 150, 200, 51, 1, 2, 3, 255]), 3, [20, 30, 40, 1, 2, 3]],
    ["gray of 16 bits", row(1, [0, 128, 129, 65535], { depth: 16 }), 1, [0, 0, 1, 255]],
    ["RGB and alpha of 16 bits", row(4, [65535, 0, 257, 32896], { depth: 16 }), 3, [128, 0, 1]],
    ["a palette", row(1, [0b00_01_10_11], { depth: 2, palette }), 3, palette.flat()],
    [
      "a palette with alpha",
      insertChunk(row(1, [0, 1], { depth: 8, palette }), "tRNS", [255, 51]),
      3,
      [10, 20, 30, 8, 10, 12],
    ],
    [
      "a palette of grays",
      row(1, [1, 0], {
        depth: 8,
        palette: [
          [5, 5, 5],
          [9, 9, 9],
        ],
      }),
      1,
      [9, 5],
    ],
    ["gray of one colour that is transparent", insertChunk(row(1, [7, 8, 9]), "tRNS", [0, 8]), 1, [7, 0, 9]],
    [
      "RGB of one colour that is transparent",
      insertChunk(row(3, [1, 2, 3, 1, 2, 4, 0, 2, 3]), "tRNS", [0, 1, 0, 2, 0, 3]),
      3,
      [0, 0, 0, 1, 2, 4, 0, 2, 3],
    ],
  ])("%s", (_, file, channels, pixels) => {
    expect(decoded(file)).toEqual([channels, pixels]);
  });

  test("gray of 1, 2 and 4 bits, whose rows end in the middle of a byte", () => {
    const packed = (depth: BitDepth, width: number, data: readonly number[]): File => {
      const bytes = encode({
        height: data.length,
        width,
        channels: 1,
        depth,
        data: Uint8Array.from(data),
        palette: [[0, 0, 0]],
      });
      // What the encoder wrote as indices of a palette becomes levels of gray.
      const file = Uint8Array.from(bytes);
      file[25] = 0;
      const palette = findChunk(file, "PLTE");
      return withHeader(
        Uint8Array.from([...file.subarray(0, palette), ...file.subarray(palette + 15)]),
        data.length,
        width,
        depth,
        0,
      );
    };
    expect(decoded(packed(1, 3, [0b101_00000, 0b010_00000]))).toEqual([1, [255, 0, 255, 0, 255, 0]]);
    expect(decoded(packed(2, 3, [0b00_01_10_00, 0b11_00_01_00]))).toEqual([1, [0, 85, 170, 255, 0, 85]]);
    expect(decoded(packed(4, 2, [0x0f, 0x18]))).toEqual([1, [0, 255, 17, 136]]);
  });

  test("rows follow each other, also where they are interlaced", () => {
    const data = Uint8Array.from({ length: 63 }, (_, index) => 4 * index);
    const image = { height: 7, width: 9, channels: 1, data };
    for (const interlace of ["null", "Adam7"] as const) {
      const file = Uint8Array.from(encode(image, { interlace }));
      expect(decodePng(file, "f.png")).toEqual({ height: 7, width: 9, channels: 1, pixels: data });
    }
  });
});

describe("refused is", () => {
  const good = row(1, [1, 2, 3]);
  const text = new TextEncoder().encode("this is no picture, whatever its name may say");

  test.each<[string, File, string]>([
    [
      "an empty file",
      new Uint8Array(),
      "f.png: expected a PNG file, which starts with 89 50 4e 47 0d 0a 1a 0a, found nothing",
    ],
    ["a text", Uint8Array.from(text), "found 74 68 69 73 20 69 73 20"],
    ["a signature alone", good.slice(0, 20), "f.png: expected a PNG header of 33 bytes, found a file of 20"],
    [
      "a wrong checksum",
      good.map((byte, at) => (at === 45 ? byte ^ 1 : byte)),
      "f.png: the PNG file is damaged: ",
    ],
    ["a file that is cut off", good.slice(0, -6), "f.png: the PNG file is damaged: "],
    ["a file of fewer rows than it claims", withHeader(good, 2, 3, 8, 0), "f.png: the PNG file is damaged: "],
    [
      "a claim of huge size",
      withHeader(good, 2 ** 31, 2 ** 31, 8, 0),
      "f.png: expected a picture of 1 to 67108864 pixels, found 2147483648 x 2147483648",
    ],
    ["a picture without pixels", withHeader(good, 0, 3, 8, 0), "found 0 x 3"],
    [
      "an index beyond the palette",
      row(1, [5], { depth: 8, palette: [[1, 2, 3]] }),
      "f.png: the PNG file is damaged: ",
    ],
    [
      "an interlaced file of less than 8 bits",
      withHeader(good, 1, 3, 1, 1),
      "expected at least 8 bits a pixel in an interlaced PNG file, found 1",
    ],
  ])("%s", (_, file, message) => {
    expect(() => decodePng(file, "f.png")).toThrow(message);
  });
});
