import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { describeSamples, requireImageShape } from "hourglass-core/internal/data/samples/samples.ts";
import { axesOf, isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { splitDataset } from "hourglass-core/internal/data/split.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { givePrior } from "hourglass-core/internal/program/penalties/penalties.ts";
import { objectiveOf } from "hourglass-core/internal/settings/training-options.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { encodeNpy } from "../../data/formats/npy.ts";
import { anyClass, eachSample, oneClass, toBytes } from "../../evaluation/pictures.ts";
import { priorCodes } from "../../evaluation/prior-codes.ts";
import { fitSampler } from "../../measures/mixture/sampler.ts";
import { composeRows, inRows, smallTile } from "../../report/pictures/picture-grid.ts";
import { imageRaster, toPng } from "../../report/pictures/raster.ts";
import { asTrainedOn, requireSameData } from "../../run/files/data-identity.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { print } from "../terminal/terminal.ts";
import { type FinishedRun, withFinishedRun } from "./finished-run.ts";
import { loadWithProgress } from "./run-workspace.ts";
import { type DataPlaces, relocated } from "./stored-run.ts";
import { toldClass, toldNames } from "./told-classes.ts";

/** Options of {@link drawSamples}, as the command line gives them. */
export interface DrawOptions extends DataPlaces {
  readonly out: string;
  readonly count?: string;
  readonly class?: string;
  readonly seed?: string;
  readonly dataDir?: string;
}

/** More are drawn with other seeds. */
const mostDrawn = 100_000;
/** A picture of more could not be looked at. */
const mostShown = 10_000;

/** Draws new samples with a finished run and writes them as one picture, or as numbers. */
export async function drawSamples(path: string, options: DrawOptions): Promise<void> {
  const { out } = options;
  const isPicture = requireFormat(out);
  const count = wholeOption("--count", options.count, 64, [1, isPicture ? mostShown : mostDrawn]);
  const seed = wholeOption("--seed", options.seed, 0, [0, 2 ** 32 - 1]);
  await withFinishedRun(path, async (run) => {
    const { model } = run.autoencoder;
    const shape = model.sampleShape;
    const { title, plural } = kindOfSamples(shape);
    if (isPicture && !isImageShape(shape)) {
      throw new UsageError(
        `--out: a picture is of images, and this run is of ${describeSamples(shape)}: choose .npy`,
      );
    }
    const label = options.class === undefined ? undefined : toldClass(run, options.class, "--class");
    const { codes, source, decoded } = await drawCodes(run, { count, seed }, options);
    const labels =
      label === undefined ? anyClass(run.autoencoder, count) : oneClass(run.autoencoder, count, label);
    const known = label === undefined ? decoded : undefined;
    const samples = known ?? (await run.autoencoder.decode(codes, labels));
    await writing(out, () => mkdir(dirname(out), { recursive: true }));
    if (isPicture) {
      const image = requireImageShape(shape, "draw");
      const rasters = eachSample(toBytes(samples), count).map((bytes) => imageRaster(bytes, image));
      const columns =
        label === undefined && labels !== undefined
          ? (toldNames(run.summary) as readonly string[]).length
          : side(count);
      await writeFileWhole(out, toPng(composeRows(inRows(rasters, columns), smallTile)));
    } else {
      await writeFileWhole(out, encodeNpy(samples, [count, ...axesOf(shape)]));
    }
    run.line.done();
    const classes = toldWords(run, label, labels);
    print(`${out}: ${counted(count, `new ${title}`, `new ${plural}`)}${classes}, codes drawn from ${source}`);
  });
}

/** As square as may be. */
const side = (count: number): number => Math.ceil(Math.sqrt(count));

function toldWords(run: FinishedRun, label: number | undefined, labels: Uint8Array | undefined): string {
  const names = toldNames(run.summary);
  if (labels === undefined || names === undefined) return "";
  return label === undefined ? `, the classes ${names.join(", ")} in turn` : ` of class ${names[label]}`;
}

function requireFormat(out: string): boolean {
  if (/\.png$/i.test(out)) return true;
  if (/\.npy$/i.test(out)) return false;
  throw new UsageError(`--out: expected a file that ends with .png or .npy, found ${showValue(out)}`);
}

function wholeOption(
  name: string,
  word: string | undefined,
  usual: number,
  [least, most]: readonly [number, number],
): number {
  if (word === undefined) return usual;
  const value = Number(word);
  if (/^\d+$/.test(word) && value >= least && value <= most) return value;
  throw new UsageError(`${name}: expected a whole number from ${least} to ${most}, found ${showValue(word)}`);
}

/** Codes, `[count, latentSize]`, what they were drawn from, in words, and, of a mixture, their decodings. */
async function drawCodes(
  run: FinishedRun,
  { count, seed }: { readonly count: number; readonly seed: number },
  options: DrawOptions,
): Promise<{ readonly codes: Float32Array; readonly source: string; readonly decoded?: Float32Array }> {
  const { summary, autoencoder, line } = run;
  const { penalties = [] } = objectiveOf(summary.settings);
  if (codeOf(summary.model).distribution !== undefined || givePrior(penalties)) {
    const codes = priorCodes(autoencoder, count, seed, "codes drawn from the prior");
    return { codes, source: "the standard normal prior" };
  }
  const dataset = await loadWithProgress(await relocated(summary.settings, options), options, line);
  requireSameData(asTrainedOn(dataset, summary), summary.dataset);
  const tell = createEstimate(line, "fitting a Gaussian mixture to the codes");
  const { findings, draw } = await fitSampler(autoencoder, splitDataset(dataset, summary.dataset.splits), {
    onProgress: (fraction) => tell(fraction, 1),
  });
  const { codes, samples: decoded } = await draw(count, seed);
  return {
    ...{ codes, decoded },
    source: `a Gaussian mixture of ${counted(findings.components, "component")} over the training codes`,
  };
}
