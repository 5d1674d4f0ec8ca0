import type { Samples } from "../data/samples/sample-kinds.ts";
import { joinSamples } from "../data/samples/samples.ts";
import type { Splits } from "../data/split.ts";
import type { Settings } from "../settings/settings.ts";

/** Splits of which `train` is what a training sees: with `trainOn: "all"` the training samples and, after them, the test samples. */
export function trainedOn(splits: Splits<Samples>, { trainOn }: Pick<Settings, "trainOn">): Splits<Samples> {
  return trainOn === "training" ? splits : { ...splits, train: joinSamples(splits.train, splits.test) };
}
