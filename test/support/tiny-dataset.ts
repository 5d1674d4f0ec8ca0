import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import {
  type FileRole,
  type FilesEntry,
  fileRoles,
} from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";

/** A published data set of six and three 4 x 4 images, its entry and the bytes of its files. */
export interface TinyDataset {
  readonly entry: FilesEntry;
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Uncompressed, by role. */
  readonly plain: Readonly<Record<FileRole, Uint8Array>>;
  /** Gzipped, by the name under which a mirror has it. */
  readonly gzipped: Readonly<Record<string, Uint8Array>>;
}

export function tinyDataset(mirrors: readonly string[], labels?: Uint8Array): TinyDataset {
  const random = createRandom(1, "tiny data set");
  const draw = (count: number): ImageSet => ({
    count,
    height: 4,
    width: 4,
    channels: 1,
    images: Uint8Array.from({ length: count * 16 }, () => random.below(256)),
    labels: Uint8Array.from({ length: count }, (_, i) => i % 3),
  });
  const train = labels === undefined ? draw(6) : { ...draw(6), labels };
  const test = draw(3);
  const plain: Record<FileRole, Uint8Array> = {
    trainImages: encodeIdx([6, 4, 4], train.images),
    trainLabels: encodeIdx([train.labels?.length ?? 0], train.labels ?? new Uint8Array()),
    testImages: encodeIdx([3, 4, 4], test.images),
    testLabels: encodeIdx([3], test.labels ?? new Uint8Array()),
  };
  const file = (role: FileRole): FilesEntry["files"][FileRole] => ({
    name: role,
    bytes: plain[role].length,
    sha256: createHash("sha256").update(plain[role]).digest("hex"),
  });
  const entry: FilesEntry = {
    name: "tiny",
    title: "Tiny images",
    source: "a test",
    licence: "none",
    classNames: ["a", "b", "c"],
    image: { height: 4, width: 4, channels: 1 },
    counts: { train: 6, test: 3 },
    files: {
      trainImages: file("trainImages"),
      trainLabels: file("trainLabels"),
      testImages: file("testImages"),
      testLabels: file("testLabels"),
    },
    mirrors,
  };
  const gzipped = Object.fromEntries(fileRoles.map((role) => [`${role}.gz`, gzipSync(plain[role])]));
  return { entry, train, test, plain, gzipped };
}

/** Puts the files into a cache as a fetch would. */
export async function fillCache(folder: string, { entry, gzipped }: TinyDataset): Promise<void> {
  await mkdir(join(folder, entry.name), { recursive: true });
  for (const [name, bytes] of Object.entries(gzipped)) {
    await writeFile(join(folder, entry.name, name), bytes);
  }
}
