import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import type { DetectorScore } from "./detector-score.ts";
import { code } from "./scores/code.ts";
import { codeNeighbour } from "./scores/code-neighbour.ts";
import { componentDistance, componentError } from "./scores/components.ts";
import { error } from "./scores/error.ts";
import { rawNeighbour } from "./scores/raw-neighbour.ts";
import { relativeError } from "./scores/relative-error.ts";

/** What tells how strange a sample is: the scores of an autoencoder, then those that need none. */
export const detectorScores: KindTable<DetectorScore> = kindTable<DetectorScore>("score", [
  error,
  relativeError,
  code,
  codeNeighbour,
  rawNeighbour,
  componentError,
  componentDistance,
]);
