import { Command } from "commander";
import { unlessDamaged } from "../errors.ts";
import { addFiguresOption, type FiguresOptions } from "./figures-option.ts";
import type { StoredRunOptions } from "./stored-run.ts";
import { addDataOptions } from "./stored-run-options.ts";
import { print, printJson } from "./terminal.ts";

interface EvaluateOptions extends StoredRunOptions, FiguresOptions {
  readonly json?: boolean;
  readonly importanceSamples?: string;
  readonly measures?: string;
}

/** `hourglass evaluate`: the errors of a finished run, and what its code is worth. */
export function evaluateCommand(): Command {
  return addFiguresOption(
    addDataOptions(
      new Command("evaluate")
        .description(
          "measure a finished run: its errors on every split, and what its code is worth; writes evaluation.json, measures.json and the report into its folder",
        )
        .argument("<RUN>", "folder of the run")
        .option(
          "--measures <NAME,...>",
          "measures of the code (docs/measures.md), all or none (default: all but identity, few-labels and map, which are on request)",
        ),
    ),
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
  const { pngDrawer } = await import("./png-figures.ts");
  const png = await pngDrawer(options.figures);
  const { splitDataset } = await import("../data/split.ts");
  const { measureSplits } = await import("../run/split-metrics.ts");
  const { createRunMeasurer } = await import("../run/measure-run.ts");
  const { readMeasures, writeMeasures } = await import("../run/files/measures-file.ts");
  const { evaluateRun, provenanceNow, writeReportOf } = await import("./write-report.ts");
  const { describeKind, describeMeasures, describeMetrics, describeWarnings } = await import("./tables.ts");
  const { createEstimate } = await import("./estimate.ts");
  await withStoredRun(path, options, async (run) => {
    const { folder, line, signal, dataset } = run;
    const splits = splitDataset(dataset, run.summary.dataset.splits);
    const metrics = await measureSplits(run.autoencoder, splits);
    const settings = {
      ...run.summary.settings,
      ...(importanceSamples === undefined ? {} : { importanceSamples }),
    };
    const asked = { ...run, summary: { ...run.summary, settings } };
    const evaluation = await evaluateRun(asked, dataset, line, signal);
    const estimate = createEstimate(line, "measuring the code");
    const found = await createRunMeasurer(run.runtime).measure(names, run, dataset, {
      signal,
      onProgress: (fraction, title) => estimate(fraction, 1, title),
    });
    // Measures of an earlier call that were not asked for again still hold, where they are of the same weights.
    if (names.length > 0) {
      const known = await readMeasures(folder, run.summary, line.print).catch(unlessDamaged);
      await writeMeasures(folder, { ...known, ...found }, provenanceNow(run, dataset));
    }
    await writeReportOf(folder, run, evaluation, dataset, line, png);
    line.done();
    if (options.json) {
      const { measures } = evaluation;
      printJson({ metrics, test: measures, measures: found });
      return;
    }
    const lines = [
      describeMetrics(metrics, run.summary.dataset.splits),
      ...describeKind(evaluation.measures),
      ...describeWarnings(evaluation.measures),
      ...describeMeasures(found),
    ];
    const { join } = await import("node:path");
    const { fileLink } = await import("./open-page.ts");
    const page = join(path, "report.html");
    print(`${lines.join("\n")}\n\nReport: ${page}\nOpen:   ${fileLink(page)}`);
  });
}
