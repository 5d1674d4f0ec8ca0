import { type Dataset, takeImages } from "../data/image-set.ts";
import { decodeNpy } from "../data/npy.ts";
import { eachImage } from "../evaluation/pictures.ts";
import { createDocument } from "../report/document.ts";
import { renderStudy } from "../report/study.tsx";
import type { StudyPictures } from "../report/study-input.ts";
import { type RunFolder, runFolder } from "../run/folder.ts";
import { examplesFile, runPath, studyFiles } from "../study/execution/study-folder.ts";
import type { StudyExamples, StudyResults } from "../study/results.ts";
import { type PngDrawer, withPngs } from "./png-figures.ts";
import { removeOldFigures } from "./write-report.ts";

/** Writes report.html of a study and its figures as files. */
export async function writeStudyPage(
  folder: RunFolder,
  results: StudyResults,
  datasets: ReadonlyMap<string, Dataset>,
  png?: PngDrawer,
  onProgress: (text: string) => void = () => undefined,
): Promise<void> {
  const pictures: StudyPictures[] = [];
  for (const examples of results.examples) {
    const dataset = datasets.get(examples.data);
    if (dataset !== undefined) pictures.push(await picturesOf(folder, results, examples, dataset));
  }
  const { html, files } = renderStudy({ results, pictures, document: createDocument() });
  const all = await withPngs(files, png, onProgress);
  await removeOldFigures(folder, new Set(all.keys()));
  await folder.writeAll([...all, [studyFiles.report, html]]);
}

/** The chosen images, and what the first run of each cell that is done makes of them. */
async function picturesOf(
  folder: RunFolder,
  { cells, runs }: StudyResults,
  { data, indices }: StudyExamples,
  { test }: Dataset,
): Promise<StudyPictures> {
  const rebuilt = new Map<string, readonly Uint8Array[]>();
  for (const cell of cells.filter((one) => one.data === data)) {
    const run = runs.find((one) => one.cell === cell.id && one.status === "done");
    const path = run === undefined ? undefined : runPath(folder.path, run.id);
    const bytes = path === undefined ? undefined : await runFolder(path).read(examplesFile);
    if (bytes === undefined) continue;
    const { data: pixels } = decodeNpy(Uint8Array.from(bytes), `${path}/${examplesFile}`);
    rebuilt.set(cell.id, eachImage(pixels as Uint8Array, indices.length));
  }
  const { images } = takeImages(test, Int32Array.from(indices));
  return { data, originals: eachImage(images, indices.length), cells: rebuilt };
}
