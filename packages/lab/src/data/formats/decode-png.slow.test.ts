import { deflateSync } from "node:zlib";
import { encode } from "fast-png";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { describe, expect, test } from "vitest";
import {
  chunk,
  composedColours,
  filteredRows,
  headerChunk,
  joinPng,
  type StoredPicture,
  writePng,
} from "../../../../../test/support/png-writer.ts";
import { decodePng } from "./decode-png.ts";

type File = Uint8Array<ArrayBuffer>;
type ColourType = StoredPicture["colourType"];

/** Channels and pixels of a file. */
function decoded(file: File): [number, number[]] {
  const { channels, pixels } = decodePng(file, "f.png");
  return [channels, [...pixels]];
}

/** One row of pixels. */
function row(colourType: ColourType, depth: number, samples: readonly number[], rest = {}): StoredPicture {
  const count = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colourType];
  return { height: 1, width: samples.length / count, colourType, depth, samples, ...rest };
}

describe("a PNG file is decoded to 8 bits, gray or RGB", () => {
  const palette = [
    [10, 20, 30],
    [40, 50, 60],
    [70, 80, 90],
    [100, 110, 120],
  ];
  const grays = [5, 9].map((gray) => [gray, gray, gray]);

  test.each<[string, StoredPicture, number, number[]]>([
    ["gray", row(0, 8, [0, 7, 255]), 1, [0, 7, 255]],
    ["gray of 1 bit", row(0, 1, [1, 0, 1]), 1, [255, 0, 255]],
    ["gray of 2 bits", row(0, 2, [0, 1, 2, 3, 0]), 1, [0, 85, 170, 255, 0]],
    ["gray of 4 bits", row(0, 4, [0, 15, 8]), 1, [0, 255, 136]],
    ["gray of 16 bits, rounded", row(0, 16, [0, 128, 129, 65535]), 1, [0, 0, 1, 255]],
    ["RGB", row(2, 8, [1, 2, 3, 4, 5, 6]), 3, [1, 2, 3, 4, 5, 6]],
    ["RGB of equal channels, which stays RGB", row(2, 8, [9, 9, 9]), 3, [9, 9, 9]],
    ["gray with alpha, over black", row(4, 8, [200, 255, 200, 0, 201, 128]), 1, [200, 0, 101]],
    ["RGB with alpha, over black", row(6, 8, [100, 150, 200, 51, 1, 2, 3, 255]), 3, [20, 30, 40, 1, 2, 3]],
    ["RGB and alpha of 16 bits", row(6, 16, [65535, 0, 257, 32896]), 3, [128, 0, 1]],
    ["a palette", row(3, 2, [0, 1, 2, 3], { palette }), 3, palette.flat()],
    [
      "a palette with alpha",
      row(3, 8, [0, 1, 2], { palette, transparency: [255, 51] }),
      3,
      [10, 20, 30, 8, 10, 12, 70, 80, 90],
    ],
    ["a palette of grays", row(3, 8, [1, 0], { palette: grays }), 1, [9, 5]],
    [
      "a palette of which only grays are used",
      row(3, 4, [1, 0], { palette: [...grays, [1, 2, 3]] }),
      1,
      [9, 5],
    ],
    ["gray of one level that is transparent", row(0, 8, [7, 8, 9], { transparency: [0, 8] }), 1, [7, 0, 9]],
    [
      "gray of one level, of whose number only the lowest bits count",
      row(0, 4, [7, 8, 9], { transparency: [1, 0x38] }),
      1,
      [119, 0, 153],
    ],
    [
      "RGB of one colour that is transparent",
      row(2, 8, [1, 2, 3, 1, 2, 4, 0, 2, 3], { transparency: [0, 1, 0, 2, 0, 3] }),
      3,
      [0, 0, 0, 1, 2, 4, 0, 2, 3],
    ],
    [
      "RGB of fewer pixels than a transparent colour has numbers",
      row(2, 8, [16, 32, 48, 1, 2, 3], { transparency: [0, 1, 0, 2, 0, 3] }),
      3,
      [16, 32, 48, 0, 0, 0],
    ],
    [
      "alpha beside a transparent colour, which says nothing",
      row(4, 8, [9, 255], { transparency: [0, 9] }),
      1,
      [9],
    ],
  ])("%s", (_, picture, channels, pixels) => {
    expect(decoded(writePng(picture))).toEqual([channels, pixels]);
  });

  const random = createRandom(1, "samples");
  const depths: readonly (readonly [ColourType, readonly number[]])[] = [
    [0, [1, 2, 4, 8, 16]],
    [2, [8, 16]],
    [3, [1, 2, 4, 8]],
    [4, [8, 16]],
    [6, [8, 16]],
  ];
  const matrix = depths.flatMap(([colourType, all]) =>
    all.flatMap((depth) =>
      [false, true].flatMap((interlaced) =>
        [false, true].map((transparent) => ({ colourType, depth, interlaced, transparent })),
      ),
    ),
  );

  test.each(matrix)(
    "colour type $colourType of $depth bits, interlaced: $interlaced, with tRNS: $transparent",
    ({ colourType, depth, interlaced, transparent }) => {
      for (const [height, width] of [
        [1, 1],
        [2, 3],
        [4, 1],
        [7, 9],
        [11, 5],
        [16, 17],
      ] as const) {
        const levels = Math.min(2 ** depth, colourType === 3 ? 200 : 2 ** 16);
        const count = height * width * { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colourType];
        const samples = Array.from({ length: count }, () => random.below(levels));
        const channels = colourType === 0 ? 1 : 3;
        const picture: StoredPicture = {
          ...{ height, width, colourType, depth, samples, interlaced },
          ...(colourType === 3
            ? {
                palette: Array.from({ length: levels }, () =>
                  [1, 2, 3].map((part) => random.below(80) + 80 * part - 80),
                ),
              }
            : {}),
          ...(transparent && colourType === 3 ? { transparency: [0, 7, 200].slice(0, levels) } : {}),
          ...(transparent && colourType !== 3
            ? { transparency: samples.slice(0, channels).flatMap((value) => [value >> 8, value & 255]) }
            : {}),
        };
        const read = decodePng(writePng(picture), "f.png");
        const colours =
          read.channels === 3 ? [...read.pixels] : [...read.pixels].flatMap((gray) => [gray, gray, gray]);
        const ignored = colourType === 4 || colourType === 6 ? { transparency: [] } : {};
        expect(colours, `${height} x ${width}`).toEqual(composedColours({ ...picture, ...ignored }));
        expect([read.height, read.width]).toEqual([height, width]);
      }
    },
  );

  test("as another program's files have it", () => {
    const data = Uint8Array.from({ length: 189 }, (_, index) => index);
    const image = { height: 7, width: 9, channels: 3, data };
    for (const interlace of ["null", "Adam7"] as const) {
      expect(decodePng(encode(image, { interlace }), "f.png")).toEqual({
        ...{ height: 7, width: 9 },
        channels: 3,
        pixels: data,
      });
    }
  });
});

describe("what says nothing of the pixels changes none", () => {
  const picture = row(2, 8, [238, 15, 30, 156, 119, 167]);
  const withAlpha = row(6, 8, [238, 15, 30, 255, 156, 119, 167, 255]);
  const pixels = [3, [238, 15, 30, 156, 119, 167]];
  const suggested = Array.from({ length: 256 }, (_, index) => [index, 255 - index, 7]);
  const broken = (type: string): Uint8Array => chunk(type, [1, 2, 3]).with(-1, 0);

  test.each<[string, File]>([
    ["a palette that is suggested to RGB", writePng({ ...picture, palette: suggested })],
    ["a palette that is suggested to RGB and alpha", writePng({ ...withAlpha, palette: suggested })],
    ["a text without a keyword", writePng({ ...picture, extra: [chunk("tEXt", [0, 65])] })],
    [
      "a resolution that is too long",
      writePng({ ...picture, extra: [chunk("pHYs", new Array(20).fill(1))] }),
    ],
    ["a wrong checksum of a text", writePng({ ...picture, extra: [broken("tEXt")] })],
    ["a colour profile that is none", writePng({ ...picture, extra: [chunk("iCCP", [65, 0, 0, 1, 2, 3])] })],
    [
      "a colour profile of hundreds of megabytes",
      writePng({ ...picture, extra: [chunk("iCCP", [65, 0, 0, ...deflateSync(new Uint8Array(2 ** 28))])] }),
    ],
    ["the parts of an animation", writePng({ ...picture, extra: [chunk("acTL", [0]), chunk("fcTL", [0])] })],
    ["pixels in many pieces", inPieces(picture, 1)],
    ["bytes after the end", Uint8Array.from([...writePng(picture), 1, 2, 3])],
    [
      "transparency that comes after the pixels",
      joinPng([
        headerChunk(picture),
        pixelChunk(picture),
        chunk("tRNS", [0, 238, 0, 15, 0, 30]),
        chunk("IEND"),
      ]),
    ],
  ])("%s", (_, file) => {
    expect(decoded(file)).toEqual(pixels);
  });
});

function pixelChunk(picture: StoredPicture): Uint8Array {
  return chunk("IDAT", deflateSync(filteredRows(picture)));
}

/** A file whose compressed pixels lie in chunks of a few bytes. */
function inPieces(picture: StoredPicture, size: number): File {
  const packed = deflateSync(filteredRows(picture));
  const pieces = Array.from({ length: Math.ceil(packed.length / size) }, (_, at) =>
    chunk("IDAT", packed.subarray(at * size, (at + 1) * size)),
  );
  return joinPng([headerChunk(picture), chunk("IDAT"), ...pieces, chunk("IEND")]);
}

describe("refused is", () => {
  const picture = row(0, 8, [1, 2, 3]);
  const good = writePng(picture);
  const text = new TextEncoder().encode("this is no picture, whatever its name may say");
  const of = (...chunks: Uint8Array[]): File => joinPng(chunks);
  const header = headerChunk(picture);
  const end = chunk("IEND");
  const rows = (bytes: ArrayLike<number>): Uint8Array => chunk("IDAT", deflateSync(Uint8Array.from(bytes)));
  const damaged = "f.png: the PNG file is damaged: ";
  const colours = [
    [1, 2, 3],
    [4, 5, 6],
  ];

  test.each<[string, File, string]>([
    [
      "an empty file",
      new Uint8Array(),
      "f.png: expected a PNG file, found nothing; leave it out, or save the picture as PNG again",
    ],
    [
      "a text",
      Uint8Array.from(text),
      "expected a PNG file, found a file that begins otherwise; leave it out",
    ],
    ["a photograph", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), "expected a PNG file, found a JPEG file"],
    ["a picture of the web", Uint8Array.from(Buffer.from("RIFF1234WEBPVP8 ")), "found a WebP file"],
    ["a signature alone", good.slice(0, 20), "f.png: expected a PNG header of 33 bytes, found a file of 20"],
    ["no header", of(end, pixelChunk(picture), end), `${damaged}it does not begin with a header`],
    ["a header with a wrong checksum", good.with(19, 4), `${damaged}the checksum of IHDR is wrong`],
    ["pixels with a wrong checksum", good.with(45, 1), `${damaged}the checksum of IDAT is wrong`],
    [
      "transparency with a wrong checksum",
      writePng({ ...picture, extra: [chunk("tRNS", [0, 1]).with(-1, 0)] }),
      `${damaged}the checksum of tRNS is wrong`,
    ],
    ["a second header", of(header, header, pixelChunk(picture), end), `${damaged}it has a second header`],
    ["a file without pixels", of(header, end), `${damaged}it has no pixels`],
    ["a file without an end", good.slice(0, -12), `${damaged}it is cut off`],
    ["a file that is cut off in its end", good.slice(0, -6), `${damaged}it is cut off`],
    ["a file that is cut off in its pixels", good.slice(0, -18), `${damaged}it is cut off in IDAT`],
    [
      "a part that no reader knows",
      of(header, chunk("CgBI"), pixelChunk(picture), end),
      `${damaged}it has the part CgBI`,
    ],
    [
      "a file of fewer rows than it claims",
      of(headerChunk({ ...picture, height: 2 }), pixelChunk(picture), end),
      `${damaged}it has fewer pixels than its header says`,
    ],
    [
      "a file of more rows than it claims",
      of(header, rows([0, 1, 2, 3, 0]), end),
      `${damaged}it has more pixels than its header says`,
    ],
    [
      "pixels that are no deflate data",
      of(header, chunk("IDAT", [1, 2, 3, 4]), end),
      `${damaged}its pixels cannot be unpacked`,
    ],
    [
      "pixels whose deflate data end early",
      of(header, chunk("IDAT", deflateSync(filteredRows(picture)).subarray(0, -6)), end),
      `${damaged}its pixels cannot be unpacked`,
    ],
    [
      "an unknown filter",
      of(header, rows([5, 1, 2, 3]), end),
      `${damaged}a row has the filter 5, which does not exist`,
    ],
    [
      "a colour type that does not exist",
      of(headerChunk({ ...picture, colourType: 5 as 0 }), pixelChunk(picture), end),
      `${damaged}its header says colour type 5 of 8 bits, which does not exist`,
    ],
    [
      "a depth that its colour type does not have",
      of(headerChunk({ ...picture, colourType: 2, depth: 4 }), pixelChunk(picture), end),
      "colour type 2 of 4 bits",
    ],
    [
      "an interlacing that does not exist",
      of(chunk("IHDR", [0, 0, 0, 3, 0, 0, 0, 1, 8, 0, 0, 0, 2]), pixelChunk(picture), end),
      `${damaged}its header says compression 0, filter 0, interlacing 2, which do not exist`,
    ],
    [
      "a claim of huge size",
      of(headerChunk({ ...picture, height: 2 ** 31, width: 2 ** 31 }), pixelChunk(picture), end),
      "f.png: expected a picture of 1 to 67108864 pixels, found 2147483648 x 2147483648",
    ],
    [
      "a claim of more bytes than are unpacked",
      of(headerChunk({ ...row(6, 16, []), height: 8192, width: 8192 }), pixelChunk(picture), end),
      "f.png: expected a picture of at most 268435456 bytes, found 536870912 (8192 x 8192); scale it down",
    ],
    [
      "a picture without rows",
      of(headerChunk({ ...picture, height: 0 }), pixelChunk(picture), end),
      "found 0 x 3",
    ],
    ["indices without a palette", writePng(row(3, 8, [0])), `${damaged}it has no palette`],
    [
      "a second palette",
      writePng({ ...row(3, 8, [0]), palette: colours, extra: [chunk("PLTE", [1, 2, 3])] }),
      `${damaged}it has a second palette`,
    ],
    [
      "a palette of broken colours",
      writePng({ ...row(3, 8, [0]), palette: [[1, 2]] }),
      `${damaged}its palette has 2 bytes: expected 3 for each of 1 to 256 colours`,
    ],
    [
      "an index beyond the palette",
      writePng({ ...row(3, 8, [5]), palette: colours }),
      `${damaged}a pixel has the colour 5 of a palette of 2`,
    ],
    [
      "transparency of more colours than there are",
      writePng({ ...row(3, 8, [0]), palette: colours, transparency: [1, 2, 3] }),
      `${damaged}what it says of transparency (tRNS) has 3 bytes`,
    ],
    [
      "transparency that is no colour",
      writePng({ ...picture, transparency: [0, 1, 0] }),
      `${damaged}what it says of transparency (tRNS) has 3 bytes`,
    ],
  ])("%s", (_, file, message) => {
    expect(() => decodePng(file, "f.png")).toThrow(message);
  });

  test("a bomb, before it fills memory", () => {
    const bomb = of(header, chunk("IDAT", deflateSync(new Uint8Array(2 ** 30), { level: 1 })), end);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => decodePng(bomb, "f.png")).toThrow(`${damaged}it has more pixels than its header says`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(60_000_000);
  });
});
