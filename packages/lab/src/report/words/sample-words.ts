import type { SampleKind } from "hourglass-core/internal/data/samples/sample-kind.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { columnsSeen } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { type StoredShape, shapeStored } from "../../run/files/stored-shape.ts";

/** What samples, and the numbers of one, are called; and whether these are bounded. */
export type SampleWords = Pick<SampleKind<unknown>, "title" | "plural" | "value" | "channels" | "bounded"> & {
  /** Whether their loss has cross-entropies beside that of numbers: of words, and of what is missing. */
  readonly isMixed?: boolean;
};

/** What the samples of a run are called: images where it does not say what they are. */
export function samplesOf({ dataset }: { readonly dataset: StoredShape }): SampleWords {
  const kind = kindOfSamples(shapeStored(dataset));
  const { sample } = dataset;
  return sample === undefined || columnsSeen(sample) === undefined ? kind : { ...kind, isMixed: true };
}

/** A number of samples, in full: `1 image`, `10,000 test rows`. */
export function countedSamples(
  count: number,
  { title, plural }: Pick<SampleWords, "title" | "plural">,
  split: "test " | "" = "",
): string {
  return counted(count, `${split}${title}`, `${split}${plural}`);
}

/** What a code is compared with: the samples themselves. */
export function rawWords({ bounded, value }: Pick<SampleWords, "bounded" | "value">): string {
  return bounded ? value.many : "raw values";
}
