import { HourglassError } from "hourglass-core/internal/errors.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  requireTensor,
} from "hourglass-core/internal/inference/safetensors.ts";
import { checkValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { classProbabilities } from "../../measures/classes/class-probabilities.ts";
import type { LinearProbe } from "../../measures/classes/linear-probe.ts";
import { type Provenance, provenanceSchema } from "../files/provenance.ts";
import { readParsed, runFiles } from "../folder.ts";
import type { Classifier, ClassifierKind } from "./classifier.ts";

/** What probe.safetensors says beside its tensors. */
interface ProbeFacts {
  readonly format: 1;
  /** By their numbers. */
  readonly classNames: readonly string[];
  /** The inverse strength of the penalty, and how it was chosen. */
  readonly C: number;
  readonly choice: string;
  /** Of the test split, from 0 to 1. */
  readonly accuracy: number;
  readonly provenance: Provenance;
}

const factsSchema: z.ZodType<ProbeFacts> = z.strictObject({
  format: z.literal(1),
  classNames: z.array(z.string()).min(2).max(256),
  C: z.number().positive(),
  choice: z.string(),
  accuracy: z.number().min(0).max(1),
  provenance: provenanceSchema,
});

/** The field of the metadata that has the facts, as JSON. */
const factsField = "hourglass_probe";

/**
 * The content of probe.safetensors: `kernel` `[latentSize, classes]` and `bias` `[classes]` of the standardised code, `means` and
 * `deviations` `[latentSize]`, float32.
 * @param classNames what the classes are called, by number; those beyond it by their numbers
 */
export function encodeProbe(
  { weights, standardiser, C, choice, accuracy }: LinearProbe,
  classNames: readonly string[],
  provenance: Provenance,
): Uint8Array<ArrayBuffer> {
  const classes = weights.bias.length;
  const latentSize = standardiser.means.length;
  const facts: ProbeFacts = {
    format: 1,
    classNames: Array.from({ length: classes }, (_, label) => classNames[label] ?? String(label)),
    ...{ C, choice, accuracy, provenance },
  };
  const tensor = (values: Float64Array, ...shape: number[]) => ({ shape, data: Float32Array.from(values) });
  return encodeSafetensors({
    tensors: new Map([
      ["kernel", tensor(weights.kernel, latentSize, classes)],
      ["bias", tensor(weights.bias, classes)],
      ["means", tensor(standardiser.means, latentSize)],
      ["deviations", tensor(standardiser.deviations, latentSize)],
    ]),
    metadata: { format: "hourglass probe", [factsField]: JSON.stringify(facts) },
  });
}

/**
 * The classifier of a probe's file.
 * @param file its name, for messages
 * @throws HourglassError naming what is wrong
 */
export function parseProbe(bytes: Uint8Array, file: string): Classifier {
  const content = decodeSafetensors(bytes, file);
  const { classNames, accuracy, provenance } = checkValue(factsSchema, factsIn(content.metadata, file), file);
  const latentSize = content.tensors.get("means")?.data.length ?? 0;
  const numbers = (name: string, ...shape: number[]): Float64Array =>
    Float64Array.from(requireTensor(content, name, shape, file));
  const weights = {
    kernel: numbers("kernel", latentSize, classNames.length),
    bias: numbers("bias", classNames.length),
  };
  const standardiser = {
    means: numbers("means", latentSize),
    deviations: numbers("deviations", latentSize),
  };
  return {
    ...{ classNames, provenance },
    words: `the linear probe of the code (accuracy ${accuracy.toFixed(4)} on the test split)`,
    classify: async (autoencoder, samples) =>
      classProbabilities(weights, standardiser, await autoencoder.encode(samples)),
  };
}

function factsIn(metadata: Readonly<Record<string, string>>, file: string): unknown {
  try {
    return JSON.parse(metadata[factsField] ?? "");
  } catch (error) {
    throw new HourglassError(`${file}: expected a probe, with ${factsField} in its metadata as JSON`, {
      cause: error,
    });
  }
}

/** The linear probe that `hourglass evaluate` fits, saved. */
export const savedProbe: ClassifierKind = {
  name: "probe",
  file: runFiles.probe,
  command: (run) => `hourglass evaluate ${run} --save-probe`,
  read: (folder) => readParsed(folder, runFiles.probe, parseProbe),
};
