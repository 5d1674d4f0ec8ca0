import type { Random } from "hourglass-core/internal/random/random.ts";
import { mutateHeader, mutateJson } from "./mutate-json.ts";

type Bytes = Uint8Array<ArrayBuffer>;
type Mutation = (bytes: Bytes, random: Random) => Bytes;

/** Numbers at which lengths overflow, turn negative or say nothing. */
const boundaries: readonly number[] = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
];

const place = (bytes: Bytes, random: Random): number => random.below(Math.max(1, bytes.length));

/** Some of the bytes, of which most are short. */
function span(bytes: Bytes, random: Random): readonly [from: number, to: number] {
  const from = place(bytes, random);
  const length = 1 + random.below(random.below(4) === 0 ? Math.max(1, bytes.length) : 16);
  return [from, Math.min(bytes.length, from + length)];
}

function join(...parts: readonly Uint8Array[]): Bytes {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const mutations: readonly Mutation[] = [
  // a bit
  (bytes, random) => {
    const at = place(bytes, random);
    return at < bytes.length ? bytes.with(at, bytes[at]! ^ (1 << random.below(8))) : bytes;
  },
  // a byte
  (bytes, random) => {
    const at = place(bytes, random);
    return at < bytes.length ? bytes.with(at, random.below(256)) : bytes;
  },
  // a length field, of either byte order
  (bytes, random) => {
    const [width, at] = [[1, 2, 4, 8][random.below(4)]!, place(bytes, random)];
    if (at + width > bytes.length) return bytes;
    const changed = bytes.slice();
    const value = boundaries[random.below(boundaries.length)]!;
    const bigEndian = random.below(2) === 0;
    for (let byte = 0; byte < width; byte++) {
      changed[at + (bigEndian ? width - 1 - byte : byte)] = Math.floor(value / 256 ** byte) & 255;
    }
    return changed;
  },
  // the end
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  // the start
  (bytes, random) => bytes.slice(random.below(8)),
  // some bytes left out
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return join(bytes.subarray(0, from), bytes.subarray(to));
  },
  // some bytes put in
  (bytes, random) => {
    const at = place(bytes, random);
    const inserted = Uint8Array.from({ length: 1 + random.below(16) }, () => random.below(256));
    return join(bytes.subarray(0, at), inserted, bytes.subarray(at));
  },
  // some bytes twice, there or elsewhere
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    const at = random.below(2) === 0 ? to : place(bytes, random);
    return join(bytes.subarray(0, at), bytes.subarray(from, to), bytes.subarray(at));
  },
  // some bytes the same
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return bytes.slice().fill([0, 0xff, 0x20, 0x39][random.below(4)]!, from, to);
  },
  // a number written in digits
  (bytes, random) => {
    const digits = [...bytes.keys()].filter((at) => bytes[at]! >= 0x30 && bytes[at]! <= 0x39);
    const at = digits[random.below(Math.max(1, digits.length))];
    if (at === undefined) return bytes;
    const words = ["-1", "0", "1e999", "4294967296", "9007199254740993", "9".repeat(40), "0.5", "NaN"];
    const word = new TextEncoder().encode(words[random.below(words.length)]);
    return join(bytes.subarray(0, at), word, bytes.subarray(at + 1));
  },
];

/**
 * Bytes with one to four changes, as damage and malice make them; the same random numbers make the same. Every other file of
 * JSON, or with a header of it, has values changed instead.
 */
export function mutate(bytes: Uint8Array, random: Random): Bytes {
  if (random.below(2) === 0) {
    const changed = mutateJson(bytes, random) ?? mutateHeader(bytes, random);
    if (changed !== undefined) return changed;
  }
  let changed: Bytes = Uint8Array.from(bytes);
  for (let count = 1 + random.below(4); count > 0; count--) {
    changed = mutations[random.below(mutations.length)]!(changed, random);
  }
  return changed;
}
