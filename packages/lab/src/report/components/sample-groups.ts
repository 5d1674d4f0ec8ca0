import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";

/** A sample of a figure. */
export interface ShownSample {
  /** What it is: `original`, `unit 3`. */
  readonly label: string;
  /** `[sampleSize]`, as sets have samples. */
  readonly values: SampleValues;
  /** What it is compared with: where it differs is marked. */
  readonly like?: SampleValues | undefined;
}

/** Samples of a figure that belong together. */
export interface SampleGroup {
  /** What they have in common, such as the test sample that they are of. */
  readonly title?: string | undefined;
  readonly samples: readonly ShownSample[];
}

/** The first samples of groups, and whole groups where the first is not longer. @param most samples in all, about */
export function firstSamples(groups: readonly SampleGroup[], most: number): readonly SampleGroup[] {
  const shown: SampleGroup[] = [];
  let left = most;
  for (const group of groups) {
    if (group.samples.length > left && shown.length > 0) break;
    shown.push({ ...group, samples: group.samples.slice(0, left) });
    left -= group.samples.length;
  }
  return shown;
}

export function countSamples(groups: readonly SampleGroup[]): number {
  return groups.reduce((count, { samples }) => count + samples.length, 0);
}

/** A sample and what was made of it, one line below the other. */
export function rebuiltLines({
  original,
  reconstruction,
}: Readonly<Record<"original" | "reconstruction", SampleValues>>): readonly ShownSample[] {
  return [
    { label: "original", values: original },
    { label: "reconstruction", values: reconstruction, like: original },
  ];
}
