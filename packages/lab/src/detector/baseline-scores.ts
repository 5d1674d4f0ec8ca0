import { type KindTable, kindTable } from "hourglass-core/internal/kinds/table.ts";
import type { BaselineScore } from "./detector-score.ts";
import { componentDistance, componentError } from "./scores/components.ts";
import { cosine, edgesCosine, edgesEuclid, euclid, smoothCosine, smoothEuclid } from "./scores/neighbours.ts";

/** What tells how strange a sample is without an autoencoder: the least that one has to better. */
export const baselineScores: KindTable<BaselineScore> = kindTable<BaselineScore>("baseline", [
  ...[cosine, smoothCosine, edgesCosine, edgesEuclid, euclid, smoothEuclid],
  ...[componentError, componentDistance],
]);
