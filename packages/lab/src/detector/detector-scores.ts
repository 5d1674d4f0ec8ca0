import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import { baselineScores } from "./baseline-scores.ts";
import { type DetectorScore, havingShape } from "./detector-score.ts";
import { angle } from "./scores/angle.ts";
import { code } from "./scores/code.ts";
import { codeNeighbour } from "./scores/code-neighbour.ts";
import { combined } from "./scores/combined.ts";
import { error } from "./scores/error.ts";
import { relativeError } from "./scores/relative-error.ts";

/** What tells how strange a sample is: the scores of an autoencoder, then those that need none. */
export const detectorScores: KindTable<DetectorScore> = kindTable<DetectorScore>("score", [
  ...[error, relativeError, angle, code, codeNeighbour, combined],
  ...baselineScores.kinds,
]);

/** Those that samples of a shape have. */
export function scoresFor(shape: SampleShape): readonly DetectorScore[] {
  return havingShape(detectorScores.kinds, shape);
}
