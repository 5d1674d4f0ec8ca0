import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { CorruptFileError, readUncompressed } from "./read-file.ts";

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * i) % 251);
const sha256 = createHash("sha256").update(content).digest("hex");
const gzipped = gzipSync(content);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

async function write(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe.each([
  ["plain", content],
  ["gzipped", gzipped],
])("a %s file", (form, stored) => {
  test.each([undefined, content.length])(
    "gives its content and checksum (expected bytes: %s)",
    async (size) => {
      const read = await readUncompressed(await write(`${form}-${size}`, stored), { expectedBytes: size });
      expect(read.sha256).toBe(sha256);
      expect(Buffer.compare(read.bytes, content)).toBe(0);
      expect(read.bytes.constructor).toBe(Uint8Array);
    },
  );

  test("of another length than expected is refused", async () => {
    const path = await write(`${form}-length`, stored);
    await expect(readUncompressed(path, { expectedBytes: 100_001 })).rejects.toThrow(
      `${path}: expected 100001 bytes of uncompressed content, found 100000`,
    );
    await expect(readUncompressed(path, { expectedBytes: 99_999 })).rejects.toThrow(
      "expected 99999 bytes of uncompressed content, found more",
    );
    await expect(readUncompressed(path, { maximumBytes: 99_999 })).rejects.toThrow(
      "expected at most 99999 bytes of uncompressed content, found more",
    );
  });
});

test("gzip data that is cut off, at any place, or damaged is refused as such", async () => {
  for (const length of [2, 9, 10, 500, gzipped.length - 8, gzipped.length - 1]) {
    const path = await write("cut-off", gzipped.subarray(0, length));
    await expect(readUncompressed(path)).rejects.toThrow(`${path}: the gzip data is cut off`);
  }
  for (const at of [2, 200, gzipped.length - 6]) {
    const path = await write(
      "damaged",
      gzipped.map((byte, i) => (i === at ? byte ^ 0xff : byte)),
    );
    await expect(readUncompressed(path)).rejects.toThrow(CorruptFileError);
  }
});

test("a gzip bomb is not inflated beyond what is expected", async () => {
  const path = await write("bomb", gzipSync(new Uint8Array(50_000_000)));
  const before = process.memoryUsage().arrayBuffers;
  await expect(readUncompressed(path, { expectedBytes: 1000 })).rejects.toThrow("found more");
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
});

test("what is not there, or no file, is refused", async () => {
  await expect(readUncompressed(join(folder, "nothing"))).rejects.toThrow(/^cannot read .*ENOENT/);
  await mkdir(join(folder, "folder"));
  await expect(readUncompressed(join(folder, "folder"))).rejects.toThrow("it is not a file");
});

test("an aborted signal stops it with its reason", async () => {
  const path = await write("aborted", gzipped);
  await expect(readUncompressed(path, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
