// Trains variational autoencoders with what was proposed to disentangle their codes on the built-in digits, whose true factors are known, each with
// its weights and five seeds, and writes their table in docs/measures.md:
//   npm run factors [-- --only NAME] [-- --seeds 1] [-- --runs runs/factors] [-- --threads 1] [-- --table]
// What a run gave is kept in docs/results/factors.json: see measured-table.js.
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate, splitDataset } from "hourglass-lab";
import { createRunMeasurer } from "hourglass-lab/node";
import { measuredTable } from "./measured-table.js";

/** What all rows share. Nothing was chosen by a figure of the table. */
const common = {
  model: "variational",
  latentSize: 10,
  binarize: false,
  activation: "relu",
  trainingImages: 20_000,
  validation: 5_000,
  epochs: 30,
  importanceSamples: 0,
};

/** The grid: weights from the papers, in about equal steps; they were fixed before the first run, and all of them are reported. */
const rows = [
  // What a sceptic would ask for: the same network before it has learnt anything, and without a divergence.
  { name: "random weights", settings: { ...common, epochs: 1, learningRate: 1e-8 } },
  { name: "beta-VAE 0", settings: { ...common, beta: 0 } },
  ...[1, 2, 4, 8, 16].map((beta) => ({ name: `beta-VAE ${beta}`, settings: { ...common, beta } })),
  ...[2, 4, 8, 16].map((beta) => ({
    name: `beta-TCVAE ${beta}`,
    settings: { ...common, penalty: `total-correlation:${beta - 1}` },
  })),
  ...[5, 25, 50].map((nats) => ({
    name: `annealed capacity ${nats}`,
    settings: { ...common, penalty: `capacity:${nats},100` },
  })),
  ...[2, 10, 50].map((weight) => ({
    name: `DIP-VAE-I ${weight}`,
    settings: { ...common, penalty: `dip-1:${weight},${10 * weight}` },
  })),
  ...[2, 10, 50].map((weight) => ({
    name: `DIP-VAE-II ${weight}`,
    settings: { ...common, penalty: `dip-2:${weight},${weight}` },
  })),
];

const ofFactors = (name) => (found) => found.factors.figures[name];
const ofInterventions = (name) => (found) => found.interventions.figures[name];

const figures = [
  { head: "MIG", digits: 3, of: ofFactors("mig") },
  { head: "SAP", digits: 3, of: ofFactors("sap") },
  { head: "DCI disentanglement", digits: 3, of: ofFactors("disentanglement") },
  { head: "DCI completeness", digits: 3, of: ofFactors("completeness") },
  { head: "DCI informativeness", digits: 3, of: ofFactors("informativeness") },
  { head: "modularity", digits: 3, of: ofFactors("modularity") },
  { head: "BetaVAE score", digits: 3, of: ofInterventions("betaVae") },
  { head: "FactorVAE score", digits: 3, of: ofInterventions("factorVae") },
  { head: "IRS", digits: 3, of: ofInterventions("irs") },
  { head: "distortion (nats)", digits: 2, of: ({ variational }) => variational.reconstruction.mean },
  { head: "rate (nats)", digits: 2, of: ({ variational }) => variational.divergence.mean },
  {
    head: "total correlation (nats)",
    digits: 2,
    of: ({ variational }) => variational.divergenceParts?.totalCorrelation,
  },
  { head: "active units", digits: 1, of: ({ variational }) => variational.activeUnits.count },
];

await measuredTable({
  ...{ command: "factors", page: "docs/measures.md", noun: "model", rows, figures },
  ...{ datasets: ["digits"], seeds: [1, 2, 3, 4, 5] },
  measure: async ({ summary, autoencoder, dataset, runtime, onProgress }) => {
    const { train, test } = splitDataset(dataset, summary.dataset.splits);
    const objective = objectiveOf(summary.settings);
    const { measures } = await evaluate(autoencoder, test, { train, objective });
    const measurer = createRunMeasurer(runtime);
    const of = await measurer.measure(["factors", "interventions"], { summary, autoencoder }, dataset, {
      onProgress,
    });
    return { ...measures, ...of };
  },
});
