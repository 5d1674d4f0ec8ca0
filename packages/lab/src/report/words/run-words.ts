import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import { countedSamples, samplesOf } from "./sample-words.ts";

/** What a figure of a run is of: `Deep autoencoder, code of 32 values; MNIST handwritten digits, test split (10,000 images), seed 1.` */
export function runWords(
  { model, dataset, settings }: Pick<RunSummary, "model" | "dataset" | "settings">,
  split: "test" | "validation" | "training" = "test",
): string {
  const samples =
    split === "training"
      ? "training"
      : `${split} split (${countedSamples(dataset.splits[split], samplesOf({ dataset }))})`;
  return `${capitalise(model.name)} autoencoder, code of ${counted(model.latentSize, "value")}; ${dataset.title}, ${samples}, seed ${settings.seed}`;
}
