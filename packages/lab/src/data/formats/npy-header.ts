import { HourglassError } from "hourglass-core/internal/errors.ts";
import { showValue } from "hourglass-core/internal/validation.ts";

/** What the header of an .npy file says. */
export interface NpyHeader {
  /** The type as the header has it, such as `<f4`; a structured one as its text. */
  readonly descr: string;
  /** NumPy's letter for the kind of value: `u`, `i`, `f`, `b`, `U`, ...; `V` for a structured type, empty for none that is known. */
  readonly kind: string;
  /** Bytes a value. */
  readonly width: number;
  readonly bigEndian: boolean;
  /** Whether the first index changes fastest; `false` where there is at most one. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the values start. */
  readonly start: number;
  /** The bytes of all values: of any size, since the product of hostile sizes exceeds what a double holds exactly. */
  readonly bytes: bigint;
}

/** What an .npy file starts with: 93 and "NUMPY". */
export const npyMagic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** More than NumPy writes for any type that is read; its own limit for headers that it trusts is 10,000. */
const longestHeader = 2 ** 16;

/** What {@link readNpyHeader} needs of the start of a file, where that has as much. */
export const npyHeaderBytes: number = 12 + longestHeader;

/** NumPy's own limit. */
const mostAxes = 64;

/**
 * Reads the header of an .npy file of format 1.0 to 3.0: magic number, version, length, and a Python dictionary.
 * @param start the bytes that the file starts with
 * @throws HourglassError naming the file, what was expected and what was found
 */
export function readNpyHeader(start: Uint8Array, file: string): NpyHeader {
  const { text, end } = headerText(start, file);
  const entries = parseDictionary(text);
  const [descr, order, sizes] = ["descr", "fortran_order", "shape"].map((name) => entries?.get(name));
  const isOrder = order === "True" || order === "False";
  const shape = sizes === undefined ? undefined : parseShape(sizes);
  if (entries?.size !== 3 || descr === undefined || !isOrder || shape === undefined) {
    throw new HourglassError(
      `${file}: expected a header with descr, fortran_order and shape, found ${showValue(text.trim())}`,
    );
  }
  const type = parseType(descr);
  return {
    ...type,
    ...{ shape: shape.map(Number), start: end, fortranOrder: order === "True" && shape.length > 1 },
    bytes: shape.reduce((product, size) => product * size, BigInt(type.width)),
  };
}

function headerText(bytes: Uint8Array, file: string): { readonly text: string; readonly end: number } {
  if (npyMagic.some((byte, at) => bytes[at] !== byte) || bytes.length < 10) {
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
  const from = version === 1 ? 10 : 12;
  const length = bytes.length < from ? 0 : version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) {
    throw new HourglassError(
      `${file}: expected an .npy header of at most ${longestHeader} bytes, found ${length}`,
    );
  }
  if (bytes.length < from + length) {
    throw new HourglassError(
      `${file}: expected an .npy header of ${from + length} bytes, found a file of ${bytes.length}`,
    );
  }
  return { text: new TextDecoder().decode(bytes.subarray(from, from + length)), end: from + length };
}

/** An entry of the dictionary: a name, and a text, a word, or what stands in parentheses or brackets. */
const entryPattern = /\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"]*)\3|(\w+)|(\([^()]*\))|(\[.*\]))\s*(,|$)/sy;

/** The values of a dictionary by their names, as words; `undefined` where it is none, or has a name twice. */
function parseDictionary(text: string): ReadonlyMap<string, string> | undefined {
  const inside = /^\{(.*)\}$/s.exec(text.trim())?.[1];
  if (inside === undefined) return undefined;
  const entries = new Map<string, string>();
  for (let at = 0; inside.slice(at).trim() !== ""; ) {
    entryPattern.lastIndex = at;
    const found = entryPattern.exec(inside);
    const [, , name = "", , quoted, word, tuple, list] = found ?? [];
    const value = quoted ?? word ?? tuple ?? list;
    if (value === undefined || entries.has(name)) return undefined;
    entries.set(name, value);
    at = entryPattern.lastIndex;
  }
  return entries;
}

/** The sizes in a Python tuple; Python 2 wrote some as `40L`. */
function parseShape(tuple: string): readonly bigint[] | undefined {
  const parts = tuple
    .replace(/^\((.*)\)$/s, "$1")
    .split(",")
    .map((part) => part.trim());
  // A tuple of one ends in a comma, and others may.
  if (parts.at(-1) === "") parts.pop();
  const isShape = tuple.startsWith("(") && parts.length <= mostAxes && parts.every(isSize);
  return isShape ? parts.map((part) => BigInt(part.replace("L", ""))) : undefined;
}

/** No file has more than 16 digits of bytes. */
function isSize(word: string): boolean {
  return /^\d{1,16}L?$/.test(word);
}

/** A type such as `<f4` or `|u1`: byte order, kind and size; of texts (`<U5`) the size is in code points. */
function parseType(descr: string): Pick<NpyHeader, "descr" | "kind" | "width" | "bigEndian"> {
  if (descr.startsWith("[")) return { descr, kind: "V", width: 0, bigEndian: false };
  const [, order, kind = "", size = "0"] = /^([<>|=])([A-Za-z])(\d{0,9})(?:\[.*\])?$/.exec(descr) ?? [];
  return { descr, kind, width: Number(size) * (kind === "U" ? 4 : 1), bigEndian: order === ">" };
}
