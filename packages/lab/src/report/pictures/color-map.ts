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

/** Black or white, whichever stands out more from a colour: by 4.5 to 1 at least (WCAG 2.2, contrast ratio). */
export function inkOn(color: readonly [red: number, green: number, blue: number]): "#000" | "#fff" {
  const [red, green, blue] = color.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  // Where both stand out alike: (1 + 0.05) / (L + 0.05) = (L + 0.05) / 0.05.
  return luminance > Math.sqrt(1.05 * 0.05) - 0.05 ? "#000" : "#fff";
}

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
