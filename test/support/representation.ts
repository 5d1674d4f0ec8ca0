import type { Splits } from "../../src/data/split.ts";
import { createMaterial, type Material, type Subject } from "../../src/representation/material.ts";
import { createPixelBaseline } from "../../src/representation/pixel-baseline.ts";
import { nativeRuntime } from "./evaluate.ts";

/** What a measure gets of a model. */
export async function materialOf(
  autoencoder: Subject["autoencoder"],
  splits: Splits,
  factors?: Subject["factors"],
): Promise<Material> {
  const runtime = await nativeRuntime();
  return createMaterial({
    runtime,
    autoencoder,
    splits,
    baseline: createPixelBaseline(runtime, splits),
    ...(factors === undefined ? {} : { factors }),
  });
}
