import * as z from "zod";
import { checkArgument, kindOf, refuse as refuseArgument, unchecked } from "../arguments.ts";
import { requireFile, requireFloats, requireLength, requireShape } from "../data/numbers.ts";
import { HourglassError } from "../errors.ts";
import { showValue } from "../validation.ts";
import { counted } from "../words.ts";

/** A float32 tensor with its shape, as a file holds it. */
export interface StoredTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a safetensors file holds. */
export interface TensorFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** What the header has under this name is no tensor. */
const metadataName = "__metadata__";

/** More than any header of ours; a hostile length must not be allocated. */
const headerLimit = 100_000_000n;

/**
 * The bytes of a safetensors file (github.com/huggingface/safetensors): the length of a JSON header as 8 bytes, the header,
 * padded with spaces to a multiple of 8, and the little-endian numbers of all tensors in order.
 * @throws HourglassError unless each tensor has as many numbers as its shape says
 */
export function encodeSafetensors(content: TensorFile): Uint8Array<ArrayBuffer> {
  requireContent(content);
  const { tensors, metadata } = content;
  const header: [string, HeaderEntry | TensorFile["metadata"]][] = [];
  if (Object.keys(metadata).length > 0) header.push([metadataName, metadata]);
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    const end = offset + 4 * data.length;
    header.push([name, { dtype: "F32", shape, data_offsets: [offset, end] }]);
    offset = end;
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, 8, 8 + headerLength);
  bytes.set(json, 8);
  let position = 8 + headerLength;
  for (const { data } of tensors.values()) {
    for (const value of data) {
      view.setFloat32(position, value, true);
      position += 4;
    }
  }
  return bytes;
}

const tensorNameSchema = z
  .string()
  .refine((name) => name !== metadataName)
  .meta({ expected: `a text other than ${metadataName}` });
const tensorSchema = z.object({ shape: unchecked<unknown>(), data: unchecked<unknown>() });
const contentSchema = z.object({ metadata: z.record(z.string(), z.string()) });

/** More than any tensor has. */
const mostAxes = 32;

function requireContent(content: unknown): asserts content is TensorFile {
  const call = "encodeSafetensors";
  checkArgument(contentSchema, content, call, "content");
  const { tensors } = content as TensorFile;
  if (kindOf(tensors) !== "Map") refuseArgument("a Map of tensors by name", tensors, call, "content.tensors");
  for (const [key, tensor] of tensors) {
    const name = checkArgument(tensorNameSchema, key, call, "the name of a tensor");
    const { shape, data } = checkArgument(tensorSchema, tensor, call, name);
    const sizes = requireShape(shape, mostAxes, call, `${name}.shape`);
    requireLength(sizes, requireFloats(data, call, `${name}.data`), call, `${name}.data`);
  }
}

/**
 * Reads a safetensors file of float32 tensors, bit for bit. As the format asks, names are there once, and tensors fill the file
 * without gaps or overlaps.
 * @param file its name, for messages
 * @throws HourglassError saying what is wrong with the file
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): TensorFile {
  requireFile(bytes, file, "decodeSafetensors");
  const refuse: Refuse = (problem) => {
    throw new HourglassError(`${file} is not a readable safetensors file: ${problem}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) refuse(`it has ${counted(bytes.length, "byte")}, fewer than its first field`);
  const claimed = view.getBigUint64(0, true);
  if (claimed > headerLimit || claimed > bytes.length - 8) {
    refuse(`its header should have ${claimed} bytes, the file has ${bytes.length} in all`);
  }
  const start = 8 + Number(claimed);
  const header = parseHeader(bytes.subarray(8, start), refuse);
  const metadata = header[metadataName] ?? {};
  if (!isRecordOfTexts(metadata)) return refuse("its metadata is no record of texts");
  const entries = Object.entries(header).filter(([name]) => name !== metadataName);
  const places = entries.map(([name, entry]) => placeOf(name, entry, bytes.length - start, refuse));
  requireFilled(places, bytes.length - start, refuse);
  return {
    tensors: new Map(
      places.map(({ name, shape, from, to }) => {
        const data = floatsOf(bytes.subarray(start + from, start + to));
        return [name, { shape, data }];
      }),
    ),
    metadata,
  };
}

type Refuse = (problem: string) => never;

/** Where the numbers of a tensor lie, from the end of the header on. */
interface TensorPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function placeOf(name: string, entry: unknown, length: number, refuse: Refuse): TensorPlace {
  const tensor = `tensor ${showValue(name)}`;
  if (!isHeaderEntry(entry)) return refuse(`${tensor} lacks its type, shape or place`);
  const { dtype, shape, data_offsets } = entry;
  const [from, to] = data_offsets;
  if (dtype !== "F32") refuse(`${tensor} is ${showValue(dtype)}; only F32 is supported: save it as float32`);
  const count = shape.reduce((product, size) => product * size, 1);
  if (to - from !== 4 * count || to > length) {
    refuse(`${tensor} of shape ${showValue(shape)} lies at bytes ${from} to ${to} of ${length}`);
  }
  return { name, shape, from, to };
}

function requireFilled(places: readonly TensorPlace[], length: number, refuse: Refuse): void {
  let end = 0;
  for (const { name, from, to } of [...places].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < end) refuse(`tensor ${showValue(name)} overlaps with another at byte ${from}`);
    if (from > end) refuse(`bytes ${end} to ${from} belong to no tensor`);
    end = to;
  }
  if (end < length) refuse(`bytes ${end} to ${length} belong to no tensor`);
}

/** The processor's own order of bytes is that of the format, but for rare ones. */
const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function floatsOf(bytes: Uint8Array): Float32Array {
  // Not by slice, with which Node's buffers share their bytes.
  const copy = new Uint8Array(bytes);
  if (!littleEndian) for (let at = 0; at < copy.length; at += 4) copy.subarray(at, at + 4).reverse();
  return new Float32Array(copy.buffer);
}

function parseHeader(bytes: Uint8Array, refuse: Refuse): Record<string, unknown> {
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    return refuse("its header is no JSON object");
  }
  if (!isRecord(header)) return refuse("its header is no JSON object");
  const twice = nameTwice(text);
  if (twice !== undefined) refuse(`its header has ${showValue(twice)} twice`);
  return header;
}

/** A name that a record of a JSON text has twice, of which `JSON.parse` would keep the last. */
function nameTwice(json: string): string | undefined {
  /** Names of the records that are open; of lists none. */
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < json.length; at++) {
    const sign = json[at];
    if (sign === "{") open.push(new Set());
    else if (sign === "[") open.push(undefined);
    else if (sign === "}" || sign === "]") open.pop();
    else if (sign === '"') {
      const start = at;
      while (json[++at] !== '"') if (json[at] === "\\") at++;
      nameEnd.lastIndex = at + 1;
      if (!nameEnd.test(json)) continue;
      const name: string = JSON.parse(json.slice(start, at + 1));
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return undefined;
}

/** After a name. */
const nameEnd = /\s*:/y;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isRecordOfTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === "string");
}

function isHeaderEntry(entry: unknown): entry is HeaderEntry {
  if (!isRecord(entry)) return false;
  const { dtype, shape, data_offsets } = entry as Partial<HeaderEntry>;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return (
    typeof dtype === "string" &&
    Array.isArray(shape) &&
    shape.every(isCount) &&
    Array.isArray(data_offsets) &&
    data_offsets.length === 2 &&
    data_offsets.every(isCount)
  );
}

/**
 * The numbers of a tensor in a file.
 * @param file its name, for messages
 * @throws HourglassError when it is missing or of another shape
 */
export function requireTensor(
  { tensors }: TensorFile,
  name: string,
  shape: readonly number[],
  file: string,
): Float32Array {
  const tensor = tensors.get(name);
  if (tensor === undefined || tensor.shape.join() !== shape.join()) {
    const found = tensor === undefined ? "nothing" : `[${tensor.shape.join(", ")}]`;
    throw new HourglassError(`${file}: expected ${name} of shape [${shape.join(", ")}], found ${found}`);
  }
  return tensor.data;
}
