import { Command } from "commander";
import type { StoredRunOptions } from "./stored-run.ts";

interface EvaluateOptions extends StoredRunOptions {
  readonly json?: boolean;
  readonly importanceSamples?: string;
  readonly measures?: string;
}

/** `hourglass evaluate`: the errors of a finished run, and what its code is worth. */
export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description(
      "measure a finished run: its errors on every split, and what its code is worth; writes evaluation.json and measures.json into its folder",
    )
    .argument("<RUN>", "folder of the run")
    .option(
      "--measures <NAME,...>",
      "measures of the code (docs/measures.md), all or none (default: all but map, which draws codes in the plane by UMAP)",
    )
    .option(
      "--data-dir <DIR>",
      "folder of the data sets (default: HOURGLASS_DATA, else the user's cache folder)",
    )
    .option(
      "--importance-samples <N>",
      "gaussian code: samples an image of the estimated log-likelihood (default: the run's)",
    )
    .option("--json", "print the measures as JSON on stdout")
    .action(evaluateStoredRun);
}

async function evaluateStoredRun(path: string, options: EvaluateOptions): Promise<void> {
  const { givenSettings } = await import("./settings-options.ts");
  const { importanceSamples } = givenSettings({ importanceSamples: options.importanceSamples });
  const { chooseMeasures } = await import("./choose-measures.ts");
  const names = chooseMeasures(options.measures);
  const { withStoredRun } = await import("./stored-run.ts");
  const { splitDataset } = await import("../data/split.ts");
  const { measureSplits } = await import("../run/split-metrics.ts");
  const { createRunMeasurer } = await import("../run/measure-run.ts");
  const { readMeasures, writeMeasures } = await import("../run/measures-file.ts");
  const { evaluateRun } = await import("./write-report.ts");
  const { describeKind, describeMeasures, describeMetrics, describeWarnings } = await import("./tables.ts");
  const { createEstimate } = await import("./estimate.ts");
  await withStoredRun(path, options, async (run) => {
    const splits = splitDataset(run.dataset, run.summary.dataset.splits);
    const metrics = await measureSplits(run.autoencoder, splits);
    const settings = {
      ...run.summary.settings,
      ...(importanceSamples === undefined ? {} : { importanceSamples }),
    };
    const asked = { ...run, summary: { ...run.summary, settings } };
    const { measures } = await evaluateRun(asked, run.dataset, run.line);
    await run.folder.write("evaluation.json", `${JSON.stringify(measures, null, 2)}\n`);
    const estimate = createEstimate(run.line, "measuring the code");
    const found = await createRunMeasurer(run.runtime).measure(names, run, run.dataset, {
      onProgress: (fraction, title) => estimate(fraction, 1, title),
    });
    // Measures of an earlier call that were not asked for again still hold: the run is the same.
    if (names.length > 0) {
      const known = await readMeasures(run.folder).catch(() => undefined);
      await writeMeasures(run.folder, { ...known, ...found });
    }
    run.line.done();
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ metrics, test: measures, measures: found }, null, 2)}\n`);
      return;
    }
    const lines = [
      describeMetrics(metrics, run.summary.dataset.splits),
      ...describeKind(measures),
      ...describeWarnings(measures),
      ...describeMeasures(found),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
  });
}
