import crc32 from "crc-32";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";

/** How the pixels of a PNG file are stored (www.w3.org/TR/png-3, section 11.2.1). */
export interface PngHeader {
  readonly height: number;
  readonly width: number;
  /** Bits a sample. */
  readonly depth: number;
  readonly colourType: ColourType;
  readonly interlaced: boolean;
}

export type ColourType = keyof typeof colourTypes;

/** What a PNG file has that decides its pixels. */
export interface PngContent {
  readonly header: PngHeader;
  /** Three bytes a colour; only where the pixels are indices of it. */
  readonly palette?: Uint8Array | undefined;
  /** Opacities of the palette's first colours, or the one gray or colour that is transparent, two bytes a sample. */
  readonly transparency?: Uint8Array | undefined;
  /** The compressed pixels, in the pieces in which the file has them. */
  readonly data: readonly Uint8Array[];
}

/** Samples a pixel, and the depths that they may have: gray, RGB, index of a palette, gray and alpha, RGB and alpha. */
export const colourTypes = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
} as const;

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const headerEnd = 33;

/** More than any photograph. */
export const mostPixels: number = 2 ** 26;

/** The most bytes of pixels that are unpacked: those of `mostPixels` pixels in RGB and alpha of 8 bits. */
const mostBytes = 2 ** 28;

/**
 * Reads of a PNG file what decides its pixels. Their chunks must be whole, by their checksums; all others say nothing of the
 * pixels, so they are passed over, whatever is in them.
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function readPngContent(bytes: Uint8Array, file: string): PngContent {
  const header = readHeader(bytes, file);
  const data: Uint8Array[] = [];
  let palette: Uint8Array | undefined;
  let transparency: Uint8Array | undefined;
  for (const { type, content } of chunksAfterHeader(bytes, file)) {
    if (type === "IDAT") data.push(content);
    else if (type === "IHDR") throw damagedPng(file, "it has a second header");
    else if (type === "PLTE" && header.colourType === 3) {
      if (palette !== undefined) throw damagedPng(file, "it has a second palette");
      palette = checkPalette(content, file);
    } else if (type === "tRNS" && data.length === 0) transparency ??= content;
  }
  if (data.length === 0) throw damagedPng(file, "it has no pixels");
  if (header.colourType === 3 && palette === undefined) throw damagedPng(file, "it has no palette");
  return {
    header,
    data,
    palette,
    transparency: checkTransparency(transparency, header, palette, file),
  };
}

export function damagedPng(file: string, why: string, cause?: unknown): HourglassError {
  return new HourglassError(`${file}: the PNG file is damaged: ${why}`, { cause });
}

/** Whether a file begins as every PNG file does. */
export function isPngContent(bytes: Uint8Array): boolean {
  return signature.every((byte, at) => bytes[at] === byte);
}

/** How files begin that people take for PNG files: pictures of other kinds that were given another name. */
const otherStarts: readonly (readonly [start: string, words: string])[] = [
  ["\xff\xd8\xff", "a JPEG file"],
  ["GIF8", "a GIF file"],
  ["BM", "a BMP file"],
  ["II*\0", "a TIFF file"],
  ["MM\0*", "a TIFF file"],
];

function contentWords(bytes: Uint8Array): string {
  if (bytes.length === 0) return "nothing";
  const start = String.fromCharCode(...bytes.subarray(0, 12));
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return "a WebP file";
  const [, words] = otherStarts.find(([known]) => start.startsWith(known)) ?? [];
  return words ?? "a file that begins otherwise";
}

/** Looks at signature and IHDR, which come first: whatever size they claim would be allocated. */
function readHeader(bytes: Uint8Array, file: string): PngHeader {
  if (!isPngContent(bytes)) {
    throw new HourglassError(
      `${file}: expected a PNG file, found ${contentWords(bytes)}; leave it out, or save the picture as PNG again`,
    );
  }
  if (bytes.length < headerEnd) {
    throw new HourglassError(
      `${file}: expected a PNG header of ${headerEnd} bytes, found a file of ${bytes.length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(8) !== 13 || typeAt(bytes, 12) !== "IHDR") {
    throw damagedPng(file, "it does not begin with a header");
  }
  requireChecksum(bytes, 8, 13, file);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  if (width === 0 || height === 0 || width * height > mostPixels) {
    throw new HourglassError(
      `${file}: expected a picture of 1 to ${mostPixels} pixels, found ${height} x ${width}`,
    );
  }
  const [depth = 0, colourType = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29);
  if (!isColourType(colourType) || !colourTypes[colourType].depths.some((known) => known === depth)) {
    throw damagedPng(
      file,
      `its header says colour type ${colourType} of ${depth} bits, which does not exist`,
    );
  }
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    throw damagedPng(
      file,
      `its header says compression ${compression}, filter ${filter}, interlacing ${interlace}, which do not exist`,
    );
  }
  const stored = (height * width * depth * colourTypes[colourType].samples) / 8;
  if (stored > mostBytes) {
    throw new HourglassError(
      `${file}: expected a picture of at most ${mostBytes} bytes, found ${stored} (${height} x ${width}); scale it down`,
    );
  }
  return { height, width, depth, colourType, interlaced: interlace === 1 };
}

function isColourType(number: number): number is ColourType {
  return Object.hasOwn(colourTypes, number);
}

interface Chunk {
  readonly type: string;
  readonly content: Uint8Array;
}

/** The chunks between header and end that may matter. Bytes after the end are no part of the picture. */
function* chunksAfterHeader(bytes: Uint8Array, file: string): Generator<Chunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = headerEnd; ; ) {
    if (at + 12 > bytes.length) throw damagedPng(file, "it is cut off");
    const length = view.getUint32(at);
    const type = typeAt(bytes, at + 4);
    if (at + 12 + length > bytes.length) throw damagedPng(file, `it is cut off in ${type}`);
    const critical = /^[A-Z]/.test(type);
    if (critical || type === "tRNS") {
      requireChecksum(bytes, at, length, file);
      if (type === "IEND") return;
      if (critical && !["IHDR", "PLTE", "IDAT"].includes(type)) {
        throw damagedPng(file, `it has the part ${type}, without which its pixels cannot be told`);
      }
      yield { type, content: bytes.subarray(at + 8, at + 8 + length) };
    }
    at += 12 + length;
  }
}

/** Four letters; what is none, as a damaged file has it, is shown as a question mark. */
function typeAt(bytes: Uint8Array, at: number): string {
  return Array.from(bytes.subarray(at, at + 4), (code) =>
    /[A-Za-z]/.test(String.fromCharCode(code)) ? String.fromCharCode(code) : "?",
  ).join("");
}

/** The checksum of a chunk follows its content, and covers its type and content. */
function requireChecksum(bytes: Uint8Array, at: number, length: number, file: string): void {
  const end = at + 8 + length;
  const expected = new DataView(bytes.buffer, bytes.byteOffset + end, 4).getInt32(0);
  if (crc32.buf(bytes.subarray(at + 4, end)) !== expected) {
    throw damagedPng(file, `the checksum of ${typeAt(bytes, at + 4)} is wrong`);
  }
}

function checkPalette(palette: Uint8Array, file: string): Uint8Array {
  if (palette.length > 0 && palette.length <= 3 * 256 && palette.length % 3 === 0) return palette;
  throw damagedPng(
    file,
    `its palette has ${counted(palette.length, "byte")}: expected 3 for each of 1 to 256 colours`,
  );
}

/** Of pictures that have alpha in every pixel it has no meaning. */
function checkTransparency(
  transparency: Uint8Array | undefined,
  { colourType }: PngHeader,
  palette: Uint8Array | undefined,
  file: string,
): Uint8Array | undefined {
  if (transparency === undefined || colourType === 4 || colourType === 6) return undefined;
  const { length } = transparency;
  const fits =
    palette === undefined ? length === 2 * colourTypes[colourType].samples : length <= palette.length / 3;
  if (fits) return transparency;
  throw damagedPng(
    file,
    `what it says of transparency (tRNS) has ${counted(length, "byte")}, which do not fit its colours`,
  );
}
