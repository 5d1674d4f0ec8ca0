import type { SampleValues } from "../data/samples/part.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import type { Network } from "../model/network.ts";
import { float32, type Tensors, uint8 } from "../runtime/runtime.ts";
import { toPixels } from "./to-pixels.ts";

/** `[count, sampleSize]` samples as the input of a program that takes them as sets have them: bytes, or floats. */
export function sampleTensors(
  { sampleShape, sampleSize }: Network,
  values: SampleValues,
  count: number,
): Tensors {
  const shape = [count, sampleSize];
  const { plural } = kindOfSamples(sampleShape);
  return { [plural]: values instanceof Uint8Array ? uint8(values, shape) : float32(values, shape) };
}

/** The same for a program that takes floats: pixels in [0, 1], or other numbers in their own units. */
export function floatTensors(model: Network, values: SampleValues, count: number): Tensors {
  return sampleTensors(model, values instanceof Uint8Array ? toPixels(values) : values, count);
}
