import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { Curve } from "hourglass-lab/internal/measures/measure.ts";
import type { Representation } from "hourglass-lab/internal/report/run/representation-input.ts";

/** Measures that nobody took, with numbers that could have been, of samples that there are. */
export function sampleRepresentation(
  test: Samples,
  classNames: readonly string[],
  taken: readonly string[],
): Representation {
  const random = createRandom(1, "sample representation");
  const classes = Math.max(...(test.labels ?? [0])) + 1;
  const images = Array.from({ length: Math.min(2_000, test.count) }, (_, image) => image);
  const points = images.map((image) => {
    const angle = (2 * Math.PI * (test.labels?.[image] ?? 0)) / classes;
    return { x: 8 * Math.cos(angle) + 2 * random.normal(), y: 8 * Math.sin(angle) + 2 * random.normal() };
  });
  const counts = Array.from({ length: classes }, (_, actual) =>
    Array.from({ length: classes }, (_, predicted) =>
      actual === predicted ? 900 + random.below(100) : Math.max(0, random.below(30) - 10),
    ),
  );
  const curve = (name: string, y: string): Curve => ({
    ...{ name, title: `Error under ${name} noise`, x: "level of the noise", y },
    points: [0, 0.1, 0.2, 0.3, 0.5, 0.7].map((x) => ({ x, y: 0.01 + x * x })),
  });
  const sample: Representation = {
    test,
    classNames,
    measures: {
      probe: {
        title: "Linear probe",
        definition: "A linear classifier on the standardised codes.",
        protocol: "Fitted on the training split, chosen on the validation split, reported on the test split.",
        source: "Alain and Bengio 2016",
        figures: {
          accuracy: {
            ...{ title: "probe accuracy", unit: "", better: "higher", beside: "pixels", headline: true },
          },
          pixels: { title: "probe accuracy of the pixels", unit: "", better: "higher" },
        },
      },
      rank: {
        ...{ title: "Effective rank", definition: "How many directions the code uses." },
        ...{ protocol: "Nothing is fitted.", source: "Roy and Vetterli 2007" },
        figures: { effectiveRank: { title: "effective rank", unit: "directions", better: "higher" } },
      },
      robustness: {
        ...{ title: "Robustness", definition: "What is left when the input is spoilt." },
        ...{ protocol: "The first 2,000 test images.", source: "Vincent and others 2010" },
        figures: { gaussianMse: { title: "mse under Gaussian noise", unit: "", better: "lower" } },
      },
      missing: {
        ...{ title: "True factors", definition: "Whether factors lie in values of their own." },
        ...{ protocol: "Fitted on the training split.", source: "Chen and others 2018" },
        figures: { mig: { title: "MIG", unit: "", better: "higher" } },
      },
      map: {
        ...{ title: "Maps of the codes", definition: "The codes as points in the plane." },
        ...{ protocol: "The first 2,000 test images.", source: "McInnes, Healy and Melville 2018" },
        figures: { explained: { title: "variance in the plane of PCA", unit: "" } },
      },
    },
    results: {
      probe: {
        figures: { accuracy: 0.8931, pixels: 0.9152 },
        confusions: [{ name: "test", title: "on the test images", counts }],
        choices: ["C = 0.1, by the accuracy on the validation split"],
      },
      rank: { figures: { effectiveRank: 21.7 } },
      robustness: {
        figures: { gaussianMse: 0.0312 },
        curves: [curve("gaussian", "mse"), curve("masking", "mse"), curve("salt and pepper", "mse")],
      },
      missing: { figures: {}, notMeasured: "it needs true factors, which only the built-in digits have" },
      map: {
        figures: { explained: 0.31 },
        maps: [
          { name: "pca", title: "PCA", images, points },
          { name: "umap", title: "UMAP", images, points: points.map(({ x, y }) => ({ x: y, y: x * 1.5 })) },
        ],
      },
    },
  };
  return {
    ...sample,
    results: Object.fromEntries(Object.entries(sample.results).filter(([name]) => taken.includes(name))),
  };
}
