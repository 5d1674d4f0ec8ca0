import { join } from "node:path";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { type Splits, splitDataset } from "hourglass-core/internal/data/split.ts";
import { HourglassError, unlessDamaged } from "hourglass-core/internal/errors.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { conditionOf } from "hourglass-core/internal/model/condition.ts";
import { lackOfClasses } from "../../measures/classes/classification.ts";
import { encodeProbe } from "../../run/classifiers/saved-probe.ts";
import { readMeasures, writeMeasures } from "../../run/files/measures-file.ts";
import { runFiles } from "../../run/folder.ts";
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
  readonly saveProbe?: boolean;
}

/** Measures a finished run, writes what it found into the run's folder, and prints it. */
export async function evaluateStoredRun(path: string, options: EvaluateOptions): Promise<void> {
  const { importanceSamples } = givenSettings({ importanceSamples: options.importanceSamples });
  const names = chooseMeasures(options.measures);
  const png = await pngDrawer(options.figures);
  await withStoredRun(path, options, async (run) => {
    const { folder, line, signal, dataset } = run;
    const splits = splitDataset(dataset, run.summary.dataset.splits);
    if (options.saveProbe) requireProbe(run.autoencoder, splits);
    const metrics = await measureSplits(run.autoencoder, splits);
    const settings = {
      ...run.summary.settings,
      ...(importanceSamples === undefined ? {} : { importanceSamples }),
    };
    const withSamples = { ...run, summary: { ...run.summary, settings } };
    const evaluation = await evaluateRun(withSamples, dataset, line, signal);
    const estimate = createEstimate(line, "measuring the code");
    const measurer = createRunMeasurer(run.runtime);
    const results = await measurer.measure(names, run, dataset, {
      signal,
      onProgress: (fraction, title) => estimate(fraction, 1, title),
    });
    // Results of an earlier call that were not measured again still hold, where they are of the same weights.
    if (names.length > 0) {
      const known = await readMeasures(folder, run.summary, line.print).catch(unlessDamaged);
      await writeMeasures(folder, { ...known, ...results }, provenanceNow(run, dataset));
    }
    if (options.saveProbe) {
      const probe = await measurer.probe(run, dataset, {
        signal,
        onProgress: (fraction) => estimate(fraction, 1, "the probe"),
      });
      const content = encodeProbe(probe, dataset.classNames, provenanceNow(run, dataset));
      await folder.write(runFiles.probe, content);
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
    const saved = options.saveProbe ? `\nProbe:  ${join(path, runFiles.probe)}` : "";
    print(`${lines.join("\n")}\n\nReport: ${page}\nOpen:   ${fileLink(page)}${saved}`);
  });
}

/** @throws HourglassError where there are no classes for a probe to tell apart, before anything is measured */
function requireProbe({ model }: Autoencoder, splits: Splits<Samples>): void {
  if (conditionOf(model) !== undefined) {
    throw new HourglassError(
      `--save-probe: ${model.name} must be told the class of each sample before its code is known: a probe of it could tell no class of new ones`,
    );
  }
  const lack = lackOfClasses(splits);
  if (lack === undefined) return;
  throw new HourglassError(
    `--save-probe: ${inWordsOf(shapeOf(splits.train), lack)}; labels of your own data can be given with --labels FILE`,
  );
}
