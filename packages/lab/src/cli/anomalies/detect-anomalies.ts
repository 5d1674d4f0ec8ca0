import { join, parse, resolve, sep } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { drawingStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { type DeviceTrial, trialOf } from "hourglass-core/internal/experiment/choose-device.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { anomalyFiles } from "../../anomaly/anomaly-files.ts";
import {
  anomalyScoreNames,
  type OfScores,
  scoreDefinitions,
  scoresIn,
} from "../../anomaly/anomaly-scores.ts";
import { baselineDefinitions } from "../../anomaly/baselines.ts";
import { compareWithBaselines } from "../../anomaly/compare.ts";
import { describeProtocol } from "../../anomaly/protocol.ts";
import type {
  AnomalyCell,
  AnomalyPlan,
  AnomalyResults,
  DatasetIdentity,
  ScoredImage,
} from "../../anomaly/results.ts";
import { parseAnomalyResults } from "../../anomaly/results-schema.ts";
import { cellCount, meanAuroc, type SweepResults, sweep, workLeft } from "../../anomaly/sweep.ts";
import { renderAnomalies } from "../../report/anomalies/anomaly.tsx";
import type { PicturedImage } from "../../report/anomalies/anomaly-input.ts";
import { createDocument } from "../../report/page/document.ts";
import { describeEnvironment, deviceOf } from "../../run/environment.ts";
import { requireSameData, sha256OfDataset } from "../../run/files/data-identity.ts";
import { storedShape } from "../../run/files/stored-shape.ts";
import { type RunFolder, readParsed } from "../../run/folder.ts";
import { shellWord } from "../../run/resume-command.ts";
import { commandRuntime } from "../runs/command-runtime.ts";
import { type PngDrawer, pngDrawer, withPngs } from "../runs/png-figures.ts";
import { freshFolder, inRunFolder, loadWithProgress } from "../runs/run-workspace.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { exitCodes } from "../terminal/exit-codes.ts";
import { describeNext, type NextStep, openWhereAsked, studioStep } from "../terminal/next-steps.ts";
import { formatSeconds, type ProgressLine } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { type AnomalyOptions, classesFor, planOf, resumedPlan } from "./anomaly-plan.ts";
import { describeAnomalies, describeCell } from "./anomaly-tables.ts";

/** Trains, scores and writes the results into a folder; what is finished is saved at once, so that it can be resumed. */
export async function detectAnomalies(options: AnomalyOptions): Promise<void> {
  if (options.resume === true && options.out === undefined) {
    throw new UsageError("--resume: name the folder of the results with --out DIR");
  }
  const png = await pngDrawer(options.figures);
  const requested = options.resume === true ? undefined : await planOf(options);
  const stem = parse(requested?.().settings.dataset ?? "").name;
  const path = options.out ?? (await freshFolder(join("runs", `anomaly-${stem}`)));
  await inRunFolder(path, async (folder, line, signal) => {
    const before = await readParsed(folder, anomalyFiles.results, parseAnomalyResults);
    if (requested !== undefined && before !== undefined) {
      throw new UsageError(
        `${path} holds results already (${before.cells.length} of ${counted(cellCount(before.plan), "autoencoder")}): ` +
          "choose another --out, or continue with --resume",
      );
    }
    if (requested === undefined && before === undefined) {
      throw new UsageError(`--resume: ${path} holds no results (${anomalyFiles.results} is missing)`);
    }
    const known = requested?.() ?? resumedPlan((before as AnomalyResults).plan, options);
    const [dataset, against] = await loadBoth(known, options, line, signal);
    const open = requested?.(shapeOf(dataset.train)) ?? known;
    if (before !== undefined) requireSameBytes(before, dataset, against);
    const plan: AnomalyPlan =
      against === undefined ? { ...open, classes: classesFor(options, dataset, before?.plan.classes) } : open;
    if (before !== undefined) requireSameScores(before, plan, shapeOf(dataset.train));
    await finish({ folder, line, signal, options, png, plan, dataset, against, before });
  });
}

/** The data set with the normal images, and the one with the anomalies, if that is another. */
async function loadBoth(
  { settings, against: path }: AnomalyPlan,
  options: AnomalyOptions,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<readonly [dataset: Dataset<Samples>, against: Dataset<Samples> | undefined]> {
  const dataset = await loadWithProgress(settings, options, line, signal);
  if (path === undefined) return [dataset, undefined];
  const against = await loadWithProgress({ ...settings, dataset: path }, options, line, signal);
  if (dataset.title !== against.title) return [dataset, against];
  // Files of one name in two folders: the folders tell them apart.
  const [title, other] = distinctEnds(settings.dataset, path);
  return [
    { ...dataset, title },
    { ...against, title: other },
  ];
}

/** As much of the ends of two paths as tells them apart: `good/images.npz` and `bad/images.npz`. */
function distinctEnds(path: string, other: string): readonly [string, string] {
  const parts = [path, other].map((one) => resolve(one).split(sep)) as [string[], string[]];
  const longest = Math.max(...parts.map(({ length }) => length));
  let count = 1;
  while (count < longest && parts[0].at(-count) === parts[1].at(-count)) count++;
  return [parts[0].slice(-count).join("/"), parts[1].slice(-count).join("/")];
}

interface Work {
  readonly folder: RunFolder;
  readonly line: ProgressLine;
  readonly signal: AbortSignal;
  readonly options: AnomalyOptions;
  readonly png: PngDrawer | undefined;
  readonly plan: AnomalyPlan;
  readonly dataset: Dataset<Samples>;
  readonly against: Dataset<Samples> | undefined;
  readonly before: AnomalyResults | undefined;
}

async function finish(work: Work): Promise<void> {
  const { folder, line, signal, options, plan, dataset, against, before } = work;
  const shape = shapeOf(dataset.train);
  const { settings } = plan;
  // Another device or number of threads could change the last bits of what goes on.
  const { threads, device } =
    before === undefined ? settings : { ...before.environment, device: deviceOf(before.environment) };
  const trial = async (): Promise<DeviceTrial> => trialOf(settings, dataset, plan.architecture);
  const runtime = await commandRuntime({ ...options, threads, device, trial }, line.print);
  const finished = { cells: before?.cells ?? [], baselines: before?.baselines ?? [] };
  const results = (found: SweepResults): AnomalyResults => {
    const { cells, baselines } = found;
    const mean = meanAuroc(plan, cells);
    const comparison = compareWithBaselines(plan, cells, baselines, shape);
    return {
      format: 1,
      status: workLeft(plan, found) === 0 ? "done" : "unfinished",
      plan,
      dataset: identityOf(dataset),
      ...(against === undefined ? {} : { against: identityOf(against) }),
      scores: definitionsOf(cells, shape),
      baselineScores: baselineDefinitions(shape),
      protocol: describeProtocol(plan, shape),
      cells,
      ...(mean === undefined ? {} : { mean }),
      baselines,
      ...(comparison === undefined ? {} : { comparison }),
      environment: describeEnvironment(runtime),
    };
  };
  const save = (found: SweepResults): Promise<void> =>
    folder.write(anomalyFiles.results, `${JSON.stringify(results(found), null, 2)}\n`);

  const left = workLeft(plan, finished);
  const estimate = createEstimate(line, "telling anomalies");
  let saved: SweepResults = finished;
  let found: SweepResults;
  try {
    found = await sweep(
      { runtime, plan, dataset, finished, ...(against === undefined ? {} : { against }) },
      {
        signal,
        onProgress: (done, what) => estimate(done, left, what),
        onFinished: async (now, cell) => {
          saved = {
            cells: [...now.cells, ...finished.cells.filter((one) => !now.cells.includes(one))],
            baselines: [
              ...now.baselines,
              ...finished.baselines.filter((one) => !now.baselines.includes(one)),
            ],
          };
          await save(saved);
          if (cell !== undefined) line.print(describeCell(cell));
        },
      },
    );
  } catch (error) {
    if (!signal.aborted) throw error;
    line.done(
      `Interrupted after ${saved.cells.length} of ${counted(cellCount(plan), "autoencoder")}; what is finished is saved. Continue with:\n` +
        `  hourglass anomaly --out ${shellWord(folder.path)} --resume`,
    );
    process.exitCode = exitCodes.interrupted;
    return;
  }
  await save(found);
  line.update("drawing the page");
  const done = results(found);
  const { cells } = found;
  const picture = pictures(dataset, against);
  const statistics = drawingStatistics(dataset.train);
  const { html, files: figures } = renderAnomalies({
    ...{ results: done, picture, statistics, document: createDocument() },
  });
  await folder.writeAll([...(await withPngs(figures, work.png, line.update)), [anomalyFiles.page, html]]);
  line.done();
  const page = join(folder.path, anomalyFiles.page);
  if (options.json) printJson(done);
  else {
    const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
    print(
      `${describeAnomalies(done)}\n\n${counted(cells.length, "autoencoder")} in ${formatSeconds(seconds)}.\n` +
        `Results: ${join(folder.path, anomalyFiles.results)}\nPage:    ${page}\n` +
        describeNext(page, [studioStep(folder.path), furtherStep(folder.path, plan)]),
    );
  }
  await openWhereAsked(page, options);
}

/** One seed says nothing of chance; with several, the next thing is to look at a model of all images. */
function furtherStep(path: string, { settings, seeds }: AnomalyPlan): NextStep {
  const [only = 0, ...others] = seeds;
  if (others.length > 0) {
    return {
      command: `train --dataset ${shellWord(settings.dataset)} --open`,
      purpose: "train on all classes, and see what a code keeps",
    };
  }
  const more = [1, 2].map((step) => (only + step) % 2 ** 32).join(",");
  return {
    command: `anomaly --out ${shellWord(path)} --resume --seeds ${more}`,
    purpose: "two seeds more: how much of it is chance",
  };
}

/** @throws UsageError where what is still to be measured would be scored in another way than what is */
function requireSameScores(before: AnomalyResults, plan: AnomalyPlan, shape: SampleShape): void {
  if (before.cells.length === cellCount(plan)) return;
  const now = scoreDefinitions(shape);
  const changed = anomalyScoreNames.find((name) => before.scores[name] !== now[name]);
  if (changed === undefined) return;
  throw new UsageError(
    `--resume: these results are of an earlier version, in which the ${changed} score was ` +
      `${before.scores[changed] === undefined ? "not measured" : `another (${showValue(before.scores[changed])})`}: measure anew with another --out`,
  );
}

/** What the scores of cells are: those of earlier versions do not have all that there are now. */
function definitionsOf([first]: readonly AnomalyCell[], shape: SampleShape): OfScores<string> {
  const all = scoreDefinitions(shape);
  if (first === undefined) return all;
  return Object.fromEntries(
    scoresIn(first.auroc).map((name) => [name, all[name]]),
  ) as unknown as OfScores<string>;
}

/** @throws HourglassError naming what is not as it was when the results so far were measured */
function requireSameBytes(
  before: AnomalyResults,
  dataset: Dataset<Samples>,
  against: Dataset<Samples> | undefined,
): void {
  const what = "these results were measured on";
  requireSameData(dataset, before.dataset, what);
  if (before.against !== undefined && against !== undefined) requireSameData(against, before.against, what);
}

function identityOf(dataset: Dataset<Samples>): DatasetIdentity {
  const { name, title, source, licence, classNames, checksums, test } = dataset;
  const shape = storedShape(shapeOf(test));
  return { name, title, source, licence, classNames, ...shape, checksums, sha256: sha256OfDataset(dataset) };
}

/** Finds test samples by their place: of two data sets, the second has the anomalies. */
function pictures(
  dataset: Dataset<Samples>,
  against: Dataset<Samples> | undefined,
): (image: ScoredImage) => PicturedImage {
  return ({ index, isAnomalous }) => {
    const { test, classNames } = against !== undefined && isAnomalous ? against : dataset;
    const label = test.labels?.[index];
    return {
      values: valuesOf(sliceSamples(test, index, index + 1)),
      ...(label === undefined ? {} : { name: classNames[label] ?? `class ${label}` }),
    };
  };
}
