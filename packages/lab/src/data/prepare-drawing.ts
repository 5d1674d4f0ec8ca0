/** The longer side of the box into which MNIST's digits were scaled, of 28 pixels. */
const boxShare = 20 / 28;

/** Below this a pixel is no ink: a trace of a soft brush does not widen the box. */
const inkFrom = 32;

/** Each new pixel is the mean over so many places a side. */
const places = 4;

/**
 * Prepares a drawing as MNIST's digits were (LeCun et al. 1998): scaled, proportions kept, so that the longer side of the ink's box
 * is 20 of 28 pixels, and moved so that the ink's centre of mass lies at the image's centre. Ink that then lies outside is cut.
 * @param drawing `[side, side]` bytes, ink light on dark
 * @returns `[side, side]` bytes; a copy of the drawing where it has no ink
 */
export function prepareDrawing(drawing: Uint8Array, side: number): Uint8Array {
  const ink = findInk(drawing, side);
  if (ink === undefined) return drawing.slice();
  const scale = (boxShare * side) / ink.longerSide;
  const prepared = new Uint8Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      let sum = 0;
      for (let place = 0; place < places * places; place++) {
        const x = column + ((place % places) + 0.5) / places;
        const y = row + (Math.floor(place / places) + 0.5) / places;
        sum += between(drawing, side, ink.x + (x - side / 2) / scale, ink.y + (y - side / 2) / scale);
      }
      prepared[row * side + column] = Math.round(sum / (places * places));
    }
  }
  return prepared;
}

/** The centre of mass of the ink and the longer side of its box, in pixels from the upper left corner. */
function findInk(
  drawing: Uint8Array,
  side: number,
): { readonly x: number; readonly y: number; readonly longerSide: number } | undefined {
  let [left, right, top, bottom] = [side, -1, side, -1];
  let [mass, momentX, momentY] = [0, 0, 0];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const value = drawing[row * side + column] as number;
      mass += value;
      momentX += value * (column + 0.5);
      momentY += value * (row + 0.5);
      if (value < inkFrom) continue;
      left = Math.min(left, column);
      right = Math.max(right, column);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
    }
  }
  if (right < left) return undefined;
  return { x: momentX / mass, y: momentY / mass, longerSide: Math.max(right - left, bottom - top) + 1 };
}

/** The drawing at a place between the middles of its pixels, by bilinear interpolation; 0 outside. */
function between(drawing: Uint8Array, side: number, x: number, y: number): number {
  const column = Math.floor(x - 0.5);
  const row = Math.floor(y - 0.5);
  const right = x - 0.5 - column;
  const down = y - 0.5 - row;
  const at = (atRow: number, atColumn: number): number =>
    atRow < 0 || atColumn < 0 || atRow >= side || atColumn >= side
      ? 0
      : (drawing[atRow * side + atColumn] as number);
  return (
    (1 - down) * ((1 - right) * at(row, column) + right * at(row, column + 1)) +
    down * ((1 - right) * at(row + 1, column) + right * at(row + 1, column + 1))
  );
}
