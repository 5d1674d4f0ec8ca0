import type { Measure } from "../measure.ts";
import { partOf } from "../pacing.ts";
import { neighbourCounts, voteOfNeighbours } from "./neighbour-vote.ts";

export const neighbours: Measure = {
  title: "Nearest neighbours",
  definition:
    "How often the training images with the nearest codes are of the same class: the majority of the k nearest by the " +
    "Euclidean distance, among classes with as many votes that of the nearest. The codes are taken as they are, not " +
    "standardised: their distances are what is measured. Beside it the same on the raw pixels.",
  protocol:
    "Neighbours are looked for in the training split. k is the one of " +
    `${neighbourCounts.join(", ")} with the greatest accuracy on the validation split, of equal ones the smallest; 5 without ` +
    "a validation split. The accuracy is that of the test split.",
  source: "Cover and Hart 1967",
  figures: {
    accuracy: {
      title: "k-NN accuracy",
      unit: "",
      better: "higher",
      beside: "pixels",
      headline: true,
    },
    pixels: { title: "k-NN accuracy of raw pixels", unit: "", better: "higher" },
  },
  needs: "labels",
  seconds: 4,
  baselineSeconds: 14,
  memory: ({ train, validation, test, imageSize, latentSize }) =>
    4 * Math.max(imageSize, latentSize) * (train + Math.max(validation, test)),
  baseline: "neighbours",
  measure: async (representation, hooks) => {
    const { runtime, splits, baseline } = representation;
    const ofCode = await voteOfNeighbours(runtime, splits, representation.codes, partOf(hooks, 0, 0.2));
    const ofPixels = await baseline.neighbours(partOf(hooks, 0.2, 1));
    return {
      figures: { accuracy: ofCode.accuracy, pixels: ofPixels.accuracy },
      choices: [ofCode.choice, `raw pixels: ${ofPixels.choice}`],
    };
  },
};
