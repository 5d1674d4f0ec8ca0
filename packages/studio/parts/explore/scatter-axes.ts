import { ticks } from "d3-array";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import { hasLanes, type ScatterPicture } from "./scatter-picture.ts";
import { toPlane, toScreen } from "./scatter-view.ts";
import { haloed, line } from "./strokes.ts";

/** Pixels at the edges of the map where axes have their names, so that no number stands there. */
const [nameWidth, nameHeight] = [118, 30];

/** Draws what the axes are, with numbers along the edges; grid lines where no ground lies under the points. A map by UMAP has no scale. */
export function drawAxes(context: CanvasRenderingContext2D, picture: ScatterPicture): void {
  const { appearance, plane, view, box, hasGround } = picture;
  const { theme } = appearance;
  if (plane?.axes === "UMAP") return;
  const lanes = hasLanes(plane);
  const [end, bottom] = [box.left + box.width, box.top + box.height];
  const word = (text: string, x: number, y: number, color = theme.soft): void =>
    haloed(context, text, x, y, color, theme.paper, 3);
  context.font = "11px system-ui, sans-serif";
  const [left, low] = toPlane(view, box, box.left, bottom);
  const [right, high] = toPlane(view, box, end, box.top);
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  for (const value of ticks(left, right, Math.max(2, box.width / 90))) {
    const [x] = toScreen(view, box, value, 0);
    if (!hasGround) line(context, theme.line, x, box.top, x, bottom);
    if (x > box.left + 24 && x < end - nameWidth) word(tickText(value), x, bottom - 7);
  }
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const value of ticks(low, high, Math.max(2, box.height / 70))) {
    if (lanes && !Number.isInteger(value)) continue;
    const [, y] = toScreen(view, box, 0, value);
    if (!hasGround) line(context, theme.line, box.left, y, end, y);
    if (y > box.top + nameHeight && y < bottom - 22) word(tickText(value), box.left + 7, y);
  }
  const [across, up] = axisNames(plane, plane?.labels !== undefined);
  context.textAlign = "right";
  context.textBaseline = "alphabetic";
  word(`${across} →`, end - 8, bottom - 7, theme.ink);
  context.textAlign = "left";
  word(`↑ ${up}`, box.left + 7, box.top + 17, theme.ink);
}

/** What the axes are. */
export function axisNames(
  plane: Pick<CodePlane, "axes" | "values" | "isTurned"> | undefined,
  hasClasses: boolean,
): readonly [string, string] {
  if (plane?.isTurned === true && plane.axes !== "the code's only value") {
    return ["direction 1", "direction 2"];
  }
  switch (plane?.axes) {
    case "principal components":
      return ["component 1", "component 2"];
    case "the code's two values":
      return ["value 1", "value 2"];
    case "two values of the code": {
      const [first = 0, second = 1] = plane.values ?? [];
      return [`value ${first + 1}`, `value ${second + 1}`];
    }
    case "UMAP":
      return ["", ""];
    case "the code's only value":
    case undefined:
      return ["value 1", hasClasses ? "class" : "spread apart"];
  }
}

function tickText(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
