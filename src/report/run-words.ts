import type { RunSummary } from "../run/files/summary.ts";
import { capitalise, counted } from "../words.ts";

/** What a figure of a run is of: `Deep autoencoder, code of 32 values; MNIST handwritten digits, test split (10,000 images), seed 1.` */
export function runWords(
  { model, dataset, settings }: Pick<RunSummary, "model" | "dataset" | "settings">,
  split: "test" | "training" = "test",
): string {
  const images = split === "test" ? `test split (${counted(dataset.splits.test, "image")})` : "training";
  return `${capitalise(model.name)} autoencoder, code of ${counted(model.latentSize, "value")}; ${dataset.title}, ${images}, seed ${settings.seed}`;
}
