import { describe, expect, test } from "vitest";
import { decodeSafetensors, encodeSafetensors, type TensorFile } from "./safetensors.ts";

/** The bytes of a file with this header, word for word, and these numbers. */
function fileOf(
  header: string,
  values: readonly number[],
  headerLength: number | bigint = header.length,
): Uint8Array {
  const bytes = Buffer.alloc(8 + header.length + 4 * values.length);
  bytes.writeBigUInt64LE(BigInt(headerLength), 0);
  bytes.write(header, 8);
  values.forEach((value, index) => {
    bytes.writeFloatLE(value, 8 + header.length + 4 * index);
  });
  return bytes;
}

const file: TensorFile = {
  tensors: new Map([
    ["a", { shape: [2, 2], data: Float32Array.of(1, -2.5, 3e-40, Number.NaN) }],
    ["empty", { shape: [0, 3], data: new Float32Array() }],
    ["b", { shape: [], data: Float32Array.of(-0) }],
  ]),
  metadata: { note: "ö" },
};

describe("writing", () => {
  test("gives the bytes that the format's description asks for", () => {
    const header =
      '{"__metadata__":{"note":"x"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, " ");
    const written = encodeSafetensors({
      tensors: new Map([
        ["a", { shape: [2], data: Float32Array.of(1, -2) }],
        ["b", { shape: [], data: Float32Array.of(3) }],
      ]),
      metadata: { note: "x" },
    });
    expect(Buffer.compare(written, fileOf(padded, [1, -2, 3]))).toBe(0);
  });

  test("leaves out metadata where there is none", () => {
    const written = encodeSafetensors({ tensors: new Map(), metadata: {} });
    expect(Buffer.from(written).toString("latin1", 8)).toBe("{}      ");
  });
});

describe("reading", () => {
  test("gives back what was written, to the bit", () => {
    const read = decodeSafetensors(encodeSafetensors(file), "f");
    expect(read).toEqual(file);
    expect(Object.is(read.tensors.get("b")?.data[0], -0)).toBe(true);
  });

  test("takes files whose tensors lie in any order, and bytes from the middle of a buffer", () => {
    const header =
      '{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const bytes = Buffer.concat([Buffer.alloc(3), fileOf(header, [1, 2])]);
    const { tensors } = decodeSafetensors(bytes.subarray(3), "f");
    expect(tensors.get("a")?.data).toEqual(Float32Array.of(1));
    expect(tensors.get("b")?.data).toEqual(Float32Array.of(2));
  });

  test("refuses a file that is cut off, wherever", () => {
    const bytes = encodeSafetensors(file);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSafetensors(bytes.subarray(0, length), "f"), `${length} bytes`).toThrow(
        "f is not a readable safetensors file: ",
      );
    }
  });

  const place = (from: number, to: number): string =>
    `{"dtype":"F32","shape":[${(to - from) / 4}],"data_offsets":[${from},${to}]}`;
  const tensor = (entry: string): Uint8Array => fileOf(`{"a":${entry}}`, [1, 2]);
  test.each<[string, Uint8Array, string]>([
    [
      "a header longer than memory",
      fileOf("{}", [], 2 ** 52),
      "its header should have 4503599627370496 bytes",
    ],
    [
      "a header one byte too long",
      fileOf("{}", [], 3),
      "its header should have 3 bytes, the file has 10 in all",
    ],
    ["no JSON", fileOf("{a}", []), "its header is no JSON object"],
    ["JSON that is no object", fileOf("7", []), "its header is no JSON object"],
    ["a list", fileOf("[]", []), "its header is no JSON object"],
    ["null", fileOf("null", []), "its header is no JSON object"],
    ["bytes that are no UTF-8", fileOf("{}", [], 2).fill(0xff, 8, 10), "its header is no JSON object"],
    ["a tensor that is no record", tensor("7"), 'tensor "a" lacks its type, shape or place'],
    ["no shape", tensor('{"dtype":"F32","data_offsets":[0,8]}'), 'tensor "a" lacks'],
    ["a negative size", tensor('{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}'), 'tensor "a" lacks'],
    ["half a size", tensor('{"dtype":"F32","shape":[0.5],"data_offsets":[0,2]}'), 'tensor "a" lacks'],
    ["an offset below 0", tensor('{"dtype":"F32","shape":[2],"data_offsets":[-4,4]}'), 'tensor "a" lacks'],
    ["three offsets", tensor('{"dtype":"F32","shape":[2],"data_offsets":[0,4,8]}'), 'tensor "a" lacks'],
    [
      "offsets beyond the end",
      tensor('{"dtype":"F32","shape":[2],"data_offsets":[4,12]}'),
      'tensor "a" of shape [2] lies at bytes 4 to 12 of 8',
    ],
    [
      "offsets that run backwards",
      tensor('{"dtype":"F32","shape":[2],"data_offsets":[8,0]}'),
      'tensor "a" of shape [2] lies at bytes 8 to 0 of 8',
    ],
    [
      "a shape that does not fit its bytes",
      tensor('{"dtype":"F32","shape":[3],"data_offsets":[0,8]}'),
      'tensor "a" of shape [3] lies at bytes 0 to 8 of 8',
    ],
    [
      "sizes whose product is beyond all numbers",
      tensor('{"dtype":"F32","shape":[9007199254740991,9007199254740991],"data_offsets":[0,8]}'),
      'tensor "a"',
    ],
    [
      "another type",
      tensor('{"dtype":"F16","shape":[4],"data_offsets":[0,8]}'),
      'tensor "a" is "F16"; only F32 is supported: save it as float32',
    ],
    [
      "a header of more bytes than numbers count",
      fileOf("{}", [], 0xffffffffffffffffn),
      "its header should have 18446744073709551615 bytes, the file has 10 in all",
    ],
    [
      "tensors that overlap",
      fileOf(`{"a":${place(0, 8)},"b":${place(4, 12)}}`, [1, 2, 3]),
      'tensor "b" overlaps with another at byte 4',
    ],
    [
      "the same bytes twice",
      fileOf(`{"a":${place(0, 8)},"b":${place(0, 8)}}`, [1, 2]),
      'tensor "b" overlaps with another at byte 0',
    ],
    ["a gap between tensors", fileOf(`{"a":${place(4, 12)}}`, [1, 2, 3]), "bytes 0 to 4 belong to no tensor"],
    [
      "bytes after the tensors",
      fileOf(`{"a":${place(0, 8)}}`, [1, 2, 3]),
      "bytes 8 to 12 belong to no tensor",
    ],
    [
      "a name twice",
      fileOf(`{"a":${place(0, 8)},"\\u0061" :${place(0, 8)}}`, [1, 2]),
      'its header has "a" twice',
    ],
    [
      "a part of a tensor twice",
      tensor('{"dtype":"F16","shape":[2],"dtype":"F32","data_offsets":[0,8]}'),
      'its header has "dtype" twice',
    ],
    [
      "a shape of a hundred thousand sizes",
      tensor(`{"dtype":"F32","shape":[${"1,".repeat(100_000)}3],"data_offsets":[0,8]}`),
      'tensor "a" of shape a list of 100001 lies at bytes 0 to 8 of 8',
    ],
    [
      "brackets without end",
      fileOf(`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, []),
      'tensor "a" lacks its type, shape or place',
    ],
    [
      "a type that is megabytes",
      tensor(`{"dtype":"${"x".repeat(1e6)}","shape":[2],"data_offsets":[0,8]}`),
      `tensor "a" is "${"x".repeat(79)} ... (1000002 characters); only F32 is supported`,
    ],
    ["metadata that is no record", fileOf('{"__metadata__":[1]}', []), "its metadata is no record of texts"],
    ["metadata with a number", fileOf('{"__metadata__":{"a":1}}', []), "its metadata is no record of texts"],
  ])("refuses %s", (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes, "f")).toThrow(`f is not a readable safetensors file: ${message}`);
  });

  test("is exact to the bits of what is no number, and fast", () => {
    const words = Uint32Array.from({ length: 2_000_000 }, (_, index) => (0x7f800001 + 4099 * index) >>> 0);
    const data = new Float32Array(words.buffer);
    const header = `{"a":${place(0, data.byteLength)}}`;
    const bytes = Buffer.concat([fileOf(header, []), new Uint8Array(words.buffer)]);
    const start = performance.now();
    const read = decodeSafetensors(bytes, "f").tensors.get("a")?.data as Float32Array;
    expect(performance.now() - start).toBeLessThan(1000);
    expect(Buffer.compare(Buffer.from(read.buffer), Buffer.from(words.buffer))).toBe(0);
  });

  test("takes a hundred thousand tensors in time", () => {
    const entries = Array.from({ length: 100_000 }, (_, index) => `"t${index}":${place(0, 0)}`);
    const start = performance.now();
    expect(decodeSafetensors(fileOf(`{${entries.join()}}`, []), "f").tensors.size).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("a tensor may be called as JavaScript calls things of its own", () => {
    const header = '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    expect(decodeSafetensors(fileOf(header, [5]), "f").tensors.get("__proto__")?.data[0]).toBe(5);
  });
});
