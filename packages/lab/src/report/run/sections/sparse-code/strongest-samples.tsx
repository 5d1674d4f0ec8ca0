import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { UnitImages } from "../../../../evaluation/sparse-code.ts";
import { pictureSheet, sampleTile } from "../../../components/picture-sheet.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { exampleWords } from "../../../words/example-words.ts";
import { formatPercent } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";

/** The test samples to which units of the code respond most. */
export function strongestSamplesFigure(run: SoundReportInput): Figure | undefined {
  const { pictures } = run.evaluation;
  const { unitImages = [] } = pictures;
  if (unitImages.length === 0) return undefined;
  const samples = samplesOf(run.summary);
  const { plural, bounded } = samples;
  const drawn = drawingNotes(pictures.sample);
  // A row may be one of the samples.
  const line = bounded ? "A row" : "A line";
  const half = Math.ceil(unitImages.length / 2);
  const count = unitImages[0]?.images.length ?? 0;
  const sheet = pictureSheet(
    {
      title: `The test ${plural} to which units of the code respond most`,
      of: runWords(run.summary),
      notes: drawn,
    },
    unitImages.map(({ unit, images }) => ({
      label: `unit ${unit}`,
      tiles: images.map(({ original }) => sampleTile(original, pictures)),
    })),
  );
  return {
    caption: (
      <>
        The {countedSamples(count, samples, "test ")} on which a unit is most active, the strongest first: of
        the most selective units (left) and the least selective (right) among those that are active on at
        least {countedSamples(count, samples)}. Under the unit's number: the share of test {plural} on which
        it is above 0, and its lifetime sparseness (Vinje and Gallant 2000), 0 for a unit that answers to all{" "}
        {plural} alike and 1 for one that answers to a single one.
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        {line} of {plural} that share something, a class,{" "}
        {bounded ? "a slant, a stroke in one place" : "values that are high or low together"}, tells what the
        unit has come to stand for. {line} without anything in common says that the unit means something only
        together with others.
      </>
    ),
    files: {
      [`figures/unit-${plural}.svg`]: sheet,
      [`figures/unit-${plural}.csv`]: unitImagesTable(unitImages),
    },
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
  const { pictures } = evaluation;
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
              raster={drawSample(one.original, pictures)}
              alt={`unit ${unit}: ${exampleWords(one, summary.dataset.classNames, samplesOf(summary))}`}
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
