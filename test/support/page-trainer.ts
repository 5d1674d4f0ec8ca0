import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { createTrainer } from "../../packages/studio/workers/trainer/create-trainer.ts";
import type {
  DataSource,
  EngineOptions,
  GivenFile,
  TrainerApi,
  TrainingHooks,
} from "../../packages/studio/workers/trainer/trainer-api.ts";
import { nativeRuntime } from "./evaluate.ts";
import { sampleImages } from "./sample-images.ts";

/** A page that no server gives. */
export const pageOptions: EngineOptions = {
  device: "wasm",
  threads: 1,
  page: "http://127.0.0.1:9/",
};

/** 28 x 28 pixels with a bar, of four classes in turn. */
export function bars(count: number, seed = 1): ImageSet {
  const { sampleShape: imageShape } = buildModel("vanilla", {
    sampleShape: { height: 28, width: 28, channels: 1 },
  });
  const set = sampleImages(
    { ...buildModel("vanilla", { sampleShape: imageShape }), sampleShape: imageShape },
    count,
    seed,
  );
  return { ...set, labels: Uint8Array.from({ length: count }, (_, index) => index % 4) };
}

/** A file that a person gives. */
export function given(path: string, bytes: Uint8Array): GivenFile {
  return { path, content: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
}

/** Images with their labels as IDX files. */
export function idxFiles(start: string, set: ImageSet): readonly GivenFile[] {
  return [
    given(`${start}-images-idx3-ubyte`, encodeIdx([set.count, set.height, set.width], set.images)),
    given(`${start}-labels-idx1-ubyte`, encodeIdx([set.count], set.labels ?? new Uint8Array())),
  ];
}

/** 60 images to train with and 20 to test with. */
export const barsSource: DataSource = {
  kind: "files",
  name: "bars",
  files: [...idxFiles("train", bars(60)), ...idxFiles("t10k", bars(20, 2))],
};

/** Settings that train on them in a moment. */
export const barsSettings = { dataset: "bars", latentSize: 4, epochs: 3, batchSize: 16, patience: 0 };

export const noHooks: TrainingHooks = { onNews: () => undefined, onWeights: () => undefined };

/** A trainer on the native runtime with {@link barsSource}. */
export async function barsTrainer(): Promise<TrainerApi> {
  const trainer = createTrainer(() => nativeRuntime());
  await trainer.start(pageOptions);
  await trainer.load(barsSource, () => undefined);
  return trainer;
}
