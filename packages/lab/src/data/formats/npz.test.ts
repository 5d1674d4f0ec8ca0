import { type ZipOptions, type Zippable, zipSync } from "fflate";
import type { NpyArray } from "hourglass-core/internal/data/array.ts";
import { describe, expect, test } from "vitest";
import { npyFile } from "../../../../../test/support/own-files.ts";
import { openNpz } from "./npz.ts";

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text, "base64"));

// x = (np.arange(12, dtype=np.uint8) * 20).reshape(3, 2, 2); y = np.array([7, 0, 7]), by NumPy 1.24
// np.savez_compressed(file, images=x, labels=y.reshape(3, 1).astype("i4"))
const compressed = fromBase64(
  "UEsDBBQAAAAIAAAAIQBEBHbFVAAAAIwAAAAKABQAaW1hZ2VzLm5weQEAEACMAAAAAAAAAFQAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgXlNqqK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaxjoKRkCkqaNQq0Ae4GIQ0bAJSKnoWbDlxB0AUEsDBBQAAAAIAAAAIQDV0bySSwAAAIwAAAAKABQAbGFiZWxzLm5weQEAEACMAAAAAAAAAEsAAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaxjoKhpo6CrUKZAMudgYIANEAUEsBAhQDFAAAAAgAAAAhAEQEdsVUAAAAjAAAAAoAAAAAAAAAAAAAAIABAAAAAGltYWdlcy5ucHlQSwECFAMUAAAACAAAACEA1dG8kksAAACMAAAACgAAAAAAAAAAAAAAgAGQAAAAbGFiZWxzLm5weVBLBQYAAAAAAgACAHAAAAAXAQAAAAA=",
);
// np.savez(file, x)
const stored = fromBase64(
  "UEsDBBQAAAAAAAAAIQBEBHbFjAAAAIwAAAAJABQAYXJyXzAubnB5AQAQAIwAAAAAAAAAjAAAAAAAAACTTlVNUFkBAHYAeydkZXNjcic6ICd8dTEnLCAnZm9ydHJhbl9vcmRlcic6IEZhbHNlLCAnc2hhcGUnOiAoMywgMiwgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgCgAUKDxQZHiMoLTI3FBLAQIUAxQAAAAAAAAAIQBEBHbFjAAAAIwAAAAJAAAAAAAAAAAAAACAAQAAAABhcnJfMC5ucHlQSwUGAAAAAAEAAQA3AAAAxwAAAAAA",
);
const images = Uint8Array.from({ length: 12 }, (_, index) => 20 * index);

/** Changes four bytes of the directory of an archive with one entry. */
function changeDirectory(zip: Uint8Array, offset: number, value: number): File {
  const changed = Uint8Array.from(zip);
  const directory = Buffer.from(zip).indexOf("PK\x01\x02", 0, "latin1");
  new DataView(changed.buffer).setUint32(directory + offset, value, true);
  return changed;
}

type File = Uint8Array<ArrayBuffer>;
const zipped = (files: Zippable, options: ZipOptions = {}): File => Uint8Array.from(zipSync(files, options));
const read = async (bytes: File, name: string, most = 1e6): Promise<NpyArray> =>
  (await openNpz(bytes, "f.npz", most)).read(name);

test("what NumPy wrote is read, compressed or not", async () => {
  const both = await openNpz(compressed, "f.npz", 1000);
  expect(both.names).toEqual(["images", "labels"]);
  expect(await both.read("images")).toEqual({ shape: [3, 2, 2], type: "uint8", data: images });
  expect(await both.read("labels")).toEqual({ shape: [3, 1], type: "int32", data: Int32Array.of(7, 0, 7) });
  const one = await openNpz(stored, "f.npz", 1000);
  expect(one.names).toEqual(["arr_0"]);
  expect((await one.read("arr_0")).data).toEqual(images);
});

test("an array larger than a piece of it is read whole", async () => {
  const large = Uint8Array.from({ length: 300_000 }, (_, index) => (index * index) % 251);
  for (const level of [0, 6] as const) {
    const zip = zipped({ "a.npy": npyFile("|u1", [300_000], large) }, { level });
    expect((await read(zip, "a")).data).toEqual(large);
  }
});

test("names are any that NumPy takes, and never those of files", async () => {
  const npz = await openNpz(zipped({ "../../etc/a.npy": npyFile("|u1", [12], images) }), "f.npz", 1000);
  expect(npz.names).toEqual(["../../etc/a"]);
  expect((await npz.read("../../etc/a")).data).toEqual(images);
});

test("what is no array is passed over", async () => {
  expect((await openNpz(zipped({ "read me.txt": images }), "f.npz", 1000)).names).toEqual([]);
});

test.each<[string, File]>([
  ["nothing", new Uint8Array()],
  ["no archive", Uint8Array.from({ length: 1000 }, (_, index) => index)],
  ["an archive without its end", compressed.slice(0, -10)],
])("%s is refused", async (_, bytes) => {
  await expect(openNpz(bytes, "f.npz", 1000)).rejects.toThrow(
    "f.npz: expected an .npz file (a zip archive of arrays): ",
  );
});

describe("refused is", () => {
  const entry = npyFile("|u1", [12], images);
  const zip = zipped({ "a.npy": entry }, { level: 0 });
  const packed = zipped({ "a.npy": npyFile("|u1", [10_000], new Uint8Array(10_000)) });

  test.each([
    ["stored", zip],
    ["deflated", packed],
  ])("an array with a wrong checksum, %s", async (_, file) => {
    const wrong = changeDirectory(file, 16, 1);
    // The checksum is also in front of the array.
    new DataView(wrong.buffer).setUint32(14, 1, true);
    await expect(read(wrong, "a")).rejects.toThrow(
      "f.npz: a: the array cannot be unpacked: its checksum is wrong: the file is damaged; save or copy it anew",
    );
  });

  test("a byte that was flipped", async () => {
    const at = zip.length - 22 - 51 - 3;
    await expect(read(zip.with(at, 77), "a")).rejects.toThrow("its checksum is wrong");
  });

  test("the claim of a bomb, before anything is allocated", async () => {
    await expect(read(changeDirectory(zip, 24, 4_000_000_000), "a", 1000)).rejects.toThrow(
      "f.npz: expected at most 1000 bytes for a, found a claim of 4000000000",
    );
  });

  test("an array of more bytes than its header says, before they are unpacked", async () => {
    const bytes = new Uint8Array(entry.length + 50_000_000);
    bytes.set(entry);
    const bomb = zipped({ "a.npy": bytes }, { level: 1 });
    const before = process.memoryUsage().arrayBuffers;
    await expect(read(bomb, "a", 2 ** 31)).rejects.toThrow(
      "f.npz: a: expected 12 bytes of uint8 for shape [12], found 50000012 (bytes are left over at its end)",
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test("an archive of more entries than any has", async () => {
    const many = zipped(
      Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}.npy`, new Uint8Array()])),
      { level: 0 },
    );
    await expect(openNpz(many, "f.npz", 1000)).rejects.toThrow("it has more than 10000 entries");
  });

  test("a claim that is less or more than there is", async () => {
    for (const size of [entry.length - 2, entry.length + 2]) {
      const file = changeDirectory(zip, 24, size);
      new DataView(file.buffer).setUint32(22, size, true);
      await expect(read(file, "a")).rejects.toThrow("f.npz: a: the array cannot be unpacked: ");
    }
  });

  test("two arrays of one name", async () => {
    const two = zipped({ "a.npy": entry, "b.npy": entry }, { level: 0 });
    const same = Uint8Array.from(
      Buffer.from(Buffer.from(two).toString("latin1").replaceAll("b.npy", "a.npy"), "latin1"),
    );
    await expect(openNpz(same, "f.npz", 1000)).rejects.toThrow("the archive says two things of one array");
  });

  test("arrays that share bytes", async () => {
    const two = zipped({ "a.npy": entry, "b.npy": entry }, { level: 0 });
    const second = Buffer.from(two).lastIndexOf("PK\x01\x02", undefined, "latin1");
    new DataView(two.buffer).setUint32(second + 42, 0, true);
    const npz = await openNpz(two, "f.npz", 1000);
    await expect(npz.read("a").then(() => npz.read("b"))).rejects.toThrow("the array cannot be unpacked");
  });

  test("an array under a password", async () => {
    const locked = changeDirectory(zip, 8, 1);
    new DataView(locked.buffer).setUint16(6, 1, true);
    await expect(read(locked, "a")).rejects.toThrow("it is encrypted; save it without a password");
  });

  test("damaged deflate data, and an entry that is no array", async () => {
    const damaged = packed.map((byte, at) => (at > 36 && at < 46 ? 255 : byte));
    await expect(read(damaged, "a")).rejects.toThrow("f.npz: a: the array cannot be unpacked: ");
    const text = zipped({ "a.npy": new TextEncoder().encode("some text") });
    await expect(read(text, "a")).rejects.toThrow("f.npz: a: expected an .npy file");
  });

  test("an array of another name", async () => {
    await expect(read(zip, "b")).rejects.toThrow("f.npz: expected an array called b, found a");
  });
});
