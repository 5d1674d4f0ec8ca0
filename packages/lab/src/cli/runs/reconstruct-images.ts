import { mkdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Table, textsOfRow } from "hourglass-core/internal/data/columns/columns.ts";
import { imageSize } from "hourglass-core/internal/data/image-set.ts";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, isImages, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { axesOf, isImageShape, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import type { Autoencoder, SampleErrors } from "hourglass-core/internal/inference/autoencoder.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import { storedErrors } from "hourglass-core/internal/program/losses/losses.ts";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { toCsv, toCsvLines } from "../../data/files/csv.ts";
import { encodeNpy } from "../../data/formats/npy.ts";
import type { NamedImages, NamedSamples } from "../../data/own/own-data.ts";
import { toBytes } from "../../evaluation/pictures.ts";
import { composeRows, smallTile } from "../../report/pictures/picture-grid.ts";
import { imageRaster, type Raster, toPng } from "../../report/pictures/raster.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { createEstimate } from "../terminal/estimate.ts";
import type { ProgressLine } from "../terminal/progress.ts";
import { print } from "../terminal/terminal.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type InputOptions, loadInput } from "./input-images.ts";
import { requireFreeFolder } from "./output-folder.ts";
import { requireNumbers } from "./require-numbers.ts";
import { toldClass, toldClasses } from "./told-classes.ts";

export interface ReconstructOptions extends InputOptions {
  readonly out: string;
  readonly sheet?: boolean;
  readonly force?: boolean;
  /** The class that all are rebuilt as, each in its own style. */
  readonly asClass?: string;
}

/** Samples at once. */
const batchSize = 200;

/** A process may have few open files left. */
const filesAtOnce = 8;

/** A sheet is to be looked at: that many of the first images, and that many side by side. */
const sheetLimit = 100;
const sheetColumns = 10;

const sheetFile = "sheet.png";

/** Rebuilds samples with a finished run, and writes the numbers, the errors and, of images, pictures. */
export async function reconstructImages(
  path: string,
  images: string,
  options: ReconstructOptions,
): Promise<void> {
  const { out, sheet, force, asClass } = options;
  if (resolve(out) === resolve(/\.png$/i.test(images) ? dirname(images) : images)) {
    throw new UsageError(`--out: ${out} is the folder of the originals: choose another`);
  }
  await requireFreeFolder(out, "--out", force);
  await withFinishedRun(path, async (run) => {
    const { summary, autoencoder, line } = run;
    const shape = shapeStored(summary.dataset);
    if (sheet && !isImageShape(shape)) {
      throw new UsageError(
        `--sheet: a sheet is of images, and this run is of ${describeSamples(shape)}: leave it out`,
      );
    }
    const set = await loadInput(images, shape, options, line);
    const { title, plural, value } = kindOfSamples(set);
    const pictures = isImages(set) ? set : undefined;
    const files = pictures === undefined ? [] : pictureFiles(pictures.names);
    if (sheet && files.includes(sheetFile)) {
      throw new UsageError(`--sheet: one of the images is called ${sheetFile}, too: rename it`);
    }
    const other = asClass === undefined ? undefined : toldClass(run, asClass, "--as-class");
    const labels = toldClasses(run, set.classes);
    const { reconstructions, errors } = await rebuild(autoencoder, set, { labels, other }, line);
    if (pictures === undefined) await writing(out, () => mkdir(out, { recursive: true }));
    else await writePictures(pictures, reconstructions, files, out, line);
    const table = tableOf(shape);
    if (table === undefined) {
      const sizes = [set.count, ...axesOf(shape)];
      await writeFileWhole(join(out, "reconstructions.npy"), encodeNpy(reconstructions, sizes));
    } else {
      await writeFileWhole(join(out, "reconstructions.csv"), tableLines(table, reconstructions));
    }
    const { bce, mse } = errors;
    const rows = set.names.map((name, index) => [
      name,
      ...(bce === undefined ? [] : [bce[index]]),
      ...[mse[index], (mse[index] as number) * autoencoder.sampleSize],
    ]);
    const header = [title, ...(bce === undefined ? [] : ["bce"]), "mse", "sse"];
    await writeFileWhole(join(out, "errors.csv"), toCsv(header, rows));
    if (sheet && pictures !== undefined) {
      await writeFileWhole(join(out, sheetFile), drawSheet(pictures, reconstructions));
    }
    line.done();
    const mean = meanError(mse);
    print(
      `Rebuilt ${counted(set.count, title, plural)}${asClass === undefined ? "" : ` as class ${asClass}`} in ${out}: on average ` +
        `${asClass === undefined ? "" : "(as their own class) "}` +
        `${bce === undefined ? "" : `bce ${meanError(bce).toFixed(5)} nats a ${value.one}, `}mse ${mean.toFixed(6)} a ${value.one}, ` +
        `sse ${(mean * autoencoder.sampleSize).toFixed(3)} ${withArticle(title)}`,
    );
    if (sheet && set.count > sheetLimit) {
      print(`${sheetFile} shows the first ${sheetLimit}`);
    }
  });
}

/** Rows as the table has them: a line each, in the units and words of the columns. */
function* tableLines(table: Table, rows: Float32Array): Generator<string> {
  yield toCsvLines([table.map(({ name }) => name)]);
  const size = table.length;
  const texts = (row: number): readonly string[] =>
    textsOfRow(table, rows.subarray(row * size, (row + 1) * size));
  const count = rows.length / size;
  for (let start = 0; start < count; start += batchSize) {
    const places = Array.from({ length: Math.min(batchSize, count - start) }, (_, at) => start + at);
    yield toCsvLines(places.map(texts));
  }
}

/** The names of the images' own files; where they have none, their numbers, with zeros that keep them in order. */
function pictureFiles(names: readonly string[]): readonly string[] {
  const digits = String(names.length - 1).length;
  return names.map((name) => (/\.png$/i.test(name) ? name : `${name.padStart(digits, "0")}.png`));
}

/** What a model is told that is told classes. */
interface Rebuilding {
  /** The class of each sample. */
  readonly labels: Uint8Array | undefined;
  /** The class that all are rebuilt as, their own unless given. */
  readonly other: number | undefined;
}

/** Reconstructs and scores batch after batch; the errors are those of reconstructions as their own class. */
async function rebuild(
  autoencoder: Autoencoder,
  set: NamedSamples,
  classes: Rebuilding,
  line: ProgressLine,
): Promise<{ readonly reconstructions: Float32Array; readonly errors: SampleErrors }> {
  const { sampleSize, model } = autoencoder;
  const values = valuesOf(set);
  const reconstructions = new Float32Array(set.count * sampleSize);
  const errors = storedErrors(model.sampleShape).map((name) => [name, new Float32Array(set.count)] as const);
  const tell = createEstimate(line, "rebuilding");
  for (let start = 0; start < set.count; start += batchSize) {
    const end = Math.min(start + batchSize, set.count);
    const batch = values.subarray(start * sampleSize, end * sampleSize);
    const labels = classes.labels?.subarray(start, end);
    const scores = await autoencoder.score(batch, labels);
    const asked = classes.other === undefined ? labels : new Uint8Array(end - start).fill(classes.other);
    const rebuilt = await autoencoder.decode(await autoencoder.encode(batch, labels), asked);
    reconstructions.set(rebuilt, start * sampleSize);
    for (const [name, all] of errors) all.set(scores[name] as Float32Array, start);
    tell(end, set.count);
  }
  requireNumbers(reconstructions, sampleSize, "reconstructions");
  return { reconstructions, errors: Object.fromEntries(errors) as unknown as SampleErrors };
}

/** Writes the picture of each image. */
async function writePictures(
  set: NamedImages,
  reconstructions: Float32Array,
  files: readonly string[],
  folder: string,
  line: ProgressLine,
): Promise<void> {
  const size = imageSize(set);
  for (const subfolder of new Set(files.map((file) => dirname(join(folder, file))))) {
    await writing(subfolder, () => mkdir(subfolder, { recursive: true }));
  }
  const tell = createEstimate(line, "writing pictures");
  for (let start = 0; start < set.count; start += filesAtOnce) {
    const some = files.slice(start, start + filesAtOnce);
    await Promise.all(
      some.map((file, row) => {
        const at = (start + row) * size;
        const picture = imageRaster(toBytes(reconstructions.subarray(at, at + size)), set);
        // Not flushed one by one, as single files are: that would take minutes for thousands of them.
        return writeFileWhole(join(folder, file), toPng(picture), { flush: false });
      }),
    );
    tell(start + some.length, set.count);
  }
}

/** Rows of originals, each above the row of their reconstructions. */
function drawSheet(set: NamedImages, reconstructions: Float32Array): Uint8Array {
  const size = imageSize(set);
  const shown = Math.min(set.count, sheetLimit);
  const rebuilt = toBytes(reconstructions.subarray(0, shown * size));
  const rasters = (bytes: Uint8Array): Raster[] =>
    Array.from({ length: shown }, (_, index) =>
      imageRaster(bytes.subarray(index * size, (index + 1) * size), set),
    );
  const [above, below] = [rasters(set.images), rasters(rebuilt)];
  const rows = Array.from({ length: Math.ceil(shown / sheetColumns) }, (_, row) => {
    const columns = [row * sheetColumns, (row + 1) * sheetColumns] as const;
    return [above.slice(...columns), below.slice(...columns)];
  });
  return toPng(composeRows(rows.flat(), smallTile));
}
