import fc from "fast-check";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { expect, test } from "vitest";
import { composedColours, type StoredPicture, writePng } from "../../../../../test/support/png-writer.ts";
import { decodePng } from "./decode-png.ts";
import { encodeIdx, parseIdx } from "./idx.ts";
import { decodeNpy, encodeNpy } from "./npy.ts";

const seeded = { numRuns: 200, seed: 1 };
const shapes = fc.array(fc.nat(5), { maxLength: 4 });
const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);
const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length });
const bytes = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length });

test("arrays come back from .npy as they were", () => {
  const arrays = shapes.chain((shape) =>
    fc.record({ shape: fc.constant(shape), data: fc.oneof(floats(sizeOf(shape)), bytes(sizeOf(shape))) }),
  );
  fc.assert(
    fc.property(arrays, ({ shape, data }) => {
      const { shape: read, data: numbers } = decodeNpy(encodeNpy(data, shape), "f");
      expect([read, numbers]).toEqual([shape, data]);
    }),
    seeded,
  );
});

test("bytes come back from IDX as they were", () => {
  const arrays = fc
    .array(fc.nat(6), { minLength: 1, maxLength: 3 })
    .chain((dimensions) =>
      fc.record({ dimensions: fc.constant(dimensions), values: bytes(sizeOf(dimensions)) }),
    );
  fc.assert(
    fc.property(arrays, ({ dimensions, values }) => {
      expect(parseIdx(encodeIdx(dimensions, values), "f", dimensions.length)).toEqual({ dimensions, values });
    }),
    seeded,
  );
});

test("tensors come back from safetensors as they were, under any names", () => {
  const tensor = shapes.chain((shape) => floats(sizeOf(shape)).map((data) => ({ shape, data })));
  const names = fc.string({ unit: "grapheme" }).filter((name) => name !== "__metadata__");
  const files = fc.record({
    tensors: fc.uniqueArray(fc.tuple(names, tensor), { selector: ([name]) => name, maxLength: 5 }),
    metadata: fc.dictionary(fc.string(), fc.string(), { noNullPrototype: true }),
  });
  fc.assert(
    fc.property(files, ({ tensors, metadata }) => {
      const read = decodeSafetensors(encodeSafetensors({ tensors: new Map(tensors), metadata }), "f");
      expect([...read.tensors].sort()).toEqual([...tensors].sort());
      expect(Object.entries(read.metadata)).toEqual(Object.entries(metadata));
    }),
    seeded,
  );
});

test("pixels of any PNG file are those that were written", () => {
  const forms = [
    ...[1, 2, 4, 8, 16].map((depth) => [0, depth, 1] as const),
    ...[8, 16].flatMap((depth) => [[2, depth, 3] as const, [4, depth, 2] as const, [6, depth, 4] as const]),
  ];
  const pictures = fc
    .tuple(
      fc.constantFrom(...forms),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.boolean(),
    )
    .chain(([[colourType, depth, count], height, width, interlaced]): fc.Arbitrary<StoredPicture> => {
      const length = height * width * count;
      return fc
        .array(fc.nat(2 ** depth - 1), { minLength: length, maxLength: length, size: "max" })
        .map((samples) => ({ height, width, colourType, depth, samples, interlaced }));
    });
  fc.assert(
    fc.property(pictures, (picture) => {
      const { channels, pixels } = decodePng(writePng(picture), "f");
      const colours = channels === 3 ? [...pixels] : [...pixels].flatMap((gray) => [gray, gray, gray]);
      expect(colours).toEqual(composedColours(picture));
    }),
    { ...seeded, numRuns: 100 },
  );
});
