import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { Legend } from "../../../components/legend.tsx";
import { pictureSheet } from "../../../components/picture-sheet.tsx";
import type { Figure } from "../../../components/section.ts";
import { Tile } from "../../../components/tile.tsx";
import { drawSample } from "../../../pictures/draw-sample.ts";
import { contactSheet, inRows } from "../../../pictures/picture-grid.ts";
import { codeRange, codeRaster } from "../../../pictures/raster.ts";
import { exampleWords, nameOf } from "../../../words/example-words.ts";
import { formatLayer } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { SoundReportInput } from "../report-section.ts";

const mapsInRow = 16;

/** What the convolutions make of test images. */
export function featureMapsFigure({
  summary,
  evaluation: { pictures },
}: SoundReportInput): Figure | undefined {
  const { features, sample } = pictures;
  if (features === undefined || !isImageShape(sample)) return undefined;
  const { classNames } = summary.dataset;
  const layers = features.layers.map(({ part, layer, description, shape, maps }) => {
    const range = codeRange(maps.flat());
    const [channels, height, width] = shape;
    const rows = features.images.map((shown, row) => ({
      shown,
      rasters: (maps[row] ?? []).map((map) => codeRaster(map, { rows: height, columns: width }, range)),
    }));
    const title = `${part}: ${formatLayer(description)}; ${maps[0]?.length ?? 0} of ${counted(channels, "map")} of ${height} × ${width}`;
    return { layer, title, channels, shown: maps[0]?.length ?? 0, range, rows };
  });
  const sheet = pictureSheet(
    {
      title: "What the convolutions make of test images",
      of: runWords(summary),
      notes: ["Each layer has a scale of colours of its own."],
    },
    layers.flatMap(({ layer, rows }) =>
      rows.flatMap(({ shown, rasters }) =>
        inRows(rasters, mapsInRow).map((row, part) => ({
          label: part > 0 ? "" : `${layer}: ${nameOf(shown.label, classNames) ?? `image ${shown.index}`}`,
          tiles: row.map((raster) => ({ raster })),
        })),
      ),
    ),
  );
  return {
    caption: (
      <>
        Feature maps of {counted(features.images.length, "test image")}: what each convolution hands to the
        next layer, after normalisation, pooling and activation. A small picture is one channel; the colours
        of a layer share one scale
        {layers.some(({ channels, shown }) => channels > shown) &&
          ", and of many channels the first are shown"}
        .
      </>
    ),
    reading: (
      <>
        Bright places are where a channel has found what it looks for. Early maps still show the image; later
        ones are coarser and answer to more particular things. A map that is dark for every image belongs to a
        channel that is not used. Maps of the decoder go the other way: they are what the picture is put
        together from.
      </>
    ),
    files: { "figures/feature-maps.svg": sheet },
    view: (
      <div class="feature-layers">
        {layers.map(({ layer, title, shown: count, range, rows }) => (
          <div key={layer}>
            <p class="group-title">{title}</p>
            {rows.map(({ shown, rasters }) => (
              <div class="feature-row" key={shown.index}>
                <Tile
                  raster={drawSample(shown.original, pictures)}
                  alt={exampleWords(shown, classNames, samplesOf(summary))}
                />
                <div style={{ maxWidth: `${(100 * Math.min(mapsInRow, count)) / mapsInRow}%` }}>
                  <Tile
                    raster={contactSheet(rasters, mapsInRow, 1)}
                    alt={`its feature maps after ${layer}`}
                  />
                </div>
              </div>
            ))}
            <Legend title="value" range={range} />
          </div>
        ))}
      </div>
    ),
  };
}
