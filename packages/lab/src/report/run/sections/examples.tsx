import { counted, withArticle } from "hourglass-core/internal/words.ts";
import { Legend } from "../../components/legend.tsx";
import { pictureSheet, rangeKey, sampleTile } from "../../components/picture-sheet.tsx";
import { sampleFigure } from "../../components/sample-figure.tsx";
import { rebuiltLines } from "../../components/sample-groups.ts";
import type { Figure } from "../../components/section.ts";
import { Tile } from "../../components/tile.tsx";
import { drawingNotes, drawSample, following } from "../../pictures/draw-sample.ts";
import { codeRange, codeRaster } from "../../pictures/raster.ts";
import { errorIn, errorWords } from "../../words/error-words.ts";
import { exampleWords, nameOf } from "../../words/example-words.ts";
import { formatNumber } from "../../words/format.ts";
import { runWords } from "../../words/run-words.ts";
import { samplesOf } from "../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "./report-section.ts";

/** Test samples, their codes and their reconstructions. */
export const examples: ReportSection = ofTestSamples({ parts: (run) => [examplesFigure(run)] });

function examplesFigure(run: SoundReportInput): Figure {
  const { measures, pictures } = run.evaluation;
  const samples = samplesOf(run.summary);
  const { title, plural } = samples;
  const { label } = errorWords(measures.rankedBy, samples);
  return sampleFigure({
    drawn: pictures,
    file: "figures/examples",
    groups: pictures.examples.map((example) => ({
      title: `${exampleWords(example, run.summary.dataset.classNames, samples)}, ${formatNumber(errorIn(example, measures.rankedBy))}`,
      samples: rebuiltLines(example),
    })),
    asTable: {
      caption: (
        <>
          Test {plural}, and what the decoder makes of their codes: {choiceOf(run)}, not a choice of the best.
          Beside the name of each stands its {label}.
        </>
      ),
      reading: (
        <>
          All that the decoder gets to see of {withArticle(title)} is{" "}
          {counted(measures.code.latentSize, "number")}. What is kept is what the code found room for; what is
          nearer to the middle of its column than in the original was averaged away.
        </>
      ),
    },
    asPictures: () => picturesFigure(run),
  });
}

function choiceOf({ summary, evaluation: { measures } }: SoundReportInput): string {
  return measures.errorsByClass === undefined
    ? "the first of the test set"
    : `the first ${samplesOf(summary).title} of each class in the test set`;
}

function picturesFigure(run: SoundReportInput): Figure {
  const {
    summary,
    evaluation: { measures, pictures },
  } = run;
  const { codeShape, examples } = pictures;
  const samples = samplesOf(summary);
  const { plural, bounded } = samples;
  const drawn = drawingNotes(pictures.sample);
  const { classNames } = summary.dataset;
  const measure = measures.rankedBy;
  const range = codeRange(examples.map(({ code }) => code));
  const sheet = pictureSheet(
    {
      title: `Test ${plural}, their codes and their reconstructions`,
      of: runWords(summary),
      keys: [rangeKey("value of a code's entry", range)],
      notes: [`The ${plural} were not chosen by how well they are rebuilt.`, ...drawn],
    },
    [
      { label: "original", tiles: examples.map(({ original }) => sampleTile(original, pictures)) },
      { label: "code", tiles: examples.map(({ code }) => ({ raster: codeRaster(code, codeShape, range) })) },
      {
        label: "reconstruction",
        tiles: examples.map(({ reconstruction, label }) =>
          sampleTile(reconstruction, pictures, nameOf(label, classNames)),
        ),
      },
    ],
  );
  return {
    caption: (
      <>
        Test {plural} (above), their codes (middle) and what the decoder makes of the codes (below):{" "}
        {choiceOf(run)}, not a choice of the best. Under each stands its {errorWords(measure, samples).label}.
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        The middle row is all that the decoder gets to see: {counted(measures.code.latentSize, "number")},
        drawn as a {codeShape.rows} × {codeShape.columns} heat map, row by row. Compare the lower row with the
        upper: what is kept is what the code found room for; what is {bounded ? "blurred" : "flattened"} was
        averaged away.
      </>
    ),
    files: { "figures/examples.svg": sheet },
    view: (
      <>
        <div class="examples">
          <div class="row-names" aria-hidden="true">
            <span>original</span>
            <span>code</span>
            <span>reconstruction</span>
          </div>
          {examples.map((example) => {
            const name = nameOf(example.label, classNames);
            const which = exampleWords(example, classNames, samples);
            return (
              <div class="example" key={example.index}>
                <Tile raster={drawSample(example.original, pictures)} alt={`${which}: original`} />
                <Tile raster={codeRaster(example.code, codeShape, range)} alt={`${which}: code`} />
                <Tile
                  raster={drawSample(example.reconstruction, pictures)}
                  alt={`${which}: reconstruction`}
                />
                <span class="tile-label">
                  {name !== undefined && <b>{name}</b>}
                  {formatNumber(errorIn(example, measure))}
                </span>
              </div>
            );
          })}
        </div>
        <Legend title="value of a code's entry" range={range} />
      </>
    ),
  };
}
