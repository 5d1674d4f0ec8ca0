import { counted } from "../../words.ts";
import { Legend } from "../components/legend.tsx";
import { Tile } from "../components/tile.tsx";
import { errorWords } from "../error-words.ts";
import { formatNumber } from "../format.ts";
import { imageWords, nameOf } from "../image-words.ts";
import { imageTile, pictureSheet, rangeKey } from "../picture-sheet.tsx";
import { codeRange, codeRaster, imageRaster } from "../raster.ts";
import { runWords } from "../run-words.ts";
import type { Figure } from "../section.ts";
import { ofTestImages, type ReportSection, type SoundReportInput } from "./report-section.ts";

/** Test images, their codes and their reconstructions. */
export const examples: ReportSection = ofTestImages({ parts: (run) => [examplesFigure(run)] });

function examplesFigure({ summary, evaluation: { measures, pictures } }: SoundReportInput): Figure {
  const { image, codeShape, examples } = pictures;
  const { classNames } = summary.dataset;
  const error = measures.rankedBy;
  const range = codeRange(examples.map(({ code }) => code));
  const labelled = measures.errorsByClass !== undefined;
  const sheet = pictureSheet(
    {
      title: "Test images, their codes and their reconstructions",
      of: runWords(summary),
      keys: [rangeKey("value of a code's entry", range)],
      notes: ["The images were not chosen by how well they are rebuilt."],
    },
    [
      { label: "original", tiles: examples.map(({ original }) => imageTile(original, image)) },
      { label: "code", tiles: examples.map(({ code }) => ({ raster: codeRaster(code, codeShape, range) })) },
      {
        label: "reconstruction",
        tiles: examples.map(({ reconstruction, label }) =>
          imageTile(reconstruction, image, nameOf(label, classNames)),
        ),
      },
    ],
  );
  return {
    caption: (
      <>
        Test images (above), their codes (middle) and what the decoder makes of the codes (below)
        {labelled ? ": the first image of each class in the test set" : ": the first of the test set"}, not a
        choice of the best. Under each stands its {errorWords[error].label}.
      </>
    ),
    reading: (
      <>
        The middle row is all that the decoder gets to see: {counted(measures.code.latentSize, "number")},
        drawn as a {codeShape.rows} × {codeShape.columns} heat map, row by row. Compare the lower row with the
        upper: what is kept is what the code found room for; what is blurred was averaged away.
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
            const which = imageWords(example, classNames);
            return (
              <div class="example" key={example.index}>
                <Tile raster={imageRaster(example.original, image)} alt={`${which}: original`} />
                <Tile raster={codeRaster(example.code, codeShape, range)} alt={`${which}: code`} />
                <Tile raster={imageRaster(example.reconstruction, image)} alt={`${which}: reconstruction`} />
                <span class="tile-label">
                  {name !== undefined && <b>{name}</b>}
                  {formatNumber(example[error])}
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
