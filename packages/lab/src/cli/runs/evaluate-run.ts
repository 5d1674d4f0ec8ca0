import { join } from "node:path";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { unlessDamaged } from "hourglass-core/internal/errors.ts";
import { readMeasures, writeMeasures } from "../../run/files/measures-file.ts";
import { createRunMeasurer } from "../../run/measure-run.ts";
import { measureSplits } from "../../run/split-metrics.ts";
import { chooseMeasures } from "../options/choose-measures.ts";
import type { FiguresOptions } from "../options/figures-option.ts";
import { givenSettings } from "../options/settings-options.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { fileLink } from "../terminal/open-page.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { pngDrawer } from "./png-figures.ts";
import { type StoredRunOptions, withStoredRun } from "./stored-run.ts";
import { describeKind, describeMeasureResults, describeMetrics, describeWarnings } from "./tables.ts";
import { evaluateRun, provenanceNow, writeReportOf } from "./write-report.ts";

export interface EvaluateOptions extends StoredRunOptions, FiguresOptions {
  readonly json?: boolean;
  readonly importanceSamples?: string;
  readonly measures?: string;
}

/** Measures a finished run, writes what it found into the run's folder, and prints it. */
export async function evaluateStoredRun(path: string, options: EvaluateOptions): Promise<void> {
  const { importanceSamples } = givenSettings({ importanceSamples: options.importanceSamples });
  const names = chooseMeasures(options.measures);
  const png = await pngDrawer(options.figures);
  await withStoredRun(path, options, async (run) => {
    const { folder, line, signal, dataset } = run;
    const splits = splitDataset(dataset, run.summary.dataset.splits);
    const metrics = await measureSplits(run.autoencoder, splits);
    const settings = {
      ...run.summary.settings,
      ...(importanceSamples === undefined ? {} : { importanceSamples }),
    };
    const withSamples = { ...run, summary: { ...run.summary, settings } };
    const evaluation = await evaluateRun(withSamples, dataset, line, signal);
    const estimate = createEstimate(line, "measuring the code");
    const results = await createRunMeasurer(run.runtime).measure(names, run, dataset, {
      signal,
      onProgress: (fraction, title) => estimate(fraction, 1, title),
    });
    // Results of an earlier call that were not measured again still hold, where they are of the same weights.
    if (names.length > 0) {
      const known = await readMeasures(folder, run.summary, line.print).catch(unlessDamaged);
      await writeMeasures(folder, { ...known, ...results }, provenanceNow(run, dataset));
    }
    await writeReportOf(folder, run, evaluation, dataset, line, { signal, png });
    line.done();
    if (options.json) {
      printJson({ metrics, test: evaluation.measures, measures: results });
      return;
    }
    const lines = [
      describeMetrics(metrics, run.summary.dataset),
      ...describeKind(evaluation.measures, run.summary.dataset),
      ...describeWarnings(evaluation.measures),
      ...describeMeasureResults(results, run.summary.dataset),
    ];
    const page = join(path, "report.html");
    print(`${lines.join("\n")}\n\nReport: ${page}\nOpen:   ${fileLink(page)}`);
  });
}
