import { axisFx, axisFy, axisX, axisY, cell, type PlotOptions, text } from "@observablehq/plot";
import { counted } from "hourglass-core/internal/words.ts";
import type { CellConfusion } from "../../../../evaluation/brightest-cell.ts";
import { inkOn, sequentialColors } from "../../../pictures/color-map.ts";
import { type Key, outlineMark, scaleMark } from "../../../plots/keys.tsx";
import type { Frame } from "../../../plots/render-plot.ts";

/**
 * Counts of images by the cell of the original (down) and of the reconstruction (across). Blocks are rows of the
 * grid of cells, steps inside a block its columns.
 */
export function brightestCellPlot(
  { counts, gridSize }: CellConfusion,
  { narrow, width }: Frame,
): PlotOptions {
  const greatest = Math.max(1, ...counts.flat());
  const squares = counts.flatMap((row, original) =>
    row.map((count, reconstruction) => {
      // The root keeps rare pairs visible beside the most frequent ones.
      const strength = Math.sqrt(count / greatest);
      const color = sequentialColors(strength);
      return {
        fx: Math.floor(reconstruction / gridSize),
        x: reconstruction % gridSize,
        fy: Math.floor(original / gridSize),
        y: original % gridSize,
        count,
        agrees: original === reconstruction,
        fill: `rgb(${color.join(",")})`,
        ink: inkOn(color),
      };
    }),
  );
  const place = { fx: "fx", fy: "fy", x: "x", y: "y" };
  const occurring = squares.filter(({ count }) => count > 0);
  const side = Math.min(width, 760);
  const column = (position: number): string => String(position + 1);
  const row = (position: number): string => `row ${position + 1}`;
  return {
    width: side,
    height: side,
    margin: narrow ? 44 : 70,
    x: { padding: 0.04 },
    y: { padding: 0.04 },
    fx: { padding: 0.05 },
    fy: { padding: 0.05 },
    marks: [
      axisX({ anchor: "bottom", tickFormat: column, tickSize: 0, label: "reconstruction's cell: column" }),
      axisY({ anchor: "left", tickFormat: column, tickSize: 0, label: "original's cell: column" }),
      axisFx({ anchor: "top", tickFormat: row, label: narrow ? null : "reconstruction's cell: row" }),
      axisFy({
        anchor: "right",
        tickFormat: row,
        label: narrow ? null : "original's cell: row",
        labelOffset: 66,
      }),
      cell(squares, { ...place, fill: "currentColor", fillOpacity: 0.05 }),
      cell(occurring, { ...place, fill: "fill" }),
      cell(
        squares.filter(({ agrees }) => agrees),
        { ...place, stroke: "currentColor", strokeWidth: narrow ? 1.5 : 2 },
      ),
      narrow
        ? null
        : text(occurring, {
            ...place,
            text: ({ count }: { count: number }) => String(count),
            fill: "ink",
            fontSize: 11,
          }),
    ],
  };
}

/** What its colours stand for. */
export function brightestCellKeys({ counts }: Pick<CellConfusion, "counts">): readonly Key[] {
  return [
    scaleMark(`from 1 to ${counted(Math.max(1, ...counts.flat()), "image")}, by the square root`),
    outlineMark("the same cell in both"),
  ];
}
