import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { Legend } from "../../../components/legend.tsx";
import { pictureSheet, rangeKey, tilesInRows } from "../../../components/picture-sheet.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { weightRange, weightRaster } from "../../../pictures/raster.ts";
import { formatLayer } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { featureMapsFigure } from "./feature-maps.tsx";

/** What the first layer looks for, and what the convolutions make of images. */
export const filters: ReportSection = ofTestSamples({
  title: "What the encoder looks for",
  parts: (run) => [filtersFigure(run), featureMapsFigure(run)],
});

function filtersFigure({ summary, evaluation: { pictures } }: SoundReportInput): Figure | undefined {
  const { filters } = pictures;
  if (filters === undefined) return undefined;
  const { kind, layer, total, shape, givesCode } = filters;
  // Weights are drawn as what they multiply: as images alone.
  if (!isImageShape(shape)) return undefined;
  const range = weightRange(
    filters.filters.map(({ weights }) => weights),
    shape,
  );
  const drawn = filters.filters.map(({ unit, weights }) => ({
    unit,
    raster: weightRaster(weights, shape, range),
  }));
  const shown = drawn.length;
  const unit = kind === "dense" ? "unit" : "filter";
  const some = shown < total ? `${shown} of its ${counted(total, unit)}` : `its ${counted(total, unit)}`;
  const colored = shape.channels === 3;
  const sheet = pictureSheet(
    {
      title: "Weights of the units of the first layer, each as an image",
      of: runWords(summary),
      ...(colored
        ? { notes: ["Red, green and blue are the weights of the three channels; grey is 0."] }
        : { keys: [rangeKey("weight", range)] }),
    },
    tilesInRows(
      drawn.map(({ unit, raster }) => ({ raster, label: `unit ${unit}` })),
      8,
    ),
  );
  return {
    caption: (
      <>
        The weights of the first layer of the encoder ({formatLayer(layer)}), {some}
        {shown < total &&
          (givesCode
            ? ", those that vary the most over the test set"
            : ", those with the longest weight vectors")}
        , each laid out as the {kind === "dense" ? "pixels" : `${shape.height} × ${shape.width} window`} that
        it multiplies.{" "}
        {colored
          ? "Each weight has the colour of its channel: brighter than mid-grey is positive, darker negative."
          : "Red is positive, blue negative, white 0."}{" "}
        One scale for all; the half percent of weights beyond it have the colours of its ends.
        {shape.channels !== 1 && !colored && " Weights of the channels are averaged."}
      </>
    ),
    reading:
      kind === "dense" ? (
        <>
          A unit is excited by what is bright where its filter is {colored ? "bright" : "red"} and inhibited
          by what is bright where it is {colored ? "dark" : "blue"}. What looks like noise is left from the
          random start: training had no reason to move it.{" "}
          {givesCode && "These are the units of the code, with the numbers that they have above."}
        </>
      ) : (
        <>
          Each window slides over the image and answers where the image under it looks like it: edges of one
          direction, spots, flat brightness. Similar windows are waste; windows without strong weights have
          not been needed.
        </>
      ),
    files: { "figures/filters.svg": sheet },
    view: (
      <>
        <div class={kind === "dense" ? "filters" : "filters windows"}>
          {drawn.map(({ unit, raster }) => (
            <div key={unit}>
              <Tile raster={raster} alt={`weights of unit ${unit}`} />
              <span class="tile-label">{unit}</span>
            </div>
          ))}
        </div>
        <Legend title="weight" range={range} />
      </>
    ),
  };
}
