import { scale } from "@observablehq/plot";

/** Numbers from 0 (the first colour) to 1 (the last) as red, green and blue bytes. */
export type ColorMap = (position: number) => readonly [red: number, green: number, blue: number];

const steps = 256;

/**
 * Viridis (Smith and van der Walt 2015): equal steps look equal, in grey and to colour-blind eyes too.
 * For quantities from little to much.
 */
export const sequentialColors: ColorMap = colorMap("viridis");

/** Blue through white to red (ColorBrewer RdBu, colour-blind safe): for quantities around 0, which is white. */
export const divergingColors: ColorMap = colorMap("rdbu", true);

function colorMap(scheme: "viridis" | "rdbu", reverse = false): ColorMap {
  const colors = scale({ color: { type: "linear", scheme, reverse, domain: [0, steps - 1] } });
  const table = Array.from({ length: steps }, (_, step) => parseColor(colors.apply(step)));
  return (position) => {
    const step = Math.round(position * (steps - 1));
    return table[Math.min(steps - 1, Math.max(0, step))] as readonly [number, number, number];
  };
}

/** Reads the two notations in which the colour schemes give their colours: `#21918c` and `rgb(33, 145, 140)`. */
function parseColor(color: string): readonly [number, number, number] {
  const hex = /^#(..)(..)(..)$/.exec(color);
  const parts = hex ?? /^rgb\((\d+), (\d+), (\d+)\)$/.exec(color);
  if (parts === null) throw new Error(`unexpected notation of a colour: ${color}`);
  const [red, green, blue] = parts.slice(1).map((part) => Number.parseInt(part, hex === null ? 10 : 16));
  return [red as number, green as number, blue as number];
}
