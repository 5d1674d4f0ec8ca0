import { isTyped, refuse } from "../arguments.ts";
import { requireBytes, requireFinite, requireFloats } from "../data/numbers.ts";
import type { SampleValues } from "../data/samples/part.ts";
import { requirePresent } from "../data/samples/require-present.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { HourglassError } from "../errors.ts";
import type { Model } from "../model/model.ts";
import type { Network } from "../model/network.ts";
import { countRows } from "./rows.ts";

// The arrays of rows that a trained model is given, checked before anything runs.

/**
 * Samples as sets have them: images as bytes, others as finite floats in their own units.
 * @throws HourglassError on anything but whole samples
 */
export function requireSampleValues(model: Network, samples: unknown, call: string): SampleValues {
  const { dtype, plural } = kindOfSamples(model.sampleShape);
  const values =
    dtype === "uint8" ? requireBytes(samples, call, plural) : requireFloats(samples, call, plural);
  countRows(values, model.sampleSize, `${call}: ${plural}: `);
  requirePresent(model.sampleShape, values, call, plural);
  return values;
}

/**
 * Samples as a program of an encoder takes them: images as bytes or as floats in [0, 1], others as {@link requireSampleValues}.
 * @throws HourglassError on anything but whole samples, and naming a float that is not in [0, 1]
 */
export function requireCodable(model: Network, samples: unknown, call: string): SampleValues {
  const { plural, bounded } = kindOfSamples(model.sampleShape);
  if (!bounded || isTyped(samples, Uint8Array) || isTyped(samples, Uint8ClampedArray)) {
    return requireSampleValues(model, samples, call);
  }
  if (!isTyped(samples, Float32Array)) {
    const advice = "give Float32Array.from(values), or bytes";
    return refuse(
      "a Uint8Array of bytes or a Float32Array of values in [0, 1]",
      samples,
      call,
      plural,
      advice,
    );
  }
  countRows(samples, model.sampleSize, `${call}: ${plural}: `);
  for (let at = 0; at < samples.length; at++) {
    const value = samples[at] as number;
    // No number is between anything, so the comparison is this way round.
    if (!(value >= 0 && value <= 1)) {
      throw new HourglassError(
        `${call}: ${plural}[${at}]: expected a value in [0, 1], found ${value}: scale the values, or give bytes as a Uint8Array`,
      );
    }
  }
  return samples;
}

/**
 * Codes.
 * @throws HourglassError on anything but whole codes of finite numbers
 */
export function requireCodes({ latentSize }: Model, codes: unknown, call: string): Float32Array {
  const floats = requireFloats(codes, call, "codes");
  countRows(floats, latentSize, `${call}: codes: `);
  requireFinite(floats, call, "codes");
  return floats;
}
