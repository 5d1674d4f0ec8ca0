import type { JSX } from "preact";
import { toCsv } from "../../../data/csv.ts";
import type { DenoisingMeasures } from "../../../evaluation/denoising.ts";
import { errorNames } from "../../../evaluation/errors.ts";
import { corruptionSentence } from "../../../program/corruptions/corruptions.ts";
import { counted } from "../../../words.ts";
import { Table } from "../../components/table.tsx";
import { Tile } from "../../components/tile.tsx";
import { errorColumns } from "../../error-words.ts";
import { formatNumber, formatSpread } from "../../format.ts";
import { imageWords, nameOf } from "../../image-words.ts";
import { imageTile, pictureSheet } from "../../picture-sheet.tsx";
import { plotFigure } from "../../plot-figure.tsx";
import { imageRaster } from "../../raster.ts";
import { runWords } from "../../run-words.ts";
import type { Figure } from "../../section.ts";
import { ofTestImages, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { noiseCurveKeys, noiseCurvePlot } from "./noise-curve-plot.ts";

/** What a denoiser does with noise: on examples, over the test set, and at other levels than that of training. */
export const denoising: ReportSection = ofTestImages({
  title: "What it does with noise",
  parts: (run) => {
    const { denoising: measured } = run.evaluation.measures;
    if (measured === undefined) return [];
    return [{ view: errorsOf(run, measured) }, examplesFigure(run), curveFigure(run, measured)];
  },
});

function errorsOf(run: SoundReportInput, measured: DenoisingMeasures): JSX.Element {
  const { measures } = run.evaluation;
  const { corruption, errors, untouched } = measured;
  return (
    <>
      <p>
        It was trained to give back clean images when shown noisy ones: {corruptionSentence(corruption)}. Of
        the squared error that the noise makes, <strong>{formatNumber(untouched.mse.mean)}</strong> an image,
        it leaves <strong>{formatNumber(errors.mse.mean)}</strong>; on clean images it makes{" "}
        {formatNumber(measures.errors.mse.mean)} itself.
      </p>
      <Table
        caption={`Errors against the clean image: mean ± standard deviation over the ${counted(measures.images, "test image")}. The noise is drawn from a seed of its own, the same for every model.`}
        columns={[{ name: "shown to the encoder" }, ...errorColumns]}
        rows={[
          ["noisy images", ...errorNames.map((error) => formatSpread(errors[error]))],
          ["clean images", ...errorNames.map((error) => formatSpread(measures.errors[error]))],
          ["(the noisy image itself)", "", formatSpread(untouched.mse), formatSpread(untouched.sse)],
        ]}
      />
    </>
  );
}

function examplesFigure({ summary, evaluation: { pictures } }: SoundReportInput): Figure | undefined {
  const { image, denoised } = pictures;
  if (denoised === undefined) return undefined;
  const { classNames } = summary.dataset;
  const sheet = pictureSheet(
    { title: "Test images with noise, restored, and as they were", of: runWords(summary) },
    [
      { label: "noisy", tiles: denoised.map(({ corrupted }) => imageTile(corrupted, image)) },
      { label: "restored", tiles: denoised.map(({ reconstruction }) => imageTile(reconstruction, image)) },
      {
        label: "clean",
        tiles: denoised.map(({ original, label }) => imageTile(original, image, nameOf(label, classNames))),
      },
    ],
  );
  return {
    caption: (
      <>
        Test images with noise as in training (above), what the autoencoder makes of them (middle), and the
        clean images that it never saw (below). The images are those of the first figure.
      </>
    ),
    reading: (
      <>
        The middle row is made from the upper one alone. Where noise hides a stroke, the model can only put
        what is usual there: a clear picture is not always the right one.
      </>
    ),
    files: { "figures/denoised.svg": sheet },
    view: (
      <div class="examples">
        <div class="row-names" aria-hidden="true">
          <span>noisy</span>
          <span>restored</span>
          <span>clean</span>
        </div>
        {denoised.map((example) => {
          const { index, label, corrupted, reconstruction, original } = example;
          const name = nameOf(label, classNames);
          const which = imageWords(example, classNames);
          return (
            <div class="example" key={index}>
              <Tile raster={imageRaster(corrupted, image)} alt={`${which}: with noise`} />
              <Tile raster={imageRaster(reconstruction, image)} alt={`${which}: restored`} />
              <Tile raster={imageRaster(original, image)} alt={`${which}: clean`} />
              <span class="tile-label">{name !== undefined && <b>{name}</b>}</span>
            </div>
          );
        })}
      </div>
    ),
  };
}

function curveFigure({ summary, document }: SoundReportInput, measured: DenoisingMeasures): Figure {
  const { points, images } = measured.curve;
  const columns = ["level", ...errorNames, "untouchedMse"] as const;
  const table = toCsv(
    columns,
    points.map((point) => columns.map((column) => point[column])),
  );
  return plotFigure(document, {
    label: "Error over the level of the noise",
    title: "Squared error over the level of the noise",
    of: runWords(summary),
    keys: noiseCurveKeys,
    draw: (frame) => noiseCurvePlot(measured, frame),
    caption: (
      <>
        Mean squared error against the clean image over the level of the noise, on the first{" "}
        {counted(images, "test image")}: after restoring (solid), and of the noisy image itself (dashed).
      </>
    ),
    reading: (
      <>
        Where the solid curve lies below the dashed one, restoring helps; where it lies above, it harms: the
        code loses more than the noise destroys. Right of the dotted line the noise is stronger than any that
        it was trained on.
      </>
    ),
    file: "figures/noise-curve.svg",
    tables: { "figures/noise-curve.csv": table },
  });
}
