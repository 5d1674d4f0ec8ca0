import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { requireImageData } from "hourglass-core/internal/data/require-dataset.ts";
import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { trainRun } from "hourglass-lab/internal/run/train-run.ts";
import { nativeRuntime } from "./evaluate.ts";
import { npyFile } from "./own-files.ts";
import { tinyModel } from "./programs.ts";
import { sampleImages } from "./sample-images.ts";

/** Writes 60 images of 5 x 5 as a file that can be trained on, 6 of them for testing. */
export async function writeTinyImages(folder: string, name = "bars.npy", seed = 1): Promise<string> {
  const { count, height, width, images } = sampleImages(tinyModel(), 60, seed);
  const path = join(folder, name);
  await writeFile(path, npyFile("|u1", [count, height, width], images as Uint8Array<ArrayBuffer>));
  return path;
}

/** Trains a run of an epoch or two on a file of {@link writeTinyImages}. */
export async function trainTinyRun(
  path: string,
  images: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly summary: RunSummary; readonly dataset: Dataset }> {
  const dataset = requireImageData(await loadDataset(images));
  const settings = resolveSettings(
    { dataset: images, latentSize: 4, epochs: 2, batchSize: 8, threads: 1, ...given },
    "test",
  );
  const runtime = await nativeRuntime();
  const run = await trainRun({ folder: runFolder(path), settings, dataset, runtime });
  await run.autoencoder?.release();
  return { summary: run.summary, dataset };
}
