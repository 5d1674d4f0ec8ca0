import { ticks } from "d3-array";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import { hasLanes, type ScatterPicture } from "./scatter-picture.ts";
import { toPlane, toScreen } from "./scatter-view.ts";
import { line } from "./strokes.ts";

/** Draws grid lines with their values, and what the axes are. */
export function drawAxes(context: CanvasRenderingContext2D, picture: ScatterPicture): void {
  const { appearance, plane, view, box } = picture;
  const { theme } = appearance;
  const lanes = hasLanes(plane);
  const bottom = box.top + box.height;
  context.font = "12px system-ui, sans-serif";
  context.lineWidth = 1;
  const [left, low] = toPlane(view, box, box.left, bottom);
  const [right, high] = toPlane(view, box, box.left + box.width, box.top);
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const value of ticks(left, right, Math.max(2, box.width / 90))) {
    const [x] = toScreen(view, box, value, 0);
    line(context, value === 0 ? theme.soft : theme.line, x, box.top, x, bottom);
    context.fillStyle = theme.soft;
    context.fillText(tickText(value), x, bottom + 6);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const value of ticks(low, high, Math.max(2, box.height / 70))) {
    if (lanes && !Number.isInteger(value)) continue;
    const [, y] = toScreen(view, box, 0, value);
    line(context, value === 0 && !lanes ? theme.soft : theme.line, box.left, y, box.left + box.width, y);
    context.fillStyle = theme.soft;
    context.fillText(tickText(value), box.left - 6, y);
  }
  const [across, up] = axisNames(plane?.axes, plane?.labels !== undefined);
  context.fillStyle = theme.ink;
  context.textAlign = "right";
  context.textBaseline = "bottom";
  context.fillText(`${across} →`, box.left + box.width, bottom + 40);
  context.save();
  context.translate(2, box.top);
  context.rotate(-Math.PI / 2);
  context.textAlign = "right";
  context.textBaseline = "top";
  context.fillText(`${up} →`, 0, 0);
  context.restore();
}

/** What the axes are. */
export function axisNames(
  axes: CodePlane["axes"] | undefined,
  hasClasses: boolean,
): readonly [string, string] {
  switch (axes) {
    case "principal components":
      return ["principal component 1", "principal component 2"];
    case "the code's two values":
      return ["value 1", "value 2"];
    case "the code's only value":
    case undefined:
      return ["value 1", hasClasses ? "class" : "spread apart"];
  }
}

function tickText(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}
