import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { CellConfusion } from "../../../../evaluation/brightest-cell.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { formatPercent } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { brightestCellKeys, brightestCellPlot } from "./brightest-cell-plot.ts";

/** The exploratory confusion matrix of the brightest cells, and what it can and cannot say. */
export const brightestCell: ReportSection = ofTestSamples({
  title: "An exploration: where the brightest pixel lies",
  parts: (run) => {
    const { brightestCell: confusion } = run.evaluation.measures;
    return confusion === undefined
      ? []
      : [{ view: whatItSays(run, confusion) }, confusionFigure(run, confusion)];
  },
});

function whatItSays({ evaluation: { measures } }: SoundReportInput, confusion: CellConfusion): JSX.Element {
  const { agreement, chanceAgreement, tiedOriginals, tiedReconstructions, gridSize } = confusion;
  return (
    <>
      <p>
        Cut the image into {gridSize} × {gridSize} cells. In <strong>{formatPercent(agreement)}</strong> of
        the {counted(measures.images, "test image")} the cell with the brightest pixel is the same in the
        original and in its reconstruction; if the two had nothing to do with each other but fell into each
        cell as often as they do, it would be {formatPercent(chanceAgreement)}.
      </p>
      <p>
        This says whether one spot, the brightest, stays roughly where it was, and no more. It looks at a
        single pixel, so agreement does not mean that the image or its class was kept, and disagreement not
        that it was lost. In {formatPercent(tiedOriginals)} of the originals and{" "}
        {formatPercent(tiedReconstructions)} of the reconstructions the greatest brightness is reached in more
        than one cell (bytes saturate at 255); there the first pixel in row-major order decides, by convention
        and not because of anything in the image. Judge the autoencoder by the errors above.
      </p>
    </>
  );
}

function confusionFigure({ summary, document }: SoundReportInput, confusion: CellConfusion): Figure {
  return plotFigure(document, {
    label: "Confusion matrix of the brightest cells",
    title: "The brightest cell of each original and of its reconstruction",
    of: runWords(summary),
    keys: brightestCellKeys(confusion),
    notes: [
      `The image is divided into ${confusion.gridSize} x ${confusion.gridSize} cells. Numbers are images.`,
    ],
    draw: (frame) => brightestCellPlot(confusion, frame),
    caption: (
      <>
        Test images by the cell of the brightest pixel in the original (rows) and in the reconstruction
        (columns). A block is a row of the grid of cells, a step inside a block one of its columns. Numbers
        are images; the colour grows with their square root, from dark to bright; pairs that do not occur are
        left empty.
      </>
    ),
    reading: (
      <>
        The framed diagonal holds the images whose brightest cell stayed. Beside it, inside a block, the
        brightest pixel moved sideways; in another block it moved up or down. A column that is bright from top
        to bottom is a cell that reconstructions prefer, whatever the original does.
      </>
    ),
    file: "figures/brightest-cell.svg",
    tables: { "figures/brightest-cell.csv": confusionTable(confusion) },
  });
}

function confusionTable({ counts, gridSize }: CellConfusion): string {
  const names = counts.map(
    (_, cell) => `row ${Math.floor(cell / gridSize) + 1} column ${(cell % gridSize) + 1}`,
  );
  return toCsv(
    ["original / reconstruction", ...names],
    counts.map((row, cell) => [names[cell], ...row]),
  );
}
