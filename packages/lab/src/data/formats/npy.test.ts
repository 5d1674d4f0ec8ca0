import { describe, expect, test } from "vitest";
import { npyFile, npyWithHeader } from "../../../../../test/support/own-files.ts";
import { decodeNpy, encodeNpy } from "./npy.ts";

const bytes = Uint8Array.from({ length: 12 }, (_, index) => 20 * index);

describe("decodeNpy", () => {
  // np.save(file, (np.arange(12, dtype=np.uint8) * 20).reshape(3, 2, 2)), by NumPy 1.24
  const byNumpy = Uint8Array.from(
    Buffer.from(
      "k05VTVBZAQB2AHsnZGVzY3InOiAnfHUxJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsIDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAFCg8UGR4jKC0yNw=",
      "base64",
    ),
  );

  test("reads what NumPy wrote", () => {
    expect(decodeNpy(byNumpy, "f")).toEqual({ shape: [3, 2, 2], type: "uint8", data: bytes });
  });

  test("reads integers and floats of all widths, aligned or not", () => {
    const cases: [string, ArrayBufferView<ArrayBuffer>][] = [
      ["|u1", Uint8Array.of(1, 2, 255)],
      ["|i1", Int8Array.of(1, 2, -1)],
      ["<u2", Uint16Array.of(1, 2, 65535)],
      ["<i2", Int16Array.of(1, 2, -1)],
      ["<u4", Uint32Array.of(1, 2, 2 ** 32 - 1)],
      ["<i4", Int32Array.of(1, 2, -1)],
      ["<u8", BigUint64Array.of(1n, 2n, 2n ** 64n - 1n)],
      ["<i8", BigInt64Array.of(1n, 2n, -1n)],
      ["<f4", Float32Array.of(0, 0.5, Number.NaN)],
      ["<f8", Float64Array.of(0, 0.1, Number.POSITIVE_INFINITY)],
    ];
    for (const [descr, data] of cases) expect(decodeNpy(npyFile(descr, [3], data), "f").data).toEqual(data);
  });

  test("reads format 2.0, whose header has a longer length, and a number alone", () => {
    const first = npyFile("|u1", [], Uint8Array.of(7));
    const second = Uint8Array.from([
      ...first.subarray(0, 6),
      2,
      0,
      ...first.subarray(8, 10),
      0,
      0,
      ...first.subarray(10),
    ]);
    expect(decodeNpy(second, "f")).toEqual({ shape: [], type: "uint8", data: Uint8Array.of(7) });
  });

  test("reads either byte order", () => {
    const of = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);
    expect(decodeNpy(npyFile(">i2", [2], of(1, 2, 255, 255)), "f")).toMatchObject({
      type: "int16",
      data: Int16Array.of(258, -1),
    });
    expect(decodeNpy(npyFile(">f4", [1], of(0x3f, 0x80, 0, 0)), "f").data).toEqual(Float32Array.of(1));
    expect(decodeNpy(npyFile(">i8", [1], of(0, 0, 0, 0, 0, 0, 1, 0)), "f").data).toEqual(
      BigInt64Array.of(256n),
    );
  });

  test("reads a buffer of Node's wherever it starts", () => {
    const file = npyFile("<f4", [2], Float32Array.of(1, 2));
    const pooled = Buffer.concat([Buffer.alloc(3), file]).subarray(3) as Buffer<ArrayBuffer>;
    expect(decodeNpy(pooled, "f").data).toEqual(Float32Array.of(1, 2));
    expect(decodeNpy(npyFile("|b1", [1], Uint8Array.of(1)), "f").data).toEqual(Uint8Array.of(1));
  });

  test("reads either order of the axes", () => {
    expect(decodeNpy(npyFile("|u1", [12], bytes, true), "f").data).toEqual(bytes);
    // np.asfortranarray(np.arange(24).reshape(2, 3, 4)).ravel("K"), by NumPy 1.24
    const stored = [0, 12, 4, 16, 8, 20, 1, 13, 5, 17, 9, 21, 2, 14, 6, 18, 10, 22, 3, 15, 7, 19, 11, 23];
    const read = decodeNpy(npyFile("<f4", [2, 3, 4], Float32Array.from(stored), true), "f");
    expect(read).toEqual({ shape: [2, 3, 4], type: "float32", data: Float32Array.from(stored.keys()) });
    expect(decodeNpy(npyFile("|u1", [0, 3], new Uint8Array(), true), "f").data).toEqual(new Uint8Array());
  });

  test("reads truth values and texts", () => {
    expect(decodeNpy(npyFile("|b1", [3], Uint8Array.of(0, 1, 7)), "f")).toEqual({
      shape: [3],
      type: "bool",
      data: Uint8Array.of(0, 1, 1),
    });
    const points = Uint32Array.from([...["c", "ä", "😀"].map((text) => text.codePointAt(0)!), 0, 0, 0]);
    expect(decodeNpy(npyFile("<U3", [2], points), "f")).toEqual({
      shape: [2],
      type: "str",
      data: ["cä😀", ""],
    });
    const swapped = new Uint8Array(points.buffer.slice(0, 4)).reverse();
    expect(decodeNpy(npyFile(">U1", [1], swapped), "f").data).toEqual(["c"]);
    expect(decodeNpy(npyFile("|S3", [2], Uint8Array.from(Buffer.from("ab\0cde"))), "f")).toEqual({
      ...{ shape: [2], type: "bytes", data: ["ab", "cde"] },
    });
  });

  const header = (entries: string): Uint8Array<ArrayBuffer> => npyWithHeader(`{${entries}}`, bytes);

  test.each([
    ["of Python 2", "'descr': '|u1', 'fortran_order': False, 'shape': (3L, 2L, 2L), "],
    ["in another order", "'shape': (3, 2, 2), 'descr': '|u1', 'fortran_order': False"],
    ["with other quotes and spaces", '"descr":"|u1" ,\n "fortran_order" : False, "shape":(3,2,2,)'],
  ])("reads a header %s", (_, entries) => {
    expect(decodeNpy(header(entries), "f")).toEqual({ shape: [3, 2, 2], type: "uint8", data: bytes });
  });

  const shaped = (shape: string): Uint8Array<ArrayBuffer> =>
    npyWithHeader(`{'descr': '|u1', 'fortran_order': False, 'shape': ${shape}, }`, bytes);

  test.each<[string, Uint8Array<ArrayBuffer>, string]>([
    [
      "nothing",
      new Uint8Array(),
      "f: expected an .npy file, which starts with 93 4e 55 4d 50 59, found nothing",
    ],
    ["another format", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6), "found 89 50 4e 47 01 02"],
    ["another version", byNumpy.with(6, 9), "f: expected .npy format 1 to 3, found 9.0"],
    [
      "a header that is cut off",
      byNumpy.slice(0, 50),
      "f: expected an .npy header of 128 bytes, found a file of 50",
    ],
    [
      "a second format that ends before its length",
      byNumpy.slice(0, 10).with(6, 2),
      "expected an .npy header of 12 bytes, found a file of 10",
    ],
    [
      "a header without a shape",
      npyWithHeader("{'descr': '|u1'}"),
      "f: expected a header with descr, fortran_order and shape, found \"{'descr': '|u1'}\"",
    ],
    ["a shape that is no tuple of numbers", shaped("(3, -4)"), "expected a header with descr"],
    ["a size with a million digits", shaped(`(${"9".repeat(60_000)},)`), "... (60058 characters)"],
    ["more axes than NumPy has", shaped(`(${"1, ".repeat(65)})`), "expected a header with descr"],
    [
      "a name twice",
      header("'descr': '|u1', 'fortran_order': False, 'shape': (12,), 'shape': (3,)"),
      "expected a header",
    ],
    [
      "a name that NumPy does not write",
      header("'descr': '|u1', 'fortran_order': False, 'shape': (12,), 'a': 1"),
      "expected a",
    ],
    ["no dictionary", npyWithHeader("descr: u1"), 'found "descr: u1"'],
    [
      "a header of megabytes",
      Uint8Array.from([...byNumpy.subarray(0, 6), 2, 0, 0, 0, 0, 1, ...byNumpy.subarray(10)]),
      "f: expected an .npy header of at most 65536 bytes, found 16777216",
    ],
    [
      "half floats",
      npyFile("<f2", [1], Uint16Array.of(1)),
      'float64, bool, str or bytes, found "<f2"; convert them with .astype("float32")',
    ],
    [
      "complex numbers",
      npyFile("<c8", [1], Float32Array.of(1, 2)),
      'found "<c8"; save one part of the numbers',
    ],
    [
      "objects, which are never unpickled",
      npyFile("|O", [1], bytes),
      "found Python objects; they are pickled",
    ],
    [
      "dates",
      npyFile("<M8[ns]", [1], BigInt64Array.of(1n)),
      'found "<M8[ns]"; save numbers, such as array.astype("int64")',
    ],
    ["texts of no characters", npyFile("<U0", [1000], new Uint8Array()), 'found "<U0"'],
    [
      "code points that do not exist",
      npyFile("<U1", [1], Uint32Array.of(0x110000)),
      "found the code point 1114112",
    ],
    ["a name of every object", npyFile("<constructor1", [1], bytes), 'found "<constructor1"; save numbers'],
    [
      "fields",
      npyWithHeader("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,), }"),
      'found a structured type; save one of its fields, such as array["pixels"]',
    ],
    [
      "numbers that are cut off",
      byNumpy.slice(0, -1),
      "f: expected 12 bytes of uint8 for shape [3, 2, 2], found 11 (the file is cut off)",
    ],
    ["bytes left over", npyFile("|u1", [11], bytes), "found 12 (bytes are left over at its end)"],
    [
      "a shape without an end",
      npyWithHeader(`{'shape': (${"1".repeat(60_000)}`),
      "expected a header with descr",
    ],
    // 2^32 x 2^32 is 0 in 64 bits.
    ["a hostile shape", shaped("(4294967296, 4294967296)"), "expected 18446744073709551616 bytes"],
  ])("refuses %s", (_, file, message) => {
    expect(() => decodeNpy(file, "f")).toThrow(message);
  });
});

describe("encodeNpy", () => {
  test("writes the bytes that NumPy writes", () => {
    const file = encodeNpy(Float32Array.of(0.5, -1), [2]);
    const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117);
    const expected = [
      ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0],
      ...new TextEncoder().encode(`${header}\n`),
      ...[0, 0, 0, 0x3f, 0, 0, 0x80, 0xbf],
    ];
    expect([...file]).toEqual(expected);
  });

  test.each([
    [[]],
    [[5]],
    [[2, 3]],
    [[1, 2, 3, 4]],
    [[0, 7]],
    [[100, 100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
  ])("is undone by decodeNpy: shape %j", (shape: number[]) => {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, index) => index / 3);
    const file = encodeNpy(data, shape);
    expect((file.length - data.byteLength) % 64).toBe(0);
    expect(decodeNpy(file, "f")).toEqual({ shape, type: "float32", data });
  });

  test("refuses numbers that do not fill the shape", () => {
    expect(() => encodeNpy(Float32Array.of(1, 2), [3])).toThrow(
      "encodeNpy: data: expected 3 values for shape [3], found 2",
    );
  });
});
