// Trains the kinds of models that came after the first presets on MNIST and Fashion-MNIST with three seeds, and writes their table in
// docs/models.md:
//   npm run kinds [-- --only contractive,masked] [-- --data mnist] [-- --seeds 1] [-- --runs runs/kinds] [-- --threads 1] [-- --table]
// What a run gave is kept in docs/results/kinds.json: see measured-table.js.
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { evaluate, splitDataset } from "hourglass-lab";
import { measuredTable } from "./measured-table.js";

/** Of the variational rows: 784-200-200-50 on binarised images, as published. */
const variational = { model: "variational", epochs: 20, importanceSamples: 100 };

/**
 * What is trained, each with the settings that are not its preset's. They were fixed before the first run; the last 10,000 training
 * images are the validation set, and no run stops early.
 */
const rows = [
  { name: "contractive", settings: { epochs: 30 } },
  { name: "masked", settings: { epochs: 20 } },
  { name: "vector-quantized", settings: { epochs: 10 } },
  {
    name: "vector-quantized (dense)",
    settings: { model: "deep", code: "vector-quantized", codebook: "average:128,8", beta: 0.25, epochs: 15 },
  },
  {
    name: "batch-topk",
    settings: { model: "sparse", penalty: "batch-topk:25", latentSize: 256, epochs: 10 },
  },
  {
    name: "discrepancy of points (WAE-MMD)",
    settings: { model: "deep", latentSize: 8, loss: "mse", penalty: "mmd:0.1", epochs: 15 },
  },
  { name: "discrepancy of samples (InfoVAE)", settings: { ...variational, beta: 0, penalty: "mmd:100" } },
  // Its rate against its distortion: a tenth of the weight, and ten times as much.
  { name: "InfoVAE of weight 10", settings: { ...variational, beta: 0, penalty: "mmd:10" } },
  { name: "InfoVAE of weight 1000", settings: { ...variational, beta: 0, penalty: "mmd:1000" } },
  { name: "ELBO", settings: variational },
  { name: "bound of 5 samples (IWAE)", settings: { ...variational, boundSamples: 5 } },
  { name: "bound of 50 samples (IWAE)", settings: { ...variational, boundSamples: 50 } },
  { name: "total correlation (beta-TCVAE)", settings: { ...variational, penalty: "total-correlation:5" } },
  { name: "annealed capacity", settings: { ...variational, penalty: "capacity:25,100" } },
  { name: "covariance of means (DIP-VAE-I)", settings: { ...variational, penalty: "dip-1:10,10" } },
  { name: "covariance of samples (DIP-VAE-II)", settings: { ...variational, penalty: "dip-2:10,10" } },
  // Beside the ELBO: as that row, told the class.
  { name: "conditional", settings: { epochs: 20, importanceSamples: 100 } },
  { name: "dictionary", settings: { penalty: "dead-units:256,0.03125", epochs: 10 } },
];

/** The figures of the table: their heads, digits and where an evaluation has them; empty where a kind has none. */
const figures = [
  { head: "test bce (nats)", digits: 4, of: ({ errors }) => errors.bce?.mean },
  { head: "test mse", digits: 5, of: ({ errors }) => errors.mse.mean },
  { head: "mse of hidden pixels", digits: 4, of: ({ denoising }) => denoising?.hidden?.hidden.mse },
  { head: "perplexity", digits: 1, of: ({ codebook }) => codebook?.perplexity },
  { head: "entries used", digits: 1, of: ({ codebook }) => codebook?.used },
  { head: "unexplained variance", digits: 4, of: ({ dictionary }) => dictionary?.unexplained },
  { head: "dead units", digits: 1, of: ({ dictionary }) => dictionary?.dead },
  { head: "distortion (nats)", digits: 2, of: ({ variational: v }) => v?.reconstruction.mean },
  { head: "rate (nats)", digits: 2, of: ({ variational: v }) => v?.divergence.mean },
  {
    head: "total correlation (nats)",
    digits: 2,
    of: ({ variational: v }) => v?.divergenceParts?.totalCorrelation,
  },
  { head: "active units", digits: 1, of: ({ variational: v }) => v?.activeUnits.count },
  { head: "log p(x) (nats)", digits: 2, of: ({ variational: v }) => v?.logLikelihood?.mean },
];

await measuredTable({
  ...{ command: "kinds", page: "docs/models.md", noun: "kind", rows, figures },
  ...{ datasets: ["mnist", "fashion-mnist"], seeds: [1, 2, 3] },
  measure: async ({ summary, autoencoder, dataset, onProgress }) => {
    const { train, test } = splitDataset(dataset, summary.dataset.splits);
    const { measures } = await evaluate(autoencoder, test, {
      ...{ train, objective: objectiveOf(summary.settings), onProgress },
      importanceSamples: summary.settings.importanceSamples,
    });
    return measures;
  },
});
