import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { Legend } from "../../../components/legend.tsx";
import { pictureSheet, rangeKey, tilesInRows } from "../../../components/picture-sheet.tsx";
import { sampleFigure } from "../../../components/sample-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import {
  differenceNotes,
  drawDifference,
  drawingNotes,
  drawSample,
  following,
} from "../../../pictures/draw-sample.ts";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";
import { unitDifferences } from "./unit-differences.ts";

/** What each unit draws when it alone is not 0. */
export function unitDrawingsFigure(run: SoundReportInput): Figure {
  const { unitDrawings } = run.evaluation.pictures;
  const { units, zeroCode } = unitDrawings;
  const { title, plural } = samplesOf(run.summary);
  return sampleFigure({
    drawn: run.evaluation.pictures,
    file: "figures/units",
    comparedWith: "the first line",
    groups: [
      {
        samples: [
          { label: "code of zeros", values: zeroCode },
          ...units.map(({ unit, value, drawing }) => ({
            label: `unit ${unit}: ${value === 0 ? "dead" : formatNumber(value)}`,
            values: drawing,
            like: zeroCode,
          })),
        ],
      },
    ],
    asTable: {
      caption: (
        <>
          What {unitsShown(run)} makes alone: the decoding of a code in which this unit has the mean of its
          values above 0 on the test set, which stands beside its number, and all others are 0. The first line
          is the decoding of the code of zeros.
        </>
      ),
      reading: (
        <>
          A decoder of one layer adds up such differences to build {withArticle(title)}. A unit that moves
          several columns at once stands for what goes together in the {plural}; that it stands for something
          with a name was not asked of it.
        </>
      ),
    },
    asPictures: () => picturesFigure(run),
  });
}

/** `each unit`, or those that are drawn. */
function unitsShown({ evaluation: { measures, pictures } }: SoundReportInput): string {
  const { length } = pictures.unitDrawings.units;
  return length < measures.code.latentSize
    ? `${counted(length, "unit")}, those that vary the most over the test set,`
    : "each unit";
}

function picturesFigure(run: SoundReportInput): Figure {
  const {
    summary,
    evaluation: { pictures },
  } = run;
  const { sample, unitDrawings } = pictures;
  const { title, bounded } = samplesOf(summary);
  const drawn = drawingNotes(sample);
  const ofDifference = differenceNotes(sample);
  const { zeroCode } = unitDrawings;
  const { differences, range } = unitDifferences(unitDrawings);
  const units = unitDrawings.units.map((unit, index) => ({
    ...unit,
    alone: drawSample(unit.drawing, pictures),
    difference: drawDifference(differences[index] as Float32Array, pictures, range),
  }));
  const of = runWords(summary);
  return {
    caption: (
      <>
        What {unitsShown(run)} draws alone. Left: the decoding of a code in which this unit has the mean of
        its values above 0 on the test set (printed below it) and all others are 0. Right: the difference to
        the decoding of the code of zeros, which is shown last.
        {following([...drawn, ...ofDifference])}
      </>
    ),
    reading: (
      <>
        A decoder of one layer adds up such pictures, before its nonlinearity, to build {withArticle(title)}.{" "}
        {bounded && "Red is what the unit adds, blue what it takes away. "}Do not expect whole objects: with
        nothing to ask for parts that people would name, units share the work among them.
      </>
    ),
    files: {
      "figures/units.svg": pictureSheet(
        {
          title: "What the decoder draws for one unit of the code alone",
          of,
          notes: drawn,
        },
        tilesInRows(
          units.map(({ unit, alone }) => ({ raster: alone, label: `unit ${unit}` })),
          8,
        ),
      ),
      "figures/unit-differences.svg": pictureSheet(
        {
          title: "What one unit of the code adds to the decoding of the code of zeros",
          of,
          keys: bounded ? [rangeKey("difference of intensity", range)] : [],
          notes: ofDifference,
        },
        tilesInRows(
          units.map(({ unit, difference }) => ({ raster: difference, label: `unit ${unit}` })),
          8,
        ),
      ),
    },
    view: (
      <>
        <div class="units">
          {units.map(({ unit, value, alone, difference }) => (
            <div key={unit}>
              <div class="unit-pair">
                <Tile raster={alone} alt={`unit ${unit} alone`} />
                <Tile raster={difference} alt={`unit ${unit}: difference to the code of zeros`} />
              </div>
              <span class="tile-label">
                <b>{unit}</b>
                {value === 0 ? "dead" : formatNumber(value)}
              </span>
            </div>
          ))}
        </div>
        <div class="units-foot">
          <p class="zero-code">
            <Tile raster={drawSample(zeroCode, pictures)} alt="" />
            decoding of the code of zeros
          </p>
          {bounded && <Legend title="difference in intensity" range={range} />}
        </div>
      </>
    ),
  };
}
