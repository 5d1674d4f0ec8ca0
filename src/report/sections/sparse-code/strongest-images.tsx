import type { JSX } from "preact";
import { toCsv } from "../../../data/csv.ts";
import type { UnitImages } from "../../../evaluation/sparse-code.ts";
import { counted } from "../../../words.ts";
import { Tile } from "../../components/tile.tsx";
import { formatPercent } from "../../format.ts";
import { imageWords } from "../../image-words.ts";
import { imageTile, pictureSheet } from "../../picture-sheet.tsx";
import { imageRaster } from "../../raster.ts";
import { runWords } from "../../run-words.ts";
import type { Figure } from "../../section.ts";
import type { SoundReportInput } from "../report-section.ts";

/** The test images to which units of the code respond most. */
export function strongestImagesFigure(run: SoundReportInput): Figure | undefined {
  const { unitImages = [], image } = run.evaluation.pictures;
  if (unitImages.length === 0) return undefined;
  const half = Math.ceil(unitImages.length / 2);
  const count = unitImages[0]?.images.length ?? 0;
  const sheet = pictureSheet(
    { title: "The test images to which units of the code respond most", of: runWords(run.summary) },
    unitImages.map(({ unit, images }) => ({
      label: `unit ${unit}`,
      tiles: images.map(({ original }) => imageTile(original, image)),
    })),
  );
  return {
    caption: (
      <>
        The {counted(count, "test image")} on which a unit is most active, the strongest first: of the most
        selective units (left) and the least selective (right) among those that are active on at least{" "}
        {counted(count, "image")}. Under the unit's number: the share of test images on which it is above 0,
        and its lifetime sparseness (Vinje and Gallant 2000), 0 for a unit that answers to all images alike
        and 1 for one that answers to a single one.
      </>
    ),
    reading: (
      <>
        A row of images that share something, a class, a slant, a stroke in one place, tells what the unit has
        come to stand for. A row without anything in common says that the unit means something only together
        with others.
      </>
    ),
    files: { "figures/unit-images.svg": sheet, "figures/unit-images.csv": unitImagesTable(unitImages) },
    view: (
      <div class="unit-images">
        <UnitRows {...run} units={unitImages.slice(0, half)} title="most selective" />
        <UnitRows {...run} units={unitImages.slice(half)} title="least selective" />
      </div>
    ),
  };
}

interface UnitRowsProps extends SoundReportInput {
  readonly units: readonly UnitImages[];
  readonly title: string;
}

function UnitRows({ units, title, summary, evaluation }: UnitRowsProps): JSX.Element {
  const { image } = evaluation.pictures;
  return (
    <div>
      <p class="group-title">{title}</p>
      {units.map(({ unit, activeFraction, lifetimeSparseness, images }) => (
        <div class="unit-row" key={unit}>
          <span class="tile-label">
            <b>{unit}</b>
            {formatPercent(activeFraction)}
            <span>{lifetimeSparseness.toFixed(2)}</span>
          </span>
          {images.map((one) => (
            <Tile
              key={one.index}
              raster={imageRaster(one.original, image)}
              alt={`unit ${unit}: ${imageWords(one, summary.dataset.classNames)}`}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function unitImagesTable(units: readonly UnitImages[]): string {
  return toCsv(
    ["unit", "rank", "testImage", "label", "activation"],
    units.flatMap(({ unit, images }) =>
      images.map(({ index, label, value }, rank) => [unit, rank + 1, index, label, value]),
    ),
  );
}
