import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { encode } from "fast-png";
import type { Dataset, ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { requireImageData } from "hourglass-core/internal/data/require-dataset.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";

/** An .npy file by its parts, of format 1.0, with whatever they claim. */
export function npyFile(
  descr: string,
  shape: readonly number[],
  data: ArrayBufferView<ArrayBuffer>,
  fortran = false,
): Uint8Array<ArrayBuffer> {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const order = fortran ? "True" : "False";
  return npyWithHeader(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }`, data);
}

/** An .npy file with any text as its header. */
export function npyWithHeader(
  header: string,
  data: ArrayBufferView<ArrayBuffer> = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const length = header.length + 1;
  const numbers = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Uint8Array.from([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8],
    ...new TextEncoder().encode(`${header}\n`),
    ...numbers,
  ]);
}

/** A PNG file of bytes, row-major `[height, width, channels]`. */
export function pngFile(
  height: number,
  width: number,
  channels: number,
  pixels: readonly number[],
): Uint8Array {
  return encode({ height, width, channels, data: Uint8Array.from(pixels) });
}

/** A gray PNG file of one value. */
export function plainPng(value: number, height = 2, width = 2): Uint8Array {
  return pngFile(height, width, 1, new Array<number>(height * width).fill(value));
}

/** Writes files into a folder by their path within it. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** The bytes of `count` images of 2 x 2, each plain and different. */
export const plain = (count: number, first = 0): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 4 * count }, (_, at) => first + Math.floor(at / 4));

/** The value of each plain image. */
export const valuesOf = (set: ImageSet): number[] =>
  Array.from({ length: set.count }, (_, index) => set.images[index * set.height * set.width * set.channels]!);

/** The value and the class of each plain image of both parts, in the order of the values. */
export function classesOf({ train, test: rest, classNames }: Dataset): [number, string | undefined][] {
  return [train, rest]
    .flatMap((set) =>
      valuesOf(set).map((value, index): [number, string | undefined] => [
        value,
        classNames[set.labels?.[index] ?? -1],
      ]),
    )
    .sort(([a], [b]) => a - b);
}

/** A data set of one's own that is of images. */
export async function loadImages(...given: Parameters<typeof loadDataset>): Promise<Dataset> {
  return requireImageData(await loadDataset(...given));
}
