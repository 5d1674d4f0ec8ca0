import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { type Drawn, drawSample } from "../pictures/draw-sample.ts";
import { inRows } from "../pictures/picture-grid.ts";
import { type ColorRange, type Raster, toDataUri } from "../pictures/raster.ts";
import { drawingWidth, type FigureWords, figureFile } from "../plots/figure-file.tsx";
import { type Key, scaleMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import { cutText, textWidth, wrapText } from "../plots/text-width.ts";
import { formatNumber } from "../words/format.ts";

/** A picture of a sheet. */
export interface SheetTile {
  readonly raster: Raster;
  /** What stands under it. */
  readonly label?: string;
  readonly isFramed?: boolean;
}

/** A row of a sheet. */
export interface SheetRow {
  /** What it shows, at its left. */
  readonly label?: string;
  readonly tiles: readonly SheetTile[];
}

/** A sample of a data set. */
export function sampleTile(values: SampleValues, drawn: Drawn, label?: string): SheetTile {
  return { raster: drawSample(values, drawn), ...(label === undefined ? {} : { label }) };
}

/** Pictures without a label of their row, so many beside each other. */
export function tilesInRows(tiles: readonly SheetTile[], columns: number): readonly SheetRow[] {
  return inRows(tiles, columns).map((row) => ({ tiles: row }));
}

/** The colours of a sheet and the values at their ends. */
export function rangeKey(title: string, { minimum, maximum, colors }: ColorRange): Key {
  return scaleMark(`${title}, from ${formatNumber(minimum)} to ${formatNumber(maximum)}`, colors);
}

const gap = 5;
const labelSize = 12;
const tileLabelSize = 11;
const widestLabels = 190;
const usualWidest = 84;

/**
 * Pictures in rows, each with its label, as an SVG file that holds them in their own pixels.
 * @param widest pixels of a picture, at most
 */
export function pictureSheet(
  words: FigureWords,
  rows: readonly SheetRow[],
  widest: number = usualWidest,
): string {
  const columns = Math.max(1, ...rows.map(({ tiles }) => tiles.length));
  const labels = rows.map(({ label = "" }) => wrapText(label, widestLabels, labelSize));
  const longest = Math.max(0, ...labels.flat().map((line) => textWidth(line, labelSize)));
  const left = longest === 0 ? 0 : Math.ceil(longest) + 14;
  const tile = Math.min(widest, Math.floor((drawingWidth - left - (columns - 1) * gap) / columns));
  const parts: JSX.Element[] = [];
  let top = 0;
  rows.forEach(({ tiles }, row) => {
    const lines = labels[row] ?? [];
    const heights = tiles.map(({ raster }) => (tile * raster.height) / raster.width);
    const pictures = Math.max(1, ...heights);
    const height = Math.max(pictures, lines.length * labelSize * 1.2);
    lines.forEach((line, index) => {
      const middle = top + height / 2 + (index - (lines.length - 1) / 2) * labelSize * 1.2;
      parts.push(
        <text
          key={parts.length}
          x={left - 14}
          y={round(middle + labelSize * 0.35)}
          font-size={labelSize}
          text-anchor="end"
          fill="currentColor"
        >
          {line}
        </text>,
      );
    });
    tiles.forEach(({ raster, label, isFramed }, column) => {
      const place = {
        ...{ x: left + column * (tile + gap), y: round(top + (height - pictures) / 2) },
        ...{ width: tile, height: round(heights[column] ?? tile) },
      };
      parts.push(
        // Both words for pixels that stay squares: programs know one or the other.
        <image
          key={parts.length}
          {...place}
          href={toDataUri(raster)}
          preserveAspectRatio="none"
          {...(raster.isDrawing
            ? {}
            : { "image-rendering": "optimizeSpeed", style: "image-rendering:pixelated" })}
        />,
      );
      if (isFramed) {
        parts.push(
          <rect key={parts.length} {...place} fill="none" stroke={plotColors.second} stroke-width="2.5" />,
        );
      }
      if (label !== undefined) {
        parts.push(
          <text
            key={parts.length}
            x={round(place.x + tile / 2)}
            y={round(top + height + tileLabelSize + 1)}
            font-size={tileLabelSize}
            text-anchor="middle"
            fill="var(--soft)"
          >
            {cutText(label, tile + gap, tileLabelSize)}
          </text>,
        );
      }
    });
    const isLabelled = tiles.some(({ label }) => label !== undefined);
    top += height + gap + (isLabelled ? tileLabelSize + 4 : 0);
  });
  const width = left + columns * (tile + gap) - gap;
  return figureFile(words, { width, height: top, markup: renderToString(<g>{parts}</g>) });
}

function round(pixels: number): number {
  return Math.round(100 * pixels) / 100;
}
