import { z } from "zod";
import { checkArgument, kindOf, refuse, unchecked } from "../arguments.ts";
import { HourglassError } from "../errors.ts";
import { requireFile, requireFloats, requireLength, requireShape } from "./numbers.ts";

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
const headerLimit = 100_000_000;

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
  if (kindOf(tensors) !== "Map") refuse("a Map of tensors by name", tensors, call, "content.tensors");
  for (const [key, tensor] of tensors) {
    const name = checkArgument(tensorNameSchema, key, call, "the name of a tensor");
    const { shape, data } = checkArgument(tensorSchema, tensor, call, name);
    requireShape(shape, mostAxes, call, `${name}.shape`);
    requireLength(
      shape as readonly number[],
      requireFloats(data, call, `${name}.data`),
      call,
      `${name}.data`,
    );
  }
}

/**
 * Reads a safetensors file of float32 tensors.
 * @param file its name, for messages
 * @throws HourglassError saying what is wrong with the file
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): TensorFile {
  requireFile(bytes, file, "decodeSafetensors");
  const refuse = (problem: string): never => {
    throw new HourglassError(`${file} is not a readable safetensors file: ${problem}`);
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) refuse(`it has ${bytes.length} bytes, fewer than its first field`);
  const headerLength = Number(view.getBigUint64(0, true));
  if (headerLength > headerLimit || 8 + headerLength > bytes.length) {
    refuse(`its header should have ${headerLength} bytes, the file has ${bytes.length} in all`);
  }
  const header = parseHeader(bytes.subarray(8, 8 + headerLength)) ?? refuse("its header is no JSON object");
  const metadata = header[metadataName] ?? {};
  if (!isRecordOfTexts(metadata)) return refuse("its metadata is no record of texts");
  const start = 8 + headerLength;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === metadataName) continue;
    if (!isHeaderEntry(entry)) {
      refuse(`tensor "${name}" lacks its type, shape or place`);
      continue;
    }
    const { dtype, shape, data_offsets } = entry;
    const [from, to] = data_offsets;
    const count = shape.reduce((product, size) => product * size, 1);
    if (dtype !== "F32") refuse(`tensor "${name}" is ${dtype}; only F32 is supported`);
    if (from < 0 || to - from !== 4 * count || start + to > bytes.length) {
      refuse(
        `tensor "${name}" [${shape.join(", ")}] lies at bytes ${from} to ${to} of ${bytes.length - start}`,
      );
    }
    const data = Float32Array.from({ length: count }, (_, index) =>
      view.getFloat32(start + from + 4 * index, true),
    );
    tensors.set(name, { shape, data });
  }
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isRecord(header) ? header : undefined;
  } catch {
    return undefined;
  }
}

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
