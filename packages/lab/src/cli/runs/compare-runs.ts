import { mkdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { describeShape } from "hourglass-core/internal/data/samples/shape.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { scalingStatistics } from "hourglass-core/internal/inference/seen-values.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { chooseExamples } from "../../evaluation/examples.ts";
import { asSamples, eachSample } from "../../evaluation/pictures.ts";
import { renderComparison } from "../../report/comparison/comparison.tsx";
import type { ComparedRun } from "../../report/comparison/comparison-input.ts";
import { createDocument } from "../../report/page/document.ts";
import type { Report } from "../../report/page/report.ts";
import { requireSameData } from "../../run/files/data-identity.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { type OpenedRun, openRun } from "../../run/open-run.ts";
import type { FiguresOptions } from "../options/figures-option.ts";
import { createProgressLine, type ProgressLine } from "../terminal/progress.ts";
import { pngDrawer, withPngs } from "./png-figures.ts";
import { loadWithProgress } from "./run-workspace.ts";
import type { StoredRunOptions } from "./stored-run.ts";

const exampleCount = 10;

export interface CompareOptions extends StoredRunOptions, FiguresOptions {
  readonly out?: string;
}

/** Writes a page that puts finished runs on the same data side by side. The runs stay as they are. @returns its path */
export async function compareRuns(paths: readonly string[], options: CompareOptions): Promise<string> {
  const twice = paths.find((path, index) =>
    paths.some((other, at) => at < index && resolve(other) === resolve(path)),
  );
  if (twice !== undefined) throw new UsageError(`${twice} is named twice: name different runs`);
  const png = await pngDrawer(options.figures);
  const out = options.out ?? "comparison.html";
  const line = createProgressLine(process.stderr);
  try {
    const { html, files } = await comparePage(paths, options, line);
    await writing(out, () => mkdir(dirname(out), { recursive: true }));
    await writeFileWhole(out, html);
    if (options.figures !== undefined) {
      await writeFigures(`${out.replace(/\.html?$/i, "")}-figures`, await withPngs(files, png, line.update));
    }
  } finally {
    line.done();
  }
  return out;
}

/** The figures of a page of several runs have a folder beside it, since the runs have theirs. */
async function writeFigures(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<void> {
  await writing(folder, () => mkdir(folder, { recursive: true }));
  for (const [path, content] of files) {
    await writeFileWhole(join(folder, basename(path)), content);
  }
}

async function comparePage(
  paths: readonly string[],
  options: CompareOptions,
  line: ProgressLine,
): Promise<Report> {
  const runtime = await createNodeRuntime({ onNotice: line.print });
  const opened: OpenedRun[] = [];
  try {
    for (const path of paths) {
      line.update(`opening ${path}`);
      opened.push(await openRun(path, runtime));
    }
    requireSameSet(paths, opened);
    const [{ summary, autoencoder: first }] = opened as [OpenedRun];
    const dataset = await loadWithProgress(summary.settings, options, line);
    requireSameData(dataset, summary.dataset);
    const { test } = dataset;
    const indices = chooseExamples(test, exampleCount);
    const chosen = takeSamples(test, Int32Array.from(indices));
    const values = valuesOf(chosen);
    const originals = eachSample(values, indices.length);
    const names = distinctNames(paths);
    const runs: ComparedRun[] = [];
    for (const [index, { autoencoder, ...run }] of opened.entries()) {
      const rebuilt = asSamples(autoencoder, await autoencoder.reconstruct(values, chosen.labels));
      runs.push({
        name: names[index] as string,
        ...run,
        reconstructions: eachSample(rebuilt, indices.length),
      });
    }
    line.update("drawing the page");
    const examples = indices.map((index, row) => ({
      index,
      ...(test.labels === undefined ? {} : { label: test.labels[index] as number }),
      original: originals[row] as SampleValues,
    }));
    return renderComparison({
      ...{ runs, examples, statistics: scalingStatistics(first) },
      document: createDocument(),
    });
  } finally {
    await Promise.all(opened.map(({ autoencoder }) => autoencoder.release()));
  }
}

/** @throws HourglassError where a run was trained or tested on other images than the first */
function requireSameSet(paths: readonly string[], runs: readonly OpenedRun[]): void {
  const identity = ({ summary: { dataset } }: OpenedRun): string => {
    const { checksums, splits } = dataset;
    const files = Object.entries(checksums).sort(([a], [b]) => (a < b ? -1 : 1));
    return JSON.stringify([shapeStored(dataset), splits.test, files]);
  };
  const describe = (index: number): string => {
    const { title, splits, ...dataset } = (runs[index] as OpenedRun).summary.dataset;
    const shape = shapeStored(dataset);
    const kind = kindOfSamples(shape);
    return `${paths[index]} on ${title} (${describeShape(shape)}, ${counted(splits.test, `test ${kind.title}`, `test ${kind.plural}`)})`;
  };
  const other = runs.findIndex((run) => identity(run) !== identity(runs[0] as OpenedRun));
  if (other !== -1) {
    throw new HourglassError(
      `the runs were trained on different data, so their errors do not compare: ${describe(0)}, ${describe(other)}; ` +
        "name runs on one data set",
    );
  }
}

/** The last part of each path; where two are the same, the paths as they were given. */
function distinctNames(paths: readonly string[]): readonly string[] {
  const names = paths.map((path) => basename(resolve(path)));
  return new Set(names).size === names.length ? names : paths;
}
