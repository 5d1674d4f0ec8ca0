/**
 * Seeded random numbers, the same on every platform: xoshiro128** (Blackman and Vigna, "Scrambled linear
 * pseudorandom number generators", 2021), seeded by splitmix32 from a seed and a stream name, so that every
 * purpose (weights, order of the images, ...) draws from a sequence of its own.
 */
export interface Random {
  /** A whole number, uniform over [0, 2^32). */
  uint32(): number;
  /** A number, uniform over [0, 1), with 53 random bits. */
  uniform(): number;
  /** A whole number, uniform over [0, bound), without modulo bias; `bound` is a whole number from 1 to 2^32. */
  below(bound: number): number;
  /** A standard normal number (Box and Muller 1958). */
  normal(): number;
}

/** A generator for one purpose (`stream`, any text) under one seed (a whole number from 0 to 2^32 - 1). */
export function createRandom(seed: number, stream: string): Random {
  let state = mix(seed);
  for (const character of stream) state = mix(state ^ (character.codePointAt(0) ?? 0));
  const splitmix = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return mix(state);
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix();

  const uint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotateLeft(d, 11);
    return result;
  };
  const uniform = (): number => ((uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)) / 0x20000000000000;
  const below = (bound: number): number => {
    if (!(Number.isInteger(bound) && bound >= 1 && bound <= 0x100000000)) {
      throw new RangeError(`expected a whole number from 1 to 2^32, found ${bound}`);
    }
    // Reject the last, incomplete run of `bound` numbers: what is left divides evenly.
    const limit = 0x100000000 - (0x100000000 % bound);
    for (;;) {
      const value = uint32();
      if (value < limit) return value % bound;
    }
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uint32, uniform, below, normal };
}

/** Shuffles `values` in place: Fisher and Yates, as Durstenfeld (1964) gives it. Returns `values`. */
export function shuffle<T extends Int32Array | unknown[]>(values: T, random: Random): T {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const held = values[i];
    values[i] = values[j] as never;
    values[j] = held as never;
  }
  return values;
}

/** The finaliser of splitmix32: every bit of the input changes about half of the output's. */
function mix(value: number): number {
  let z = value | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
