import type { CodeShape } from "./code-shape.ts";
import type { ImageError } from "./errors.ts";
import type { UnitDrawings } from "./unit-drawings.ts";

export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** One test image and what the autoencoder made of it. */
export interface Reconstruction extends ImageError {
  /** `[imageSize]` bytes. */
  readonly original: Uint8Array;
  /** `[latentSize]`. */
  readonly code: Float32Array;
  /** `[imageSize]` bytes: the output in [0, 1] times 255, rounded. */
  readonly reconstruction: Uint8Array;
}

/** The images that a report shows. */
export interface Pictures {
  readonly image: ImageShape;
  readonly codeShape: CodeShape;
  readonly examples: readonly Reconstruction[];
  readonly best: readonly Reconstruction[];
  readonly median: readonly Reconstruction[];
  readonly worst: readonly Reconstruction[];
  readonly unitDrawings: UnitDrawings;
}

/** Values in [0, 1] as bytes, rounded. */
export function toBytes(values: Float32Array): Uint8Array {
  // A clamped array rounds to the nearest whole number and holds what lies outside to 0 and 255.
  return new Uint8Array(Uint8ClampedArray.from(values, (value) => value * 255).buffer);
}
