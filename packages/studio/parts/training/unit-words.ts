import { counted } from "hourglass-core/internal/words.ts";
import type { DrawnUnits } from "../../workers/explorer/explorer-api.ts";

/** Pictures side by side. */
export function columnsFor(count: number): number {
  return Math.min(count, count <= 40 ? 8 : 12);
}

/**
 * How many units are shown, and whether some are dead.
 * @param sample what a sample is called
 */
export function unitsSummary(
  { units, deviations }: DrawnUnits,
  latentSize: number,
  sample = "image",
): string {
  const shown =
    units.length < latentSize
      ? `The ${units.length} of ${counted(latentSize, "unit")} that vary most.`
      : `${latentSize === 1 ? "The only unit" : `All ${counted(latentSize, "unit")}`} of the code.`;
  const dead = deviations.filter((deviation) => deviation === 0).length;
  if (dead === 0) return `${shown} None of them is dead.`;
  const rest = units.length < latentSize ? ", and those that are not shown," : "";
  return `${shown} ${dead}${rest} ${dead === 1 && rest === "" ? "is" : "are"} dead: the same for every ${sample}, and of no use.`;
}

/**
 * Red, green and blue for each byte of drawings in which 128 is no difference: from the first colour over the middle to the
 * last, which the largest difference has.
 * @param colours `#rrggbb`
 */
export function differenceColours(
  drawings: Uint8Array,
  colours: readonly [string, string, string],
): Uint8Array {
  const most = drawings.reduce((largest, byte) => Math.max(largest, Math.abs(byte - 128)), 1);
  const [low, middle, high] = colours.map(channelsOf) as [number[], number[], number[]];
  const table = new Uint8Array(3 * 256);
  for (let byte = 0; byte < 256; byte++) {
    const share = Math.max(-1, Math.min(1, (byte - 128) / most));
    const end = share < 0 ? low : high;
    for (let channel = 0; channel < 3; channel++) {
      const from = middle[channel] ?? 0;
      table[3 * byte + channel] = Math.round(from + Math.abs(share) * ((end[channel] ?? 0) - from));
    }
  }
  return table;
}

function channelsOf(colour: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}
