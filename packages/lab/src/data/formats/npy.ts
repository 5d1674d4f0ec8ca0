import { isTyped, refuse } from "hourglass-core/internal/arguments.ts";
import type { NpyArray, NpyData } from "hourglass-core/internal/data/array.ts";
import { requireFile, requireLength, requireShape } from "hourglass-core/internal/data/numbers.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { ContentLength } from "hourglass-core/internal/files/file-content.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { listed } from "hourglass-core/internal/words.ts";
import { type NpyHeader, npyHeaderBytes, npyMagic, readNpyHeader } from "./npy-header.ts";

/** NumPy has no arrays of more, and the length of the header is a number of two bytes. */
const mostAxes = 32;

/** Where the numbers start is a multiple of this, so that they can be mapped into memory. */
const alignment = 64;

type Reader = (bytes: Uint8Array<ArrayBuffer>, header: NpyHeader, file: string) => NpyData;

const numbers =
  (
    View: new (buffer: ArrayBuffer, offset: number, length: number) => Exclude<NpyData, readonly string[]>,
  ): Reader =>
  (bytes, { width, bigEndian }) => {
    // A view needs an aligned start, which every writer but a hostile one provides.
    const copied = bigEndian || bytes.byteOffset % width !== 0;
    // Not by slice, with which Node's buffers share their bytes.
    const aligned = copied ? new Uint8Array(bytes) : bytes;
    if (bigEndian) swapBytes(aligned, width);
    return new View(aligned.buffer, aligned.byteOffset, aligned.length / width);
  };

/** The types that are read, by kind and bytes a value, or by kind alone where any number of bytes will do. */
const types: Readonly<Record<string, { readonly name: string; readonly read: Reader }>> = {
  u1: { name: "uint8", read: numbers(Uint8Array) },
  u2: { name: "uint16", read: numbers(Uint16Array) },
  u4: { name: "uint32", read: numbers(Uint32Array) },
  u8: { name: "uint64", read: numbers(BigUint64Array) },
  i1: { name: "int8", read: numbers(Int8Array) },
  i2: { name: "int16", read: numbers(Int16Array) },
  i4: { name: "int32", read: numbers(Int32Array) },
  i8: { name: "int64", read: numbers(BigInt64Array) },
  f4: { name: "float32", read: numbers(Float32Array) },
  f8: { name: "float64", read: numbers(Float64Array) },
  b1: { name: "bool", read: (bytes) => Uint8Array.from(bytes, (byte) => (byte === 0 ? 0 : 1)) },
  U: { name: "str", read: readTexts },
  S: { name: "bytes", read: readByteTexts },
};

/** What to do about types that are not read, by their kind. */
const adviceFor: Readonly<Record<string, string>> = {
  f: 'convert them with .astype("float32")',
  c: "save one part of the numbers, such as np.abs(array)",
  O: 'they are pickled, which may run any program when it is undone; save numbers with .astype("float32"), or texts with .astype("str")',
  V: 'save one of its fields, such as array["pixels"]',
  M: 'save numbers, such as array.astype("int64")',
  m: 'save numbers, such as array.astype("int64")',
};

/**
 * Reads an .npy file, of format 1.0 to 3.0, of integers, floats, truth values or texts
 * (numpy.org/devdocs/reference/generated/numpy.lib.format.html), in either byte order and either order of the axes.
 * Memory does not depend on what a header claims.
 * @param file names the file in messages
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function decodeNpy(bytes: Uint8Array<ArrayBuffer>, file: string): NpyArray {
  requireFile(bytes, file, "decodeNpy");
  const header = readNpyHeader(bytes, file);
  const { name, read } = typeOf(header, file);
  requireNpyLength(header, bytes.length, file);
  const data = read(bytes.subarray(header.start), header, file);
  const { shape, fortranOrder } = header;
  return { shape, type: name, data: fortranOrder ? toRowMajor(data, shape) : data };
}

/**
 * Tells the length of an .npy file by its header, so that no more of a packed one is unpacked.
 * @param file names the file in messages
 */
export function npyLength(file: string): ContentLength {
  return {
    needs: npyHeaderBytes,
    of: (start) => {
      const header = readNpyHeader(start, file);
      typeOf(header, file);
      return header.start + Number(header.bytes);
    },
  };
}

/** @throws HourglassError unless a file has as many bytes as its header says */
export function requireNpyLength(header: NpyHeader, length: number, file: string): void {
  const found = BigInt(length - header.start);
  if (header.bytes === found) return;
  throw new HourglassError(
    `${file}: expected ${header.bytes} bytes of ${typeOf(header, file).name} for shape [${header.shape.join(", ")}], ` +
      `found ${found}${header.bytes > found ? " (the file is cut off)" : " (bytes are left over at its end)"}`,
  );
}

function typeOf({ kind, width, descr }: NpyHeader, file: string): (typeof types)[string] {
  const key = [`${kind}${width}`, kind].find((name) => Object.hasOwn(types, name));
  const type = key === undefined || width === 0 ? undefined : types[key];
  if (type !== undefined) return type;
  const advice = Object.hasOwn(adviceFor, kind) ? adviceFor[kind] : "save numbers";
  throw new HourglassError(
    `${file}: expected an array of ${listed(
      Object.values(types).map(({ name }) => name),
      "or",
    )}, found ` +
      `${kind === "O" ? "Python objects" : kind === "V" ? "a structured type" : showValue(descr)}; ${advice}`,
  );
}

function swapBytes(bytes: Uint8Array, width: number): void {
  for (let start = 0; start < bytes.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low++, high--) {
      [bytes[low], bytes[high]] = [bytes[high]!, bytes[low]!];
    }
  }
}

/** Texts of code points of four bytes each, filled up with zeros. */
function readTexts(bytes: Uint8Array<ArrayBuffer>, header: NpyHeader, file: string): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / header.width }, (_, index) => {
    let text = "";
    for (let at = index * header.width; at < (index + 1) * header.width; at += 4) {
      const code = view.getUint32(at, !header.bigEndian);
      if (code > 0x10ffff) {
        throw new HourglassError(`${file}: expected texts, found the code point ${code} at index [${index}]`);
      }
      text += String.fromCodePoint(code);
    }
    return text.replace(/\0+$/, "");
  });
}

/** Texts as bytes, filled up with zeros; what is no UTF-8 in them becomes a replacement character. */
function readByteTexts(bytes: Uint8Array<ArrayBuffer>, { width }: NpyHeader): string[] {
  const decoder = new TextDecoder();
  return Array.from({ length: bytes.length / width }, (_, index) =>
    decoder.decode(bytes.subarray(index * width, (index + 1) * width)).replace(/\0+$/, ""),
  );
}

/** Values whose first index changes fastest (Fortran's order) with the last changing fastest. */
function toRowMajor(data: NpyData, shape: readonly number[]): NpyData {
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  const index = shape.map(() => 0);
  const ordered: { [place: number]: NpyData[number] } & NpyData = Array.isArray(data)
    ? [...data]
    : data.slice();
  for (let to = 0, from = 0; to < data.length; to++) {
    ordered[to] = data[from]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return ordered;
}

/** What is written: numbers, or texts of as many code points as the longest has. */
export type WrittenArray = Float32Array | Uint8Array | Int32Array | readonly string[];

/** Values a piece of what is written. */
const pieceLength = 2 ** 16;

/**
 * Writes an array of float32, uint8, int32 or texts as .npy, format 1.0, as `numpy.save` does.
 * @param data the product of `shape` numbers, row-major
 * @throws HourglassError unless there are as many numbers as the shape says
 */
export function encodeNpy(data: WrittenArray, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const pieces = [...npyPieces(data, shape)];
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    bytes.set(piece, start);
    start += piece.length;
  }
  return bytes;
}

/** {@link encodeNpy} piece by piece, so that an array need not be in memory twice. */
export function npyPieces(data: WrittenArray, shape: readonly number[]): Iterable<Uint8Array<ArrayBuffer>> {
  if (!isWritten(data)) {
    refuse(
      "a Float32Array, a Uint8Array, an Int32Array or texts",
      data,
      "encodeNpy",
      "data",
      "give one made of the values",
    );
  }
  requireShape(shape, mostAxes, "encodeNpy", "shape");
  requireLength(shape, data, "encodeNpy", "data");
  return piecesOf(data, shape);
}

function isWritten(data: unknown): data is WrittenArray {
  const isNumbers = isTyped(data, Float32Array) || isTyped(data, Uint8Array) || isTyped(data, Int32Array);
  return isNumbers || (Array.isArray(data) && data.every((value) => typeof value === "string"));
}

/** Writes one value at a place of a view. */
interface ValueWriter {
  readonly descr: string;
  /** Bytes a value. */
  readonly width: number;
  readonly write: (view: DataView, at: number, index: number) => void;
}

function writerOf(data: WrittenArray): ValueWriter {
  if (isTyped(data, Uint8Array)) {
    return { descr: "|u1", width: 1, write: (view, at, index) => view.setUint8(at, data[index]!) };
  }
  if (isTyped(data, Int32Array)) {
    return { descr: "<i4", width: 4, write: (view, at, index) => view.setInt32(at, data[index]!, true) };
  }
  if (isTyped(data, Float32Array)) {
    return { descr: "<f4", width: 4, write: (view, at, index) => view.setFloat32(at, data[index]!, true) };
  }
  const texts = data as readonly string[];
  // NumPy has no texts of no code points.
  const longest = texts.reduce((most, text) => Math.max(most, [...text].length), 1);
  return {
    descr: `<U${longest}`,
    width: 4 * longest,
    write: (view, at, index) => {
      let to = at;
      for (const character of texts[index]!) {
        view.setUint32(to, character.codePointAt(0)!, true);
        to += 4;
      }
    },
  };
}

function* piecesOf(data: WrittenArray, shape: readonly number[]): Generator<Uint8Array<ArrayBuffer>> {
  const { descr, width, write } = writerOf(data);
  yield npyHeader(descr, shape);
  for (let start = 0; start < data.length; start += pieceLength) {
    const count = Math.min(pieceLength, data.length - start);
    const bytes = new Uint8Array(count * width);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < count; index++) write(view, index * width, start + index);
    yield bytes;
  }
}

function npyHeader(descr: string, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  // A Python tuple of one element ends in a comma.
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + header.length + 1) / alignment) * alignment;
  const bytes = new Uint8Array(start);
  bytes.set(npyMagic);
  bytes[6] = 1;
  new DataView(bytes.buffer).setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(start - 11)}\n`), 10);
  return bytes;
}
