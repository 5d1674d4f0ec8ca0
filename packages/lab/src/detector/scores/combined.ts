import { add, multiply, subtract } from "hourglass-core/internal/graph/operators/arithmetic.ts";
import { reshape } from "hourglass-core/internal/graph/operators/shaping.ts";
import { slice } from "hourglass-core/internal/graph/operators/slicing.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import { meanAndDeviation } from "../../evaluation/spread.ts";
import type { DetectorScore } from "../detector-score.ts";
import { angle } from "./angle.ts";
import { edgesCosine } from "./neighbours.ts";

/** What is added up. */
const parts = [angle, edgesCosine] as const;

export const combined: DetectorScore = {
  name: "combined",
  title: "combined",
  definition:
    "The sum of angle and of one minus the cosine to the nearest normal training image as edges (which needs no " +
    "autoencoder), each less its mean over the normal validation images and divided by its deviation there.",
  needsImages: true,
  fit: async (normal) => {
    const references = await edgesCosine.fit(normal);
    const found = await normal.ofHeldOut(
      new Map([
        [angle.name, new Map()],
        [edgesCosine.name, references],
      ]),
    );
    const spreads = parts.map(({ name }) => meanAndDeviation(found.get(name) as Float64Array));
    return new Map([
      ...references,
      ["means", { shape: [parts.length], data: Float32Array.from(spreads, ({ mean }) => mean) }],
      [
        "weights",
        {
          shape: [parts.length],
          data: Float32Array.from(spreads, ({ standardDeviation }) => 1 / (standardDeviation || 1)),
        },
      ],
    ]);
  },
  apply: (looked, kept) => {
    const terms = parts.map((part, place) => {
      const [mean, weight] = ["means", "weights"].map((name) =>
        reshape(slice(kept.get(name) as Value, 0, place, place + 1), []),
      ) as [Value, Value];
      return multiply(subtract(part.apply(looked, kept), mean), weight);
    });
    return terms.reduce(add);
  },
};
