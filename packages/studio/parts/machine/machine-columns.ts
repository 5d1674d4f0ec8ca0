import { type HourglassRow, rowWidths } from "../experiment/hourglass-rows.ts";
import { barsOf } from "../training/code-bars.ts";
import { largestOf } from "../training/unit-words.ts";

/** A layer of the machine as a column of cells. */
export interface MachineColumn {
  /** The layer's name. */
  readonly layer: string;
  readonly part: HourglassRow["part"];
  /** `128`, or `14 × 14 × 32`. */
  readonly size: string;
  /** Where there is little room: `128`, or `32 maps`. */
  readonly shortSize: string;
  /** `dense, relu` */
  readonly words: string;
  /** The middle, and the height, of 1. */
  readonly x: number;
  readonly height: number;
  /** What flows through, from -1 to 1 of the layer's largest; none until that is known. */
  readonly cells: readonly number[];
}

/** The drawing of a model from left to right: the glass between the two samples, and the layers in it. */
export interface MachineDrawing {
  /** The upper edge of the glass: x and height, of 1. */
  readonly glass: readonly (readonly [x: number, height: number])[];
  readonly columns: readonly MachineColumn[];
  /** How much flows from each place of the glass to the next: the mean size of a layer's cells, from 0 to 1; 0 until it is known. */
  readonly flows: readonly number[];
}

/** More cells than these are not told apart. */
const mostCells = 24;

/** @param rows of the hourglass, the sample first and its reconstruction last */
export function drawMachine(
  rows: readonly HourglassRow[],
  activations: ReadonlyMap<string, Float32Array> | undefined,
): MachineDrawing {
  const heights = rowWidths(rows);
  const x = (at: number): number => at / (rows.length - 1);
  const glass = rows.map((_, at) => [x(at), Math.max(0.12, heights[at] as number)] as const);
  const columns = rows.flatMap((row, at) => {
    if (row.layer === undefined || row.part === "reconstruction") return [];
    const values = activations?.get(row.layer);
    return [
      {
        ...{ layer: row.layer, part: row.part, size: row.size, words: row.words },
        shortSize: row.depth > 1 ? `${row.depth} maps` : row.size,
        ...{ x: x(at), height: Math.max(0.12, heights[at] as number) },
        cells: values === undefined ? [] : cellsOf(values, row.depth),
      },
    ];
  });
  const flows = rows.slice(0, -1).map(({ layer }) => {
    const { cells = [] } = columns.find((column) => column.layer === layer) ?? {};
    return cells.reduce((sum, cell) => sum + Math.abs(cell) / cells.length, 0);
  });
  return { glass, columns, flows };
}

/**
 * Values of a layer as few numbers, of its largest: of planes the mean size of each, of neighbours the largest.
 * @param planes how many planes the values are; 1 for units
 */
export function cellsOf(values: Float32Array, planes: number): readonly number[] {
  const cells = barsOf(planes > 1 ? planeSizes(values, planes) : values, mostCells);
  const most = largestOf(cells) || 1;
  return cells.map((value) => value / most);
}

function planeSizes(values: Float32Array, planes: number): Float32Array {
  const size = values.length / planes;
  return Float32Array.from({ length: planes }, (_, plane) =>
    values.subarray(plane * size, (plane + 1) * size).reduce((sum, value) => sum + Math.abs(value) / size, 0),
  );
}
