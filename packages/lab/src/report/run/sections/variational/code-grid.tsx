import { pictureSheet } from "../../../components/picture-sheet.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawingNotes, drawSample, following, smallSize } from "../../../pictures/draw-sample.ts";
import { contactSheet } from "../../../pictures/picture-grid.ts";
import { drawingWidth } from "../../../plots/figure-file.tsx";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import type { SoundReportInput } from "../report-section.ts";

/** Samples decoded from a grid over a code of two values. */
export function codeGridFigure({ summary, evaluation: { pictures } }: SoundReportInput): Figure | undefined {
  const { codeGrid } = pictures;
  if (codeGrid === undefined) return undefined;
  const { coordinates, images } = codeGrid;
  const side = coordinates.length;
  const drawn = drawingNotes(pictures.sample, smallSize);
  const [first, last] = [coordinates[0] ?? 0, coordinates.at(-1) ?? 0].map(formatNumber);
  const raster = contactSheet(
    images.map((one) => drawSample(one, pictures, smallSize)),
    side,
    0,
  );
  const sheet = pictureSheet(
    {
      title: "Decodings of a grid over the two values of the code",
      of: runWords(summary),
      notes: [
        `The first value from left to right, the second from bottom to top, each from ${first} to ${last} in quantiles of the standard normal distribution.`,
        ...drawn,
      ],
    },
    [{ tiles: [{ raster }] }],
    drawingWidth,
  );
  return {
    caption: (
      <>
        The whole plane of codes: decodings of {side} × {side} codes of two values, the first from left to
        right, the second from bottom to top, each from {first} to {last}. The steps are quantiles of the
        standard normal distribution, so that each picture stands for an equal share of the prior.
        {following(drawn)}
      </>
    ),
    reading: (
      <>
        A map of all that the model can draw. Classes take up regions; along their borders one turns into the
        other. The larger a region, the more often a sample falls into it.
      </>
    ),
    files: { "figures/code-grid.svg": sheet },
    view: (
      <div class="code-grid">
        <Tile raster={raster} alt={`decodings of a grid of ${side} by ${side} codes`} />
      </div>
    ),
  };
}
