// A detector of the faults of a machine. The generator of `sensors` made the faults; the choice of the score saw its own, synthetic ones.
import { join } from "node:path";
import { shapeOf, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { resolveSettings } from "hourglass-lab";
import { detectorScores } from "hourglass-lab/internal/detector/detector-scores.ts";
import { trainDetector } from "hourglass-lab/internal/detector/folder/train-detector.ts";
import { usualAims } from "hourglass-lab/internal/detector/plan.ts";
import { recipeFor } from "hourglass-lab/internal/detector/recipe.ts";
import { auroc } from "hourglass-lab/internal/evaluation/auroc.ts";
import { sha256OfDataset } from "hourglass-lab/internal/run/files/data-identity.ts";
import { Detector, loadDataset, runFolder } from "hourglass-lab/node";

const percent = (share) => 100 * share;

/** @type {import("./recipe.js").Recipe} */
export const detector = {
  name: "detector",
  title: "detector of a machine's faults",
  datasets: ["sensors"],
  seeds: [1, 2, 3],
  figures: [
    { name: "AUROC (%)", digits: 2 },
    { name: "best without an autoencoder, AUROC (%)", digits: 2 },
    { name: "false alarms (%)", digits: 2 },
    { name: "faults that raise an alarm (%)", digits: 1 },
    { name: "5 % faults in training, AUROC (%)", digits: 2 },
    { name: "the same, 5 % trimmed, AUROC (%)", digits: 2 },
  ],
  published: [],
  find: async ({ data, seed, runtime, runs, threads, report }) => {
    const dataset = await loadDataset(data);
    const shape = shapeOf(dataset.train);
    const settings = resolveSettings({ ...recipeFor(shape), dataset: data, seed, threads }, "recipe", shape);
    const fit = (name, more) =>
      trainDetector({
        ...{ dataset, runtime, folder: runFolder(join(runs, `detector-${data}-${seed}-${name}`)) },
        ...{ plan: { ...usualAims, settings }, ...more },
        onProgress: (share) => report(name, share),
      });
    const areaOf = async (name) => {
      const kept = await Detector.load(join(runs, `detector-${data}-${seed}-${name}`, "model.safetensors"), {
        runtime,
      });
      const { scores } = await kept.score(sliceSamples(dataset.test, 0, dataset.test.count));
      await kept.release();
      const { labels } = dataset.test;
      return auroc(
        scores.filter((_, at) => labels[at] === 0),
        scores.filter((_, at) => labels[at] !== 0),
      );
    };
    const clean = await fit("clean", { normalClasses: [0] });
    await fit("mixed", {});
    await fit("trimmed", { plan: { ...usualAims, settings, contamination: 0.05 } });
    const { test, score, weights, epochs, model, seconds } = clean;
    const baselines = Object.entries(test.areas).filter(([name]) => detectorScores.of(name).isBaseline);
    return {
      model: {
        ...{ config: "packages/lab/src/detector/recipe.ts", weights, dataSha256: sha256OfDataset(dataset) },
        ...{ epochs: epochs.run, parameters: model.parameters, seconds: Math.round(seconds) },
      },
      figures: {
        "AUROC (%)": percent(test.areas[score]),
        "best without an autoencoder, AUROC (%)": percent(Math.max(...baselines.map(([, area]) => area))),
        "false alarms (%)": percent(test.normal.alarms / test.normal.samples),
        "faults that raise an alarm (%)": percent(test.anomalous.alarms / test.anomalous.samples),
        "5 % faults in training, AUROC (%)": percent(await areaOf("mixed")),
        "the same, 5 % trimmed, AUROC (%)": percent(await areaOf("trimmed")),
      },
    };
  },
};
