import { crc32, deflateSync } from "node:zlib";

// A PNG writer for tests, apart from all that reads or writes PNG in the program: every colour type, depth and interlacing.

/** A picture as PNG stores it: numbers of `depth` bits, row-major, pixel after pixel. */
export interface StoredPicture {
  readonly height: number;
  readonly width: number;
  readonly colourType: 0 | 2 | 3 | 4 | 6;
  readonly depth: number;
  readonly samples: readonly number[];
  readonly interlaced?: boolean;
  /** Colours of three bytes. */
  readonly palette?: readonly (readonly number[])[];
  /** The content of tRNS. */
  readonly transparency?: readonly number[];
  /** Chunks in front of the pixels. */
  readonly extra?: readonly Uint8Array[];
}

const samplesOf = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;

/** The bytes of a PNG file, its rows filtered in turn by all five filters. */
export function writePng(picture: StoredPicture): Uint8Array<ArrayBuffer> {
  const { palette, transparency, extra = [] } = picture;
  return joinPng([
    headerChunk(picture),
    ...(palette === undefined ? [] : [chunk("PLTE", palette.flat())]),
    ...(transparency === undefined ? [] : [chunk("tRNS", transparency)]),
    ...extra,
    chunk("IDAT", deflateSync(filteredRows(picture))),
    chunk("IEND"),
  ]);
}

export function joinPng(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return Uint8Array.from(Buffer.concat([signature, ...chunks]));
}

export function headerChunk({
  height,
  width,
  depth,
  colourType,
  interlaced = false,
}: Omit<StoredPicture, "samples">): Uint8Array {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  content.set([depth, colourType, 0, 0, interlaced ? 1 : 0], 8);
  return chunk("IHDR", content);
}

/** A chunk with its checksum. */
export function chunk(type: string, content: ArrayLike<number> = []): Uint8Array {
  const bytes = Buffer.alloc(12 + content.length);
  bytes.writeUInt32BE(content.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), 8 + content.length);
  return bytes;
}

/** The rows as they are compressed: of every pass, each with the number of its filter in front. */
export function filteredRows(picture: StoredPicture): Uint8Array {
  const { height, width, depth, colourType, samples, interlaced = false } = picture;
  const count = samplesOf[colourType];
  const distance = Math.max(1, (count * depth) / 8);
  const passes = interlaced
    ? ([
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ] as const)
    : ([[0, 0, 1, 1]] as const);
  const bytes: number[] = [];
  for (const [left, top, step, rowStep] of passes) {
    let above: number[] | undefined;
    for (let y = top, filter = 0; y < height && left < width; y += rowStep, filter = (filter + 1) % 5) {
      const row: number[] = [];
      for (let x = left; x < width; x += step) {
        row.push(...samples.slice((y * width + x) * count, (y * width + x + 1) * count));
      }
      const packed = pack(row, depth);
      bytes.push(filter, ...filtered(packed, above ?? packed.map(() => 0), filter, distance));
      above = packed;
    }
  }
  return Uint8Array.from(bytes);
}

/** Numbers of some bits in bytes, the first at the highest bits. */
function pack(row: readonly number[], depth: number): number[] {
  const bits = row.map((value) => value.toString(2).padStart(depth, "0")).join("");
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
}

function filtered(
  row: readonly number[],
  above: readonly number[],
  filter: number,
  distance: number,
): number[] {
  return row.map((value, at) => {
    const [a, b, c] = [row[at - distance] ?? 0, above[at] ?? 0, above[at - distance] ?? 0];
    const estimate = a + b - c;
    const paeth = [a, b, c].reduce((best, one) =>
      Math.abs(estimate - one) < Math.abs(estimate - best) ? one : best,
    );
    const prediction = [0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0;
    return (value - prediction) & 255;
  });
}

/** The pixels as red, green and blue of 8 bits, over black. */
export function composedColours(picture: StoredPicture): number[] {
  const { height, width, depth, colourType, samples, palette = [], transparency } = picture;
  const count = samplesOf[colourType];
  const most = 2 ** depth - 1;
  // tRNS has two bytes a sample.
  const key = transparency?.flatMap((byte, at) => (at % 2 === 0 ? [256 * byte + transparency[at + 1]!] : []));
  return Array.from({ length: height * width }, (_, pixel) => {
    const stored = samples.slice(pixel * count, (pixel + 1) * count);
    if (colourType === 3) {
      const alpha = (transparency?.[stored[0]!] ?? 255) / 255;
      return palette[stored[0]!]!.map((value) => Math.round(value * alpha));
    }
    const colours = count < 3 ? [stored[0]!, stored[0]!, stored[0]!] : stored.slice(0, 3);
    const hasAlpha = colourType === 4 || colourType === 6;
    const isKey = key !== undefined && stored.every((value, at) => value === key[at]);
    const alpha = hasAlpha ? stored.at(-1)! / most : isKey ? 0 : 1;
    return colours.map((value) => Math.round((value * alpha * 255) / most));
  }).flat();
}
