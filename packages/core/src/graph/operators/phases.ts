import type { Dimension } from "../type.ts";
import type { Value } from "../value.ts";
import { reshape } from "./shaping.ts";
import { concat, slice } from "./slicing.ts";

/*
 * The phases of an image `[channels, height, width, batch]`, modulo a stride s: phase (p, q) has its rows p, p + s, ... and its
 * columns q, q + s, ...
 */

/** One image of its phases, given by rows of phases: phase (p, q) is `phases[p][q]`, all of one shape. */
export function joinPhases(phases: readonly (readonly Value[])[]): Value {
  const stride = phases.length;
  const first = phases[0]?.[0] as Value;
  if (stride === 1) return first;
  const [channels, height, width, batch] = first.shape as readonly [number, number, number, Dimension];
  const rows = phases.map((row) => {
    const columns = row.map((phase) => reshape(phase, [channels * height, width, 1, batch]));
    return reshape(concat(columns, 2), [channels * height, 1, width * stride, batch]);
  });
  return reshape(concat(rows, 1), [channels, height * stride, width * stride, batch]);
}

/** The phases of as many whole windows of `stride` rows and columns as there are, by rows. */
export function splitPhases(x: Value, stride: number): readonly (readonly Value[])[] {
  const [channels, height, width, batch] = x.shape as readonly [number, number, number, Dimension];
  const [rows, columns] = [Math.floor(height / stride), Math.floor(width / stride)];
  const byRow = reshape(crop(x, rows * stride, columns * stride), [
    channels * rows,
    stride,
    columns * stride,
    batch,
  ]);
  return Array.from({ length: stride }, (_, p) => {
    const byColumn = reshape(slice(byRow, 1, p, p + 1), [channels * rows, columns, stride, batch]);
    return Array.from({ length: stride }, (_column, q) =>
      reshape(slice(byColumn, 2, q, q + 1), [channels, rows, columns, batch]),
    );
  });
}

/** The first `height` rows and `width` columns of an image. */
export function crop(x: Value, height: number, width: number): Value {
  const rows = x.shape[1] === height ? x : slice(x, 1, 0, height);
  return rows.shape[2] === width ? rows : slice(rows, 2, 0, width);
}
