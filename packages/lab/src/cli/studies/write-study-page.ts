import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { drawingStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { takeSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { decodeNpy } from "../../data/formats/npy.ts";
import { eachSample } from "../../evaluation/pictures.ts";
import { createDocument } from "../../report/page/document.ts";
import { picturedCells } from "../../report/study/pictured-cells.ts";
import { renderStudy } from "../../report/study/study.tsx";
import type { DenoisedPictures, StudyPictures } from "../../report/study/study-input.ts";
import { type RunFolder, runFolder } from "../../run/folder.ts";
import { denoisedFile, examplesFile, runPath } from "../../study/execution/study-folder.ts";
import type { StudyExamples, StudyResults } from "../../study/results.ts";
import { runsOfCells } from "../../study/runs-of-cells.ts";
import type { PngDrawer } from "../runs/png-figures.ts";
import { writePage } from "../runs/write-page.ts";

/** Writes report.html of a study and its figures as files. */
export async function writeStudyPage(
  folder: RunFolder,
  results: StudyResults,
  datasets: ReadonlyMap<string, Dataset<Samples>>,
  png?: PngDrawer,
  onProgress: (text: string) => void = () => undefined,
): Promise<void> {
  const pictures: StudyPictures[] = [];
  for (const examples of results.examples) {
    const dataset = datasets.get(examples.data);
    if (dataset !== undefined) pictures.push(await picturesOf(folder, results, examples, dataset));
  }
  await writePage(folder, renderStudy({ results, pictures, document: createDocument() }), png, onProgress);
}

/** The chosen images, and what the first run of each cell that is done makes of them. */
async function picturesOf(
  folder: RunFolder,
  results: StudyResults,
  { data, indices }: StudyExamples,
  { train, test }: Dataset<Samples>,
): Promise<StudyPictures> {
  const rebuilt = new Map<string, readonly SampleValues[]>();
  const denoised = new Map<string, DenoisedPictures>();
  const ofCells = runsOfCells(results.runs);
  for (const cell of picturedCells(results, data).cells) {
    const run = ofCells.get(cell.id)?.find(({ status }) => status === "done");
    if (run === undefined) continue;
    const path = runPath(folder.path, run.id);
    const images = await readImages(path, examplesFile, indices.length);
    if (images !== undefined) rebuilt.set(cell.id, images);
    const both = await readImages(path, denoisedFile, 2 * indices.length);
    if (both === undefined) continue;
    denoised.set(cell.id, { noisy: both.slice(0, indices.length), restored: both.slice(indices.length) });
  }
  const values = valuesOf(takeSamples(test, Int32Array.from(indices)));
  return {
    ...{ data, originals: eachSample(values, indices.length), cells: rebuilt, denoised },
    statistics: drawingStatistics(train),
  };
}

/** The images in a file of a run, where there is one. */
async function readImages(
  path: string,
  file: string,
  count: number,
): Promise<readonly SampleValues[] | undefined> {
  const bytes = await runFolder(path).read(file);
  if (bytes === undefined) return undefined;
  const { data } = decodeNpy(Uint8Array.from(bytes), `${path}/${file}`);
  return eachSample(data as SampleValues, count);
}
