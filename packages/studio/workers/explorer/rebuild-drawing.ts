import { imagesOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { toPixels } from "hourglass-core/internal/inference/to-pixels.ts";
import type { Corruption } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { toBytes } from "hourglass-lab/internal/evaluation/pictures.ts";
import type { CorrupterPool } from "./corrupter-pool.ts";
import type { RebuiltDrawing } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";
import { nearestRows } from "./nearest-rows.ts";

const neighbourCount = 6;

/** What a model makes of a drawing, with the same noise on every one. */
export async function rebuildDrawing(
  runtime: Runtime,
  corrupters: CorrupterPool,
  explored: ExplorerModel,
  drawing: Uint8Array,
  noise?: Corruption,
): Promise<RebuiltDrawing> {
  const { model } = explored;
  if (drawing.length !== model.sampleSize) {
    throw new HourglassError(
      `${model.name}: expected a drawing of ${counted(model.sampleSize, "value")}, found ${drawing.length}`,
    );
  }
  const seen =
    noise === undefined || noise.level === 0
      ? toPixels(drawing)
      : await corrupters.corrupt(runtime, explored, drawing, noise, [0]);
  const code = await explored.encode(seen);
  return {
    seen: toBytes(seen),
    reconstruction: toBytes(await explored.decode(code)),
    code,
    neighbours: await nearest(explored, code),
  };
}

/** The test images whose codes are nearest, of those that are encoded. */
async function nearest(explored: ExplorerModel, code: Float32Array): Promise<RebuiltDrawing["neighbours"]> {
  const test = imagesOf(explored.test, explored.model.name);
  return nearestRows(code, await explored.codes(), neighbourCount).map(({ index }) => ({
    index,
    ...(test.labels === undefined ? {} : { label: test.labels[index] as number }),
    image: sliceSamples(test, index, index + 1).images.slice(),
  }));
}
