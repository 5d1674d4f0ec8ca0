import { rmdir } from "node:fs/promises";
import { join, parse } from "node:path";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { type DeviceTrial, trialOf } from "hourglass-core/internal/experiment/choose-device.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { detectorScores } from "../../detector/detector-scores.ts";
import { type Alarms, type DetectorSummary, shareOfAlarms } from "../../detector/folder/detector-summary.ts";
import { trainDetector } from "../../detector/folder/train-detector.ts";
import { shareWords } from "../../detector/threshold.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { runFiles } from "../../run/folder.ts";
import { commandRuntime } from "../runs/command-runtime.ts";
import { pngDrawer } from "../runs/png-figures.ts";
import { freshFolder, inRunFolder, loadWithProgress } from "../runs/run-workspace.ts";
import { writeDetectorReport } from "../runs/write-detector-report.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { formatTable } from "../terminal/format-table.ts";
import { describeNext, openWhereAsked, scoreStep, studioStep } from "../terminal/next-steps.ts";
import { formatCount, formatSeconds } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { type FitOptions, fitPlan, normalClassesOf } from "./fit-plan.ts";

/** Fits a detector to data, and writes it into a folder. */
export async function fitDetectorCommand(data: string, options: FitOptions): Promise<void> {
  const { reading, planFor } = await fitPlan(data, options);
  const png = await pngDrawer(options.figures);
  const path = options.out ?? (await freshFolder(join("runs", `detector-${parse(reading.dataset).name}`)));
  let isInterrupted = false;
  await inRunFolder(path, async (folder, line, signal) => {
    if (await folder.has(runFiles.summary)) {
      throw new UsageError(`--out: ${path} holds a run already: choose another folder`);
    }
    const dataset = await loadWithProgress(reading, options, line, signal);
    const plan = planFor(shapeOf(dataset.train));
    const normalClasses = normalClassesOf(options, dataset);
    const { threads, device } = plan.settings;
    const trial = async (): Promise<DeviceTrial> => trialOf(plan.settings, dataset, plan.architecture);
    const runtime = await commandRuntime({ ...options, threads, device, trial }, line.print);
    const estimate = createEstimate(line, "fitting the detector");
    let summary: DetectorSummary;
    try {
      summary = await trainDetector({
        ...{ folder, dataset, plan, runtime, signal },
        ...(normalClasses === undefined ? {} : { normalClasses }),
        onProgress: (share) => estimate(share, 1),
      });
    } catch (error) {
      if (!signal.aborted) throw error;
      isInterrupted = true;
      line.done("Interrupted; a detector is written when it is whole, so nothing was kept.");
      process.exitCode = exitCodes.interrupted;
      return;
    }
    await writeDetectorReport(folder, line, png);
    line.done();
    const page = join(path, runFiles.report);
    if (options.json) printJson(summary);
    else {
      print(
        `${describeDetector(summary)}\n\nDetector: ${path}\nPage:     ${page}\n${describeNext(page, [scoreStep(path), studioStep(path)])}`,
      );
    }
    await openWhereAsked(page, options);
  });
  // What the lock has made; a folder that has something in it stays.
  if (isInterrupted) await rmdir(path).catch(() => undefined);
}

/** What a detector is and what it did on the test split. */
function describeDetector(summary: DetectorSummary): string {
  const { samples, score, threshold, choice, test, seconds, dataset, epochs } = summary;
  const shape = shapeStored(dataset);
  const { title, plural } = kindOfSamples(shape);
  const named = detectorScores.of(score);
  const [low, high] = threshold.interval.map(shareWords);
  const trimmed = samples.trimmed === 0 ? "" : `, ${formatCount(samples.trimmed)} left out as the strangest`;
  const lines = [
    `Learnt of ${counted(samples.train, `normal ${title}`, `normal ${plural}`)} of ${dataset.title} in ${counted(epochs.run, "epoch")}, ${formatSeconds(seconds)} in all${trimmed}.`,
    `Score: ${inWordsOf(shape, named.title)}${choice === undefined ? ", as it was given" : `, which tells synthetic faults best${named.isBaseline === true ? "; it asks no autoencoder" : ""}`}.`,
    `Alarms above ${threshold.score.toPrecision(5)}: ${shareWords(threshold.falseAlarms)} false alarms, by ${formatCount(threshold.samples)} held-out ${plural} between ${low} and ${high} (95 %).`,
    `On the test split, which decided nothing:`,
  ];
  const rows = [
    ...alarmRow(test.anomalous === undefined ? `all ${plural}` : `normal ${plural}`, test.normal),
    ...(test.anomalous === undefined ? [] : alarmRow(`other ${plural}`, test.anomalous)),
  ];
  const areas = test.areas === undefined ? "" : `\n\n${areaTable(summary)}`;
  return `${lines.join("\n")}\n${formatTable([["  ", "alarms", "of", "share"], ...rows], "left")}${areas}`;
}

function alarmRow(what: string, of: Alarms): readonly (readonly string[])[] {
  if (of.samples === 0) return [];
  return [[`  ${what}`, formatCount(of.alarms), formatCount(of.samples), shareWords(shareOfAlarms(of))]];
}

/** Areas under the ROC curve of all scores. */
function areaTable({ score, test, dataset }: DetectorSummary): string {
  const shape = shapeStored(dataset);
  const rows = Object.entries(test.areas ?? {}).map(([name, area]) => {
    const { title, isBaseline } = detectorScores.of(name);
    const notes = [name === score ? "kept" : "", isBaseline === true ? "without an autoencoder" : ""];
    return [
      `  ${inWordsOf(shape, title)}`,
      (100 * area).toFixed(2),
      notes.filter((note) => note !== "").join(", "),
    ];
  });
  return `Area under the ROC curve (%), by score:\n${formatTable(rows, "left")}`;
}
