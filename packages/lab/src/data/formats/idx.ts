import { checkArgument, whole } from "hourglass-core/internal/arguments.ts";
import {
  requireBytes,
  requireFile,
  requireLength,
  requireShape,
} from "hourglass-core/internal/data/numbers.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { ContentLength } from "hourglass-core/internal/files/file-content.ts";
import { counted } from "hourglass-core/internal/words.ts";

/**
 * An array of unsigned bytes read from IDX, the format in which MNIST was published: two zero bytes, a type
 * byte (0x08: unsigned byte), the number of dimensions, each dimension as a big-endian 32-bit number, and the
 * values, row-major (LeCun, Cortes and Burges, "The MNIST database of handwritten digits").
 */
export interface IdxArray {
  readonly dimensions: readonly number[];
  /** The product of `dimensions` values: a view on the bytes that were read. */
  readonly values: Uint8Array;
}

const unsignedByte = 0x08;

/** Their number is a byte. */
const mostDimensions = 255;

/** The names of the type bytes of IDX, for the message that says which one was found. */
const typeNames: Readonly<Record<number, string>> = {
  8: "unsigned byte",
  9: "signed byte",
  11: "16-bit integer",
  12: "32-bit integer",
  13: "32-bit float",
  14: "64-bit float",
};

/**
 * Reads uncompressed IDX of unsigned bytes without copying it; memory does not depend on what a header claims.
 * @param file names the file in messages
 * @param rank the number of dimensions that it must have: 3 for images, 1 for labels
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function parseIdx(bytes: Uint8Array, file: string, rank: number): IdxArray {
  requireFile(bytes, file, "parseIdx");
  checkArgument(whole(1, mostDimensions), rank, "parseIdx", "rank");
  const dimensions = parseHeader(bytes, file, rank);
  const declared = countValues(dimensions);
  const found = bytes.length - headerBytes(rank);
  if (declared !== BigInt(found)) {
    throw new HourglassError(
      `${file}: expected ${dimensions.join(" x ")} = ${declared} values after the IDX header, found ${found}` +
        (declared > BigInt(found) ? " (the file is cut off)" : " (bytes are left over at its end)"),
    );
  }
  return { dimensions, values: bytes.subarray(headerBytes(rank)) };
}

/**
 * Tells the length of an IDX file by its header, so that no more of a packed one is unpacked.
 * @param file names the file in messages
 */
export function idxLength(file: string, rank: number): ContentLength {
  return {
    needs: headerBytes(rank),
    of: (start) => headerBytes(rank) + Number(countValues(parseHeader(start, file, rank))),
  };
}

/** Whole numbers of any size: the product of hostile dimensions exceeds what a double holds exactly. */
function countValues(dimensions: readonly number[]): bigint {
  return dimensions.reduce((product, dimension) => product * BigInt(dimension), 1n);
}

/** The dimensions. */
function parseHeader(bytes: Uint8Array, file: string, rank: number): readonly number[] {
  const header = headerBytes(rank);
  if (bytes.length < 4) {
    throw new HourglassError(`${file}: expected an IDX file, found only ${counted(bytes.length, "byte")}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) !== 0) {
    const found = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new HourglassError(
      `${file}: expected an IDX file, which starts with 00 00 08 0${rank}, found ${found}`,
    );
  }
  const type = view.getUint8(2);
  if (type !== unsignedByte) {
    const found = typeNames[type] ?? "unknown";
    throw new HourglassError(
      `${file}: expected IDX values of type unsigned byte (8), found ${found} (${type})`,
    );
  }
  const foundRank = view.getUint8(3);
  if (foundRank !== rank) {
    throw new HourglassError(`${file}: expected an IDX array of ${rank} dimensions, found ${foundRank}`);
  }
  if (bytes.length < header) {
    throw new HourglassError(
      `${file}: expected an IDX header of ${header} bytes, found a file of ${bytes.length}`,
    );
  }
  return Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
}

/**
 * Writes unsigned bytes as uncompressed IDX.
 * @param values the product of `dimensions` bytes, row-major
 * @throws HourglassError unless there are as many bytes as the dimensions say
 */
export function encodeIdx(dimensions: readonly number[], values: Uint8Array): Uint8Array<ArrayBuffer> {
  requireBytes(values, "encodeIdx", "values");
  requireShape(dimensions, mostDimensions, "encodeIdx", "dimensions");
  requireLength(dimensions, values, "encodeIdx", "values");
  const header = headerBytes(dimensions.length);
  const bytes = new Uint8Array(header + values.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(2, unsignedByte);
  view.setUint8(3, dimensions.length);
  for (const [axis, dimension] of dimensions.entries()) view.setUint32(4 + 4 * axis, dimension);
  bytes.set(values, header);
  return bytes;
}

/** The length of the header of an IDX array of `rank` dimensions. */
export function headerBytes(rank: number): number {
  return 4 + 4 * rank;
}
