import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { createPixelBaseline } from "hourglass-lab/internal/measures/pixel-baseline.ts";
import {
  createRepresentation,
  type Representation,
  type RepresentationOptions,
} from "hourglass-lab/internal/measures/representation.ts";
import { nativeRuntime } from "./evaluate.ts";

/** What a measure gets of a model. */
export async function representationOf(
  autoencoder: RepresentationOptions["autoencoder"],
  splits: Splits<Samples>,
  factors?: RepresentationOptions["factors"],
): Promise<Representation> {
  const runtime = await nativeRuntime();
  return createRepresentation({
    runtime,
    autoencoder,
    splits,
    baseline: createPixelBaseline(runtime, splits),
    ...(factors === undefined ? {} : { factors }),
  });
}
