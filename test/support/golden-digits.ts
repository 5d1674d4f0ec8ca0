import { readFile } from "node:fs/promises";
import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { createAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { initialWeights } from "hourglass-core/internal/model/model.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { createPixelBaseline } from "hourglass-lab/internal/measures/pixel-baseline.ts";
import { createRepresentation, type Representation } from "hourglass-lab/internal/measures/representation.ts";
import { nativeRuntime } from "./evaluate.ts";

interface GoldenSet {
  readonly images: readonly (readonly number[])[];
  readonly labels: readonly number[];
}

/** What make_measures_golden_supervised.py writes. */
interface SupervisedGolden {
  readonly train: GoldenSet;
  readonly test: GoldenSet;
  readonly logisticRegression: readonly {
    readonly C: number;
    readonly kernel: readonly (readonly number[])[];
    readonly bias: readonly number[];
    readonly found: readonly number[];
  }[];
  /** Positions in `train` that have a label, and the classes found for `test`. */
  readonly fewLabels: readonly { readonly labelled: readonly number[]; readonly found: readonly number[] }[];
  readonly neighbours: { readonly k: number; readonly squaredDistances: readonly (readonly number[])[] };
  readonly principalComponents: readonly {
    readonly count: number;
    readonly variances: readonly number[];
    readonly components: readonly (readonly number[])[];
    readonly sse: number;
  }[];
}

export const supervisedGolden: SupervisedGolden = JSON.parse(
  await readFile(new URL("../golden/measures/supervised.json", import.meta.url), "utf8"),
) as SupervisedGolden;

const imageSetOf = ({ images, labels }: GoldenSet): ImageSet => ({
  count: labels.length,
  height: 8,
  width: 8,
  channels: 1,
  images: Uint8Array.from(images.flat()),
  labels: Uint8Array.from(labels),
});

/** 300 training and 100 test images of digits, 8 x 8; of the former, the last are held out as the validation set. */
export function goldenSplits(validation: number): Splits {
  const [train, test] = [imageSetOf(supervisedGolden.train), imageSetOf(supervisedGolden.test)];
  return splitDataset(
    {
      name: "digits of scikit-learn",
      title: "",
      source: "",
      licence: "",
      classNames: [],
      train,
      test,
      checksums: {},
    },
    { validation },
  );
}

/** An untrained shallow autoencoder with a code of six values, to be measured on {@link goldenSplits}. */
export async function goldenRepresentation(validation = 100): Promise<Representation> {
  const runtime = await nativeRuntime();
  const splits = goldenSplits(validation);
  const model = buildModel("vanilla", { sampleShape: { height: 8, width: 8, channels: 1 }, latentSize: 6 });
  const autoencoder = await createAutoencoder(runtime, model, initialWeights(model, 1));
  return createRepresentation({
    runtime,
    autoencoder,
    splits,
    baseline: createPixelBaseline(runtime, splits),
  });
}
