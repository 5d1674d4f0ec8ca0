import { type Fields, recordSchema } from "hourglass-core/internal/arguments.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type StoredTensor,
} from "hourglass-core/internal/inference/safetensors.ts";
import { decodeAutoencoder, saveAutoencoder } from "hourglass-core/internal/inference/saved.ts";
import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { detectorScores } from "./detector-scores.ts";
import type { FittedDetector } from "./fit-detector.ts";
import { keptTensors } from "./scoring-program.ts";

/** What a detector's file says beside its tensors. */
export type DetectorFacts = Pick<FittedDetector, "score" | "threshold" | "choice" | "samples">;

const format = 1;

const count = z.int().min(0);
const share = z.number().min(0).max(1);

/** A mean over no fault is no number. */
const areasSchema = z
  .record(z.string(), share)
  .refine((areas) => Object.keys(areas).length > 0)
  .meta({ expected: "the area of one fault at least" });

/** Schemas of {@link DetectorFacts}. */
export const factFields: Fields<DetectorFacts> = {
  score: z.string().refine((name) => detectorScores.has(name)),
  threshold: z.strictObject({
    score: z.number(),
    falseAlarms: share,
    samples: count,
    interval: z.tuple([share, share]),
  }),
  choice: z.strictObject({ best: z.string(), areas: z.record(z.string(), areasSchema) }).exactOptional(),
  samples: z.strictObject({ train: count, heldOut: count, trimmed: count }),
};

const factsSchema = recordSchema<DetectorFacts & { readonly format: typeof format }>({
  format: z.literal(format),
  ...factFields,
});

const scalesName = "detector.usual_errors";
const normalName = "detector.normal_scores";

/**
 * A detector as one safetensors file: the weights of its autoencoder, as `Autoencoder.load` takes them, with what the score has learnt, the
 * usual errors and the scores of held-out normal samples beside them, and in the metadata the score, the threshold and how both
 * were found.
 */
export function encodeDetector(detector: FittedDetector): Uint8Array<ArrayBuffer> {
  const { model, weights, scores, score, threshold, choice, samples, usualErrors, normalScores } = detector;
  const facts = { format, score, threshold, ...(choice === undefined ? {} : { choice }), samples };
  const file = "the detector";
  const saved = decodeSafetensors(
    saveAutoencoder({ model, weights }, { detector: JSON.stringify(facts) }),
    file,
  );
  const own: readonly (readonly [string, StoredTensor])[] = [
    ...keptTensors(scores),
    [scalesName, { shape: [usualErrors.length], data: usualErrors }],
    [normalName, { shape: [normalScores.length], data: Float32Array.from(normalScores) }],
  ];
  return encodeSafetensors({ ...saved, tensors: new Map([...saved.tensors, ...own]) });
}

/**
 * What {@link encodeDetector} has put into a file.
 * @throws HourglassError where it is damaged, or holds no detector
 */
export function decodeDetector(bytes: Uint8Array, file: string): FittedDetector {
  const { model, weights, metadata } = decodeAutoencoder(bytes, file);
  const { detector } = metadata;
  if (detector === undefined) {
    throw new HourglassError(
      `${file}: expected a detector, found an autoencoder without score and threshold: fit one with Detector.fit or hourglass detect fit`,
    );
  }
  const place = `${file}: detector in the metadata`;
  const { format: _, ...facts } = parseJsonFile(new TextEncoder().encode(detector), place, factsSchema, {
    format,
  });
  const { tensors } = decodeSafetensors(bytes, file);
  const prefix = `score.${facts.score}.`;
  const kept = [...tensors].flatMap(([name, tensor]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), tensor] as const] : [],
  );
  const vector = (name: string): Float32Array => {
    const found = tensors.get(name);
    if (found !== undefined) return found.data;
    throw new HourglassError(`${file} is damaged: expected the tensor ${name}, found none of this name`);
  };
  const usualErrors = vector(scalesName);
  if (usualErrors.length !== model.sampleSize) {
    throw new HourglassError(
      `${file} is damaged: ${scalesName}: expected ${model.sampleSize} numbers, found ${usualErrors.length}`,
    );
  }
  return {
    ...{ model, weights, ...facts, usualErrors },
    scores: new Map([[facts.score, new Map(kept)]]),
    normalScores: Float64Array.from(vector(normalName)),
  };
}
