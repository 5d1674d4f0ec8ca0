import { multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { scalar } from "hourglass-core/internal/graph/operators/source.ts";
import type { DetectorScore } from "../detector-score.ts";
import { rowSum } from "../row-sum.ts";
import { edgesInWords } from "./edges.ts";
import { represented } from "./representations.ts";
import { unitRows } from "./unit-rows.ts";

export const angle: DetectorScore = {
  name: "angle",
  title: "angle",
  definition:
    `One minus the cosine between image and reconstruction, ${edgesInWords}: unlike the error it does not grow with ` +
    "the ink, forgives strokes that are a little off, and not those of another direction.",
  needsImages: true,
  fit: async () => new Map(),
  apply: ({ seen, rebuilt, shape }) => {
    const rows = [seen, rebuilt].map((value) => unitRows(represented(value, "edges", shape)));
    return subtract(scalar(1), rowSum(multiply(rows[0]!, rows[1]!)));
  },
};
