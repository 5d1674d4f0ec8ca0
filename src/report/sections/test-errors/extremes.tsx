import type { JSX } from "preact";
import { toCsv } from "../../../data/csv.ts";
import { errorNames } from "../../../evaluation/errors.ts";
import type { EvaluationFigures } from "../../../evaluation/evaluation.ts";
import type { Reconstruction } from "../../../evaluation/pictures.ts";
import { Tile } from "../../components/tile.tsx";
import { errorWords } from "../../error-words.ts";
import { formatNumber } from "../../format.ts";
import { imageWords, nameOf } from "../../image-words.ts";
import { imageTile, pictureSheet } from "../../picture-sheet.tsx";
import { imageRaster } from "../../raster.ts";
import { runWords } from "../../run-words.ts";
import type { Figure } from "../../section.ts";
import type { SoundReportInput } from "../report-section.ts";

/** The best, the median and the worst reconstructed test images. */
export function extremesFigure(run: SoundReportInput): Figure {
  const { measures, pictures } = run.evaluation;
  return {
    caption: (
      <>
        The test images that were rebuilt best, middling and worst by {errorWords[measures.rankedBy].label},
        each original above its reconstruction. Small print: the class, the position in the test set and the
        error.
      </>
    ),
    reading: (
      <>
        The best are often plain: few bright pixels leave little to get wrong. The worst tell what the code
        has no room for: rare shapes, fine detail, texture. A low error does not say that the picture is
        recognisable, nor a high one that it is not.
      </>
    ),
    files: {
      "figures/extremes.svg": extremesSheet(run),
      "figures/extremes.csv": extremesTable(measures.extremes),
    },
    view: (
      <div class="extremes">
        <Group title="best" images={pictures.best} {...run} />
        <Group title="median" images={pictures.median} {...run} />
        <Group title="worst" images={pictures.worst} {...run} />
      </div>
    ),
  };
}

interface GroupProps extends SoundReportInput {
  readonly title: string;
  readonly images: readonly Reconstruction[];
}

function Group({ title, images, summary, evaluation: { measures, pictures } }: GroupProps): JSX.Element {
  const { classNames } = summary.dataset;
  return (
    <div class="extreme-group">
      <p class="group-title">{title}</p>
      <div class="extreme-tiles">
        {images.map((image) => {
          const name = nameOf(image.label, classNames);
          const which = imageWords(image, classNames);
          return (
            <div key={image.index}>
              <Tile raster={imageRaster(image.original, pictures.image)} alt={`${which}: original`} />
              <Tile
                raster={imageRaster(image.reconstruction, pictures.image)}
                alt={`${which}: reconstruction`}
              />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                <span>no. {image.index}</span>
                {formatNumber(image[measures.rankedBy])}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function extremesSheet({ summary, evaluation: { measures, pictures } }: SoundReportInput): string {
  const error = measures.rankedBy;
  const { image, best, median, worst } = pictures;
  const groups = [
    ["lowest errors", best],
    ["errors around the median", median],
    ["highest errors", worst],
  ] as const;
  return pictureSheet(
    {
      title: "Test images with the lowest, the median and the highest errors",
      of: runWords(summary),
      notes: [`Under each reconstruction, its ${error.toUpperCase()}.`],
    },
    groups.flatMap(([name, group]) => [
      { label: `${name}: original`, tiles: group.map(({ original }) => imageTile(original, image)) },
      {
        label: "reconstruction",
        tiles: group.map((one) => imageTile(one.reconstruction, image, formatNumber(one[error]))),
      },
    ]),
  );
}

function extremesTable(extremes: EvaluationFigures["extremes"]): string {
  const groups = ["best", "median", "worst"] as const;
  return toCsv(
    ["group", "testImage", "label", ...errorNames],
    groups.flatMap((group) =>
      extremes[group].map((image) => [
        group,
        image.index,
        image.label,
        ...errorNames.map((error) => image[error]),
      ]),
    ),
  );
}
