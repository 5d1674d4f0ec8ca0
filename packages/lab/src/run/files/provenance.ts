import * as z from "zod";
import type { RunSummary } from "./summary.ts";
import { sha256Schema } from "./summary-schema.ts";

/** Of which weights and data something was made, by SHA-256 (hex). */
export interface Provenance {
  /** Of model.safetensors. */
  readonly weights: string;
  /** Of the data set, as `sha256OfDataset` has it. */
  readonly data: string;
  /** Of the data set with labels that were given to a run that was trained without any. */
  readonly labelled?: string;
}

export const provenanceSchema: z.ZodType<Provenance> = z.strictObject({
  weights: sha256Schema,
  data: sha256Schema,
  labelled: sha256Schema.exactOptional(),
});

/** That of all that is made of a finished run; `undefined` of a run that was stored before it was recorded. */
export function provenanceOf({ weights, dataset }: RunSummary): Provenance | undefined {
  return weights === undefined || dataset.sha256 === undefined
    ? undefined
    : { weights, data: dataset.sha256 };
}

/** What is the matter with something that was made of other weights or data than `expected`; `undefined` where it fits. */
export function provenanceProblem(found: Provenance | undefined, expected: Provenance): string | undefined {
  if (found === undefined) return "it does not say of which weights it is";
  if (found.weights !== expected.weights) return "it is of other weights than the run has now";
  return found.data === expected.data ? undefined : "it is of other data than the run has";
}
