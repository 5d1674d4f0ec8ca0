import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { CorruptFileError } from "../errors.ts";
import { readUncompressed } from "./read-file.ts";

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

test("several gzip members are read as one; what follows them is refused, but for zeros", async () => {
  const half = content.length / 2;
  const members = Buffer.concat([gzipSync(content.subarray(0, half)), gzipSync(content.subarray(half))]);
  expect((await readUncompressed(await write("members", members))).sha256).toBe(sha256);
  expect(
    (await readUncompressed(await write("padded", Buffer.concat([gzipped, Buffer.alloc(99)])))).sha256,
  ).toBe(sha256);
  const path = await write("trailing", Buffer.concat([gzipped, Buffer.from("garbage")]));
  await expect(readUncompressed(path)).rejects.toThrow(
    `${path}: the gzip data is damaged (incorrect header check)`,
  );
});

test("a gzip header of any length is passed over", async () => {
  const named = Buffer.concat([
    Buffer.from([0x1f, 0x8b, 8, 0x08, 0, 0, 0, 0, 0, 3]),
    Buffer.alloc(3_000_000, "n"),
    Buffer.of(0),
    gzipped.subarray(10),
  ]);
  expect((await readUncompressed(await write("named", named))).sha256).toBe(sha256);
});

test("a checksum or length at the end of gzip data that is wrong is refused", async () => {
  for (const at of [gzipped.length - 7, gzipped.length - 3]) {
    const path = await write("wrong-end", gzipped.with(at, gzipped[at]! ^ 1));
    await expect(readUncompressed(path)).rejects.toThrow(
      /the gzip data is damaged \(incorrect (data|length) check\)/,
    );
  }
});

test("the content tells by its start how much of it there is", async () => {
  const path = await write("bomb", gzipSync(new Uint8Array(100_000_000)));
  const length = { needs: 16, of: () => 1000 };
  const before = process.memoryUsage().arrayBuffers;
  await expect(readUncompressed(path, { length })).rejects.toThrow(
    `${path}: expected at most 1000 bytes of uncompressed content, found more`,
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  const refuse = (): never => {
    throw new CorruptFileError("no such thing");
  };
  await expect(readUncompressed(path, { length: { needs: 16, of: refuse } })).rejects.toThrow(
    "no such thing",
  );
  // Where there is less than tells it, whoever reads the content says so.
  expect((await readUncompressed(path, { length: { needs: 2e8, of: refuse } })).bytes.length).toBe(
    100_000_000,
  );
});

test("gzip is left as it is where that is wanted", async () => {
  const path = await write("packed", gzipped);
  expect((await readUncompressed(path, { gunzip: false })).bytes.length).toBe(gzipped.length);
});

test("what is not there, or no file, is refused", async () => {
  await expect(readUncompressed(join(folder, "nothing"))).rejects.toThrow(
    /^cannot read .*nothing: it is not there$/,
  );
  await mkdir(join(folder, "folder"));
  await expect(readUncompressed(join(folder, "folder"))).rejects.toThrow("it is not a file");
});

test("an aborted signal stops it with its reason", async () => {
  const path = await write("aborted", gzipped);
  await expect(readUncompressed(path, { signal: AbortSignal.abort("enough") })).rejects.toBe("enough");
});
