import { isTyped, refuse } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { requireFile, requireLength, requireShape } from "./numbers.ts";

/** The numbers of an array, in the type that the file has them in. */
export type NpyData =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

/** An array read from NumPy's file format. */
export interface NpyArray {
  readonly shape: readonly number[];
  /** NumPy's name of the type of its numbers, such as `uint8` or `float32`. */
  readonly type: string;
  /** The product of `shape` numbers, row-major; a view on the bytes that were read where they are aligned. */
  readonly data: NpyData;
}

interface NumberType {
  readonly name: string;
  readonly view: new (buffer: ArrayBuffer, offset: number, length: number) => NpyData;
}

/** The types by their code in the header: kind and bytes a number. */
const types: Readonly<Record<string, NumberType>> = {
  u1: { name: "uint8", view: Uint8Array },
  u2: { name: "uint16", view: Uint16Array },
  u4: { name: "uint32", view: Uint32Array },
  u8: { name: "uint64", view: BigUint64Array },
  i1: { name: "int8", view: Int8Array },
  i2: { name: "int16", view: Int16Array },
  i4: { name: "int32", view: Int32Array },
  i8: { name: "int64", view: BigInt64Array },
  f4: { name: "float32", view: Float32Array },
  f8: { name: "float64", view: Float64Array },
};

/** What an .npy file starts with: 93 and "NUMPY". */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** NumPy has no arrays of more, and the length of the header is a number of two bytes. */
const mostAxes = 32;

/** Where the numbers start is a multiple of this, so that they can be mapped into memory. */
const alignment = 64;

/**
 * Reads an .npy file, of format 1.0 to 3.0, of integers or floats (numpy.org/devdocs/reference/generated/numpy.lib.format.html):
 * magic number, version, length of the header, the header as a Python dictionary, and the numbers.
 * Memory does not depend on what a header claims.
 * @param file names the file in messages
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function decodeNpy(bytes: Uint8Array<ArrayBuffer>, file: string): NpyArray {
  requireFile(bytes, file, "decodeNpy");
  const { header, start } = readHeader(bytes, file);
  const code = /'descr'\s*:\s*(['"])(.*?)\1/.exec(header)?.[2];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(header)?.[1];
  const sizes = /'shape'\s*:\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (order === undefined || sizes === undefined) {
    throw new HourglassError(
      `${file}: expected a header with descr, fortran_order and shape, found ${header.trim().slice(0, 200)}`,
    );
  }
  const type = code === undefined ? undefined : numberType(code);
  if (type === undefined) {
    const names = Object.values(types).map(({ name }) => name);
    throw new HourglassError(
      `${file}: expected little-endian numbers (${names.join(", ")}), found ${code ?? "a structured type"}; ` +
        `convert them, for example with .astype("float32")`,
    );
  }
  const shape = sizes.match(/\d+/g)?.map(Number) ?? [];
  if (order === "True" && shape.length > 1) {
    throw new HourglassError(
      `${file}: expected an array in C order, found Fortran order; save np.ascontiguousarray(...) of it`,
    );
  }
  const width = Number(code?.slice(-1));
  // Whole numbers of any size: the product of hostile sizes exceeds what a double holds exactly.
  const declared = (sizes.match(/\d+/g) ?? []).reduce(
    (product, size) => product * BigInt(size),
    BigInt(width),
  );
  const found = bytes.length - start;
  if (declared !== BigInt(found)) {
    throw new HourglassError(
      `${file}: expected ${declared} bytes of ${type.name} for shape [${shape.join(", ")}], found ${found}` +
        (declared > BigInt(found) ? " (the file is cut off)" : " (bytes are left over at its end)"),
    );
  }
  const numbers = bytes.subarray(start);
  // A view needs an aligned start, which every writer but a hostile one provides.
  const aligned = numbers.byteOffset % width === 0 ? numbers : numbers.slice();
  return {
    shape,
    type: type.name,
    data: new type.view(aligned.buffer, aligned.byteOffset, found / width),
  };
}

/** The type of a code such as `<f4` or `|u1`; `undefined` for all that is not read. */
function numberType(code: string): NumberType | undefined {
  const [byteOrder, name] = [code.slice(0, 1), code.slice(1)];
  const known = byteOrder === "<" || (byteOrder === "|" && name.endsWith("1"));
  return known && Object.hasOwn(types, name) ? types[name] : undefined;
}

function readHeader(bytes: Uint8Array, file: string): { readonly header: string; readonly start: number } {
  if (magic.some((byte, at) => bytes[at] !== byte) || bytes.length < 10) {
    const found = Array.from(bytes.subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new HourglassError(
      `${file}: expected an .npy file, which starts with 93 4e 55 4d 50 59, found ${found || "nothing"}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(6);
  if (version < 1 || version > 3) {
    throw new HourglassError(`${file}: expected .npy format 1 to 3, found ${version}.${view.getUint8(7)}`);
  }
  const headerStart = version === 1 ? 10 : 12;
  const start =
    bytes.length < headerStart
      ? headerStart
      : headerStart + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (bytes.length < start) {
    throw new HourglassError(
      `${file}: expected an .npy header of ${start} bytes, found a file of ${bytes.length}`,
    );
  }
  return { header: new TextDecoder().decode(bytes.subarray(headerStart, start)), start };
}

/**
 * Writes an array of float32 or uint8 as .npy, format 1.0, as `numpy.save` does.
 * @param data the product of `shape` numbers, row-major
 * @throws HourglassError unless there are as many numbers as the shape says
 */
export function encodeNpy(
  data: Float32Array | Uint8Array,
  shape: readonly number[],
): Uint8Array<ArrayBuffer> {
  if (!isTyped(data, Float32Array) && !isTyped(data, Uint8Array)) {
    refuse("a Float32Array or a Uint8Array", data, "encodeNpy", "data", "give one made of the numbers");
  }
  requireShape(shape, mostAxes, "encodeNpy", "shape");
  requireLength(shape, data, "encodeNpy", "data");
  // A Python tuple of one element ends in a comma.
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const type = isTyped(data, Uint8Array) ? "|u1" : "<f4";
  const header = `{'descr': '${type}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + header.length + 1) / alignment) * alignment;
  const bytes = new Uint8Array(start + data.byteLength);
  bytes.set(magic);
  bytes[6] = 1;
  const view = new DataView(bytes.buffer);
  view.setUint16(8, start - 10, true);
  bytes.set(new TextEncoder().encode(`${header.padEnd(start - 11)}\n`), 10);
  if (isTyped(data, Uint8Array)) bytes.set(data, start);
  else for (const [index, value] of data.entries()) view.setFloat32(start + 4 * index, value, true);
  return bytes;
}
