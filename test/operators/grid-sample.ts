import { gridSample } from "hourglass-core/internal/graph/operators/grid-sample.ts";
import { at, type Numbers, tabulate } from "../support/numbers.ts";
import { type OperatorRow, throughFloat32 } from "./row.ts";
import { unused } from "./source.ts";

/** The pixel at a column and a row, 0 beyond the edge. */
function pixel(x: Numbers, image: number, channel: number, row: number, column: number): number {
  const [, , height = 0, width = 0] = x.shape as readonly number[];
  const inside = row >= 0 && column >= 0 && row < height && column < width;
  return inside ? at(x, [image, channel, row, column]) : 0;
}

function sampled(x: Numbers, grid: Numbers): Numbers {
  const [batch, channels, height, width] = x.shape as readonly [number, number, number, number];
  const [, rows, columns] = grid.shape as readonly [number, number, number];
  return tabulate([batch, channels, rows, columns], ([image, channel, row, column]) => {
    const [i, c, r, k] = [image, channel, row, column] as [number, number, number, number];
    const across = ((at(grid, [i, r, k, 0]) + 1) * width - 1) / 2;
    const down = ((at(grid, [i, r, k, 1]) + 1) * height - 1) / 2;
    const [left, top] = [Math.floor(across), Math.floor(down)];
    const [toRight, toBottom] = [across - left, down - top];
    return (
      (1 - toRight) * (1 - toBottom) * pixel(x, i, c, top, left) +
      toRight * (1 - toBottom) * pixel(x, i, c, top, left + 1) +
      (1 - toRight) * toBottom * pixel(x, i, c, top + 1, left) +
      toRight * toBottom * pixel(x, i, c, top + 1, left + 1)
    );
  });
}

export const gridSampleRow: OperatorRow = {
  cases: [
    {
      shapes: [
        [2, 1, 4, 3],
        [2, 3, 2, 2],
      ],
      build: throughFloat32(gridSample),
      reference: sampled,
      tolerance: 1e-4,
    },
    {
      shapes: [
        ["batch", 2, 3, 3],
        ["batch", 2, 2, 2],
      ],
      note: "any batch",
      build: throughFloat32(gridSample),
      reference: sampled,
      tolerance: 1e-4,
    },
  ],
  gradient: "none",
  errors: [
    [
      () => gridSample(unused([2, 1, 3, 3], "float32"), unused([2, 3, 3, 3], "float32")),
      "gridSample: expected a grid of [2, height, width, 2], found [2, 3, 3, 3]",
    ],
    [
      () => gridSample(unused([2, 1, 3, 3], "float32"), unused([1, 3, 3, 2], "float32")),
      "gridSample: expected a grid of [2, height, width, 2], found [1, 3, 3, 2]",
    ],
    [
      () => gridSample(unused([2, 3, 3], "float32"), unused([2, 3, 3, 2], "float32")),
      "gridSample: expected 4 axes, found shape [2, 3, 3]",
    ],
  ],
};
