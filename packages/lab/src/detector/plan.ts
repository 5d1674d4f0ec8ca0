import type { Fields } from "hourglass-core/internal/arguments.ts";
import * as z from "zod";
import type { ModelPlan } from "./detector-model.ts";
import { detectorScores } from "./detector-scores.ts";

/** What a detector is asked to be, beside its autoencoder. */
export interface DetectorAims {
  /** The share of normal samples for which alarms are allowed. */
  readonly falseAlarms: number;
  /** The share of the samples that is anomalies, which nobody has told apart; 0 where all are normal. */
  readonly contamination: number;
  /** The share of the samples that is held out, to choose the score and to set the threshold. */
  readonly heldOut: number;
  /** The score, where it is not to be chosen. */
  readonly score?: string;
}

/** How a detector is fitted. */
export interface DetectorPlan extends DetectorAims, ModelPlan {}

/** Aims that are not stated. */
export const usualAims: DetectorAims = { falseAlarms: 0.01, contamination: 0, heldOut: 0.2 };

const share = (least: number, below: number, expected: string): z.ZodType<number> =>
  z
    .number()
    .refine((value) => value >= least && value < below)
    .meta({ expected });

/** Of a share that has to be above 0. */
const smallestShare = 1e-6;

/** Schemas of {@link DetectorAims}. Half of the samples are normal at least: else nothing tells which half is. */
export const aimFields: Fields<DetectorAims> = {
  falseAlarms: share(smallestShare, 1, "a share above 0 and below 1"),
  contamination: share(0, 0.5, "a share from 0 to below 0.5"),
  heldOut: share(smallestShare, 1, "a share above 0 and below 1"),
  score: z
    .string()
    .refine((name) => detectorScores.has(name))
    .meta({ expected: `one of ${detectorScores.kinds.map(({ name }) => name).join(", ")}` })
    .exactOptional(),
};
