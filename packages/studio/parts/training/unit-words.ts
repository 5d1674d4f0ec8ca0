import { counted } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { DrawnUnits } from "../../workers/explorer/explorer-api.ts";

/** Pictures side by side. */
export function columnsFor(count: number): number {
  return Math.min(count, count <= 40 ? 8 : 12);
}

/** Of what the unit that draws most draws; what is less cannot be seen beside it. */
const leastSeen = 0.04;

/** For each unit whether its drawing is blank: beside the one that draws most, what it draws cannot be seen. */
export function blankUnits({ units, drawings }: Pick<DrawnUnits, "units" | "drawings">): readonly boolean[] {
  const size = drawings.length / units.length;
  const largest = units.map((_, at) => largestOf(drawings.subarray(at * size, (at + 1) * size)));
  const most = Math.max(0, ...largest);
  return largest.map((difference) => difference <= leastSeen * most);
}

/** How far from 0 any of them is at most. */
export function largestOf(differences: Float32Array | readonly number[]): number {
  return (differences as readonly number[]).reduce(
    (largest, difference) => Math.max(largest, Math.abs(difference)),
    0,
  );
}

/**
 * How many units are shown, whether some are dead, and whether some draw nothing that can be seen.
 * @param sample what a sample is called
 */
export function unitsSummary(drawn: DrawnUnits, latentSize: number, sample = "image"): string {
  const { units, deviations, active } = drawn;
  const shown =
    units.length < latentSize
      ? `The ${units.length} of ${counted(latentSize, "unit")} that vary most.`
      : `${latentSize === 1 ? "The only unit" : `All ${counted(latentSize, "unit")}`} of the code.`;
  // A value that is drawn from a distribution is never quite the same.
  if (active !== undefined) return `${shown} ${activeWords(active, latentSize, sample)}`;
  const dead = deviations.filter((deviation) => deviation === 0).length;
  const idle = blankUnits(drawn).filter((isBlank, at) => isBlank && deviations[at] !== 0).length;
  const idleWords =
    idle === 0
      ? ""
      : ` ${idle}${dead === 0 ? "" : " more"} ${idle === 1 ? "varies, but draws" : "vary, but draw"} next to nothing.`;
  if (dead === 0) return idle === 0 ? `${shown} None of them is dead.` : shown + idleWords;
  const rest = units.length < latentSize ? ", and those that are not shown," : "";
  return `${shown} ${dead}${rest} ${dead === 1 && rest === "" ? "is" : "are"} dead: the same for every ${sample}, and of no use.${idleWords}`;
}

/**
 * How many units of a code with a distribution say something, and what the others are.
 * @param sample what a sample is called
 */
export function activeWords(
  { count }: NonNullable<DrawnUnits["active"]>,
  latentSize: number,
  sample = "image",
): string {
  const dead = latentSize - count;
  const active = `${count} of ${counted(latentSize, "unit")} ${count === 1 ? "is" : "are"} active`;
  if (dead === 0) return `${active}, none is dead.`;
  return `${active}. ${dead} ${dead === 1 ? "is" : "are"} dead: next to the same for every ${sample}, and of no use.`;
}

/** By what a unit counts as active: Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", 2016, section 5.2. */
export function activityWords({ threshold, samples }: NonNullable<DrawnUnits["active"]>): string {
  return `A unit is active where its posterior mean has a variance above ${threshold} over ${formatCount(samples)} test samples.`;
}

/** Differences as bytes: 128 is none, and the largest of all is as far from it as can be. */
export function differenceBytes(differences: Float32Array): Uint8Array {
  const most = largestOf(differences) || 1;
  return Uint8Array.from(differences, (difference) => Math.round(128 + (127 * difference) / most));
}

/**
 * Red, green and blue for each of {@link differenceBytes}: from the first colour over the middle to the last.
 * @param colours `#rrggbb`
 */
export function differenceColours(colours: readonly [string, string, string]): Uint8Array {
  const [low, middle, high] = colours.map(channelsOf) as [number[], number[], number[]];
  const table = new Uint8Array(3 * 256);
  for (let byte = 0; byte < 256; byte++) {
    const share = Math.max(-1, (byte - 128) / 127);
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
