import type { Samples } from "../../src/data/samples/sample-kinds.ts";
import type { Splits } from "../../src/data/split.ts";
import { createPixelBaseline } from "../../src/measures/pixel-baseline.ts";
import {
  createRepresentation,
  type Representation,
  type RepresentationOptions,
} from "../../src/measures/representation.ts";
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
