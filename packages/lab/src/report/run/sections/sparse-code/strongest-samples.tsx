import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { UnitImages } from "../../../../evaluation/sparse-code.ts";
import { pictureSheet, sampleTile } from "../../../components/picture-sheet.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../../pictures/draw-sample.ts";
import { exampleWords } from "../../../words/example-words.ts";
import { formatPercent } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";

/** Of each unit, where they are lines of a table. */
const imagesInTable = 3;

/** The test samples to which units of the code respond most. */
export function strongestSamplesFigure(run: SoundReportInput): Figure | undefined {
  const { pictures } = run.evaluation;
  const { unitImages = [] } = pictures;
  if (unitImages.length === 0) return undefined;
  const samples = samplesOf(run.summary);
  const { plural } = samples;
  const half = Math.ceil(unitImages.length / 2);
  return sampleFigure({
    drawn: pictures,
    file: `figures/unit-${plural}`,
    fromEach: imagesInTable,
    groups: unitImages.map(({ unit, activeFraction, lifetimeSparseness, images }, place) => ({
      title: `unit ${unit}, ${place < half ? "most" : "least"} selective: ${formatPercent(activeFraction)}, ${lifetimeSparseness.toFixed(2)}`,
      samples: images.map((one) => ({
        label: exampleWords(one, run.summary.dataset.classNames, samples),
        values: one.original,
      })),
    })),
    asTable: {
      caption: (
        <>
          {strongestWords(run, unitImages)}: of the most selective units and, after them, of the least
          selective among those that are active on enough {plural}. Beside the unit's number stand{" "}
          {sparsenessWords(plural)}
        </>
      ),
      reading: readingOf(run),
    },
    asPictures: () => picturesFigure(run, unitImages),
    files: { [`figures/unit-${plural}.csv`]: unitImagesTable(unitImages) },
  });
}

function strongestWords({ summary }: SoundReportInput, units: readonly UnitImages[]): string {
  const count = units[0]?.images.length ?? 0;
  return `The ${countedSamples(count, samplesOf(summary), "test ")} on which a unit is most active, the strongest first`;
}

function sparsenessWords(plural: string): string {
  return (
    `the share of test ${plural} on which it is above 0, and its lifetime sparseness (Vinje and Gallant 2000), ` +
    `0 for a unit that answers to all ${plural} alike and 1 for one that answers to a single one.`
  );
}

function readingOf({ summary }: SoundReportInput): JSX.Element {
  const { plural, bounded } = samplesOf(summary);
  // A row may be one of the samples.
  const line = bounded ? "A row" : "A line";
  return (
    <>
      {line} of {plural} that share something, a class,{" "}
      {bounded ? "a slant, a stroke in one place" : "values that are high or low together"}, tells what the
      unit has come to stand for. {line} without anything in common says that the unit means something only
      together with others.
    </>
  );
}

function picturesFigure(run: SoundReportInput, unitImages: readonly UnitImages[]): Figure {
  const { pictures } = run.evaluation;
  const samples = samplesOf(run.summary);
  const { plural } = samples;
  const drawn = drawingNotes(pictures.sample);
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
        {strongestWords(run, unitImages)}: of the most selective units (left) and the least selective (right)
        among those that are active on at least {countedSamples(count, samples)}. Under the unit's number:{" "}
        {sparsenessWords(plural)}
        {following(drawn)}
      </>
    ),
    reading: readingOf(run),
    files: { [`figures/unit-${plural}.svg`]: sheet },
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
