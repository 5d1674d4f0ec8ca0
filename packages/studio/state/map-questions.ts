import { joined } from "hourglass-core/internal/data/samples/samples.ts";
import { explorer } from "./connection.ts";
import { asking } from "./explorer-questions.ts";
import {
  drawingTrail,
  type Ground,
  ground,
  hovered,
  hoveredAt,
  type MapView,
  neighbourCount,
  neighbours,
  pathPictures,
  pathSteps,
  posterior,
} from "./map.ts";
import { alongPath, crossFade } from "./path.ts";
import { isMoving } from "./session.ts";

// What the map asks about the explored model; the answers become signals.

/** The decoding of a place of the plane, for the thumbnail at the pointer. */
export const askHovered: (x: number, y: number) => void = asking(async (id, isCurrent, x, y) => {
  const { sample } = await explorer().decodePoint(id, x, y);
  // The pointer may have left meanwhile.
  if (isCurrent() && hoveredAt.peek() !== undefined) hovered.value = sample;
});

export const askPosterior: (index: number) => void = asking(async (id, isCurrent, index: number) => {
  const found = await explorer().posterior(id, index);
  if (isCurrent()) posterior.value = found && { index, ellipse: found };
});

export const askNeighbours: (index: number) => void = asking(async (id, isCurrent, index: number) => {
  const found = await explorer().neighbours(id, index, neighbourCount);
  if (isCurrent()) neighbours.value = found;
});

export const askPath: (path: Float32Array) => void = asking(async (id, isCurrent, path: Float32Array) => {
  const points = alongPath(path, pathSteps);
  const through = await explorer().decodePoints(id, points);
  if (!isCurrent()) return;
  const size = through.length / pathSteps;
  const faded = crossFade(through.subarray(0, size), through.subarray(-size), pathSteps);
  pathPictures.value = { through, faded, points };
});

/** Where a drawing's code lies joins the trail. */
export const askDrawingPlace: (code: Float32Array, isNew: boolean) => void = asking(
  async (id, isCurrent, code: Float32Array, isNew: boolean) => {
    const at = await explorer().placeOf(id, code);
    if (!isCurrent()) return;
    drawingTrail.value = isNew ? [at] : [...drawingTrail.value, at].slice(-longestTrail);
  },
);

const longestTrail = 60;

/** A cell of the ground is about so wide, in pixels; while the model moves there are fewer, wider ones. */
const cellWidth = 23;
const widestCell = 46;
/** Milliseconds that a ground may take while the model moves. */
const movingTime = 60;
/** What a cell has cost last, in milliseconds. */
let costOfCell = 0.2;
/** So many cells are decoded at once; what a hand asks for comes in between. */
const cellsAtOnce = 96;

/** The ground of the part of the plane that is seen. */
export const askGround: (view: MapView) => void = asking(async (id, isCurrent, view: MapView) => {
  const area = view.width * view.height;
  const affordable = isMoving.peek() ? Math.sqrt((area * costOfCell) / movingTime) : 0;
  // Where decoding is so dear, the ground of before stays until the model rests.
  if (affordable > widestCell) return;
  const width = Math.max(cellWidth, affordable);
  const columns = Math.max(1, Math.round(view.width / width));
  const rows = Math.max(1, Math.round(view.height / width));
  const points = cellCentres(view, columns, rows);
  const started = performance.now();
  const parts: Ground["samples"][] = [];
  for (let first = 0; first < columns * rows; first += cellsAtOnce) {
    parts.push(await explorer().decodePoints(id, points.slice(2 * first, 2 * (first + cellsAtOnce))));
    if (!isCurrent()) return;
  }
  costOfCell = (performance.now() - started) / (columns * rows);
  const { left, right, bottom, top } = view;
  ground.value = { left, right, bottom, top, columns, rows, samples: joined(parts) };
});

/** The middles of the cells, row by row from the top: `[rows * columns, 2]`. */
function cellCentres({ left, right, bottom, top }: MapView, columns: number, rows: number): Float32Array {
  return Float32Array.from({ length: 2 * columns * rows }, (_, at) => {
    const cell = Math.floor(at / 2);
    return at % 2 === 0
      ? left + ((right - left) * ((cell % columns) + 0.5)) / columns
      : top - ((top - bottom) * (Math.floor(cell / columns) + 0.5)) / rows;
  });
}
