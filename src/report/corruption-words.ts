import type { Corruption, CorruptionKind } from "../program/corruption.ts";

/** What the level of a kind of noise is, with its unit, for an axis. */
export function noiseScale(kind: CorruptionKind): string {
  return kind === "gaussian"
    ? "standard deviation of the noise (intensity)"
    : "probability that a pixel is replaced";
}

/** A corruption in words. */
export function describeCorruption({ kind, level }: Corruption): string {
  if (kind === "gaussian") {
    return `Gaussian noise of standard deviation ${level} (in intensity, the result held to [0, 1])`;
  }
  return kind === "masking"
    ? `masking noise: each value becomes 0 with probability ${level}`
    : `salt-and-pepper noise: each value becomes 0 or 1, with probability ${level / 2} each`;
}
