import { ShapeError } from "../type.ts";

/** Phases of rows or columns: the kernel's taps that each meets, in reversed order, and the padding around `g` then. */
export type PhaseTaps = readonly {
  readonly taps: readonly number[];
  readonly before: number;
  readonly after: number;
}[];

/** The padding and the size of a kernel in which those of all phases lie. */
export function commonWindow(phases: PhaseTaps): { before: number; after: number; size: number } {
  const before = Math.max(...phases.map((phase) => phase.before));
  const after = Math.max(...phases.map((phase) => phase.after));
  const [first] = phases as [PhaseTaps[number]];
  return { before, after, size: first.taps.length + before - first.before + after - first.after };
}

/** Of each phase p of `size` rows: the kernel's taps that row `stride` m + p meets, and the padding of `g` around them. */
export function phaseTapsOf(
  size: number,
  kernelSize: number,
  before: number,
  gSize: number,
  stride: number,
): PhaseTaps {
  const count = Math.ceil(size / stride);
  return Array.from({ length: stride }, (_, phase) => {
    const first = (phase + before) % stride;
    const shift = Math.floor((phase + before) / stride);
    const taps = Array.from(
      { length: Math.ceil((kernelSize - first) / stride) },
      (_tap, index) => first + stride * index,
    );
    const around = { before: taps.length - 1 - shift, after: count + shift - gSize };
    if (Math.min(around.before, around.after) < 0) {
      throw new ShapeError(
        `convolution: no gradient for the image where its padding exceeds the kernel's size ${kernelSize} less the ` +
          `stride ${stride}`,
      );
    }
    return { taps: taps.toReversed(), ...around };
  });
}
