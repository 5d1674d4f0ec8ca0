import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { npyFile } from "../../test/support/own-files.ts";
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

/** Changes the uncompressed size that the directory of an archive with one entry claims. */
function claimSize(zip: Uint8Array, size: number): Uint8Array {
  const changed = zip.slice();
  const directory = changed.findIndex((_, at) =>
    [0x50, 0x4b, 1, 2].every((byte, i) => changed[at + i] === byte),
  );
  new DataView(changed.buffer).setUint32(directory + 24, size, true);
  return changed;
}

describe("openNpz", () => {
  test("reads what NumPy wrote, compressed or not", () => {
    const both = openNpz(compressed, "f.npz", 1000);
    expect(both.names).toEqual(["images", "labels"]);
    expect(both.read("images")).toEqual({ shape: [3, 2, 2], type: "uint8", data: images });
    expect(both.read("labels")).toEqual({ shape: [3, 1], type: "int32", data: Int32Array.of(7, 0, 7) });
    const one = openNpz(stored, "f.npz", 1000);
    expect(one.names).toEqual(["arr_0"]);
    expect(one.read("arr_0").data).toEqual(images);
  });

  test("passes over what is no array", () => {
    expect(openNpz(zipSync({ "read me.txt": images }), "f.npz", 1000).names).toEqual([]);
  });

  test.each([
    ["nothing", new Uint8Array()],
    ["no archive", Uint8Array.from({ length: 1000 }, (_, index) => index)],
    ["an archive without its end", compressed.subarray(0, compressed.length - 10)],
  ])("refuses %s", (_, bytes) => {
    expect(() => openNpz(bytes, "f.npz", 1000)).toThrow(
      "f.npz: expected an .npz file (a zip archive of arrays): ",
    );
  });

  const entry = npyFile("|u1", [12], images);
  const zip = zipSync({ "a.npy": entry });

  test("refuses the claim of a bomb before anything is allocated", () => {
    expect(() => openNpz(claimSize(zip, 4_000_000_000), "f.npz", 1000).read("a")).toThrow(
      "f.npz: expected at most 1000 bytes for a, found a claim of 4000000000",
    );
  });

  test("refuses the claim of more entries than an archive has", () => {
    const changed = zip.slice();
    new DataView(changed.buffer).setUint16(changed.length - 22 + 10, 60_000, true);
    new DataView(changed.buffer).setUint16(changed.length - 22 + 8, 60_000, true);
    expect(() => openNpz(changed, "f.npz", 1000)).toThrow(
      "f.npz: expected an .npz file (a zip archive of arrays): it claims more than 10000 entries",
    );
  });

  test("unpacks no more than was claimed", () => {
    expect(() => openNpz(claimSize(zip, entry.length - 2), "f.npz", 1000).read("a")).toThrow(
      "f.npz: a: expected 12 bytes of uint8 for shape [12], found 10 (the file is cut off)",
    );
  });

  test("refuses damaged deflate data and an entry that is no array", () => {
    const damaged = zipSync({ "a.npy": new Uint8Array(1000) }).map((byte, at) =>
      at > 34 && at < 44 ? 255 : byte,
    );
    expect(() => openNpz(damaged, "f.npz", 1000).read("a")).toThrow("f.npz: expected an .npz file");
    const text = zipSync({ "a.npy": new TextEncoder().encode("some text") });
    expect(() => openNpz(text, "f.npz", 1000).read("a")).toThrow("f.npz: a: expected an .npy file");
  });

  test("has no array of another name", () => {
    expect(() => openNpz(zip, "f.npz", 1000).read("b")).toThrow(
      'unknown array in f.npz "b": choose one of a',
    );
  });
});
