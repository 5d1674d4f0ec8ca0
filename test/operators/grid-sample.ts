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

/** What a pixel at a distance weighs: linear, or Keys's cubic with -0.75, as ONNX has it. */
const kernels = {
  bilinear: (distance: number) => Math.max(0, 1 - distance),
  bicubic: (distance: number) => {
    const a = -0.75;
    if (distance <= 1) return (a + 2) * distance ** 3 - (a + 3) * distance ** 2 + 1;
    return distance < 2 ? a * distance ** 3 - 5 * a * distance ** 2 + 8 * a * distance - 4 * a : 0;
  },
};

const sampled =
  (mode: keyof typeof kernels) =>
  (x: Numbers, grid: Numbers): Numbers => {
    const [batch, channels, height, width] = x.shape as readonly [number, number, number, number];
    const [, rows, columns] = grid.shape as readonly [number, number, number];
    const kernel = kernels[mode];
    return tabulate([batch, channels, rows, columns], ([image, channel, row, column]) => {
      const [i, c, r, k] = [image, channel, row, column] as [number, number, number, number];
      const across = ((at(grid, [i, r, k, 0]) + 1) * width - 1) / 2;
      const down = ((at(grid, [i, r, k, 1]) + 1) * height - 1) / 2;
      let sum = 0;
      for (let y = Math.floor(down) - 1; y <= Math.floor(down) + 2; y++) {
        for (let z = Math.floor(across) - 1; z <= Math.floor(across) + 2; z++) {
          sum += kernel(Math.abs(down - y)) * kernel(Math.abs(across - z)) * pixel(x, i, c, y, z);
        }
      }
      return sum;
    });
  };

export const gridSampleRow: OperatorRow = {
  cases: [
    {
      shapes: [
        [2, 1, 4, 3],
        [2, 3, 2, 2],
      ],
      build: throughFloat32((x, grid) => gridSample(x, grid)),
      reference: sampled("bilinear"),
      tolerance: 1e-4,
    },
    {
      shapes: [
        [2, 2, 4, 5],
        [2, 3, 2, 2],
      ],
      note: "bicubic",
      build: throughFloat32((x, grid) => gridSample(x, grid, "bicubic")),
      reference: sampled("bicubic"),
      tolerance: 1e-4,
    },
    {
      shapes: [
        ["batch", 2, 3, 3],
        ["batch", 2, 2, 2],
      ],
      note: "any batch",
      build: throughFloat32((x, grid) => gridSample(x, grid)),
      reference: sampled("bilinear"),
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
