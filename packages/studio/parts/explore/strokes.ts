import type { Box } from "./scatter-view.ts";

// What canvases are drawn with, in CSS pixels.

export function line(
  context: CanvasRenderingContext2D,
  color: string,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}

export function ring(
  context: CanvasRenderingContext2D,
  color: string,
  x: number,
  y: number,
  radius: number,
  width: number,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
  context.lineWidth = 1;
}

export function disc(
  context: CanvasRenderingContext2D,
  color: string,
  x: number,
  y: number,
  radius: number,
): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Words with an edge in the colour of the page, so that they can be read over anything. */
export function haloed(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  color: string,
  halo: string,
  width: number,
): void {
  context.lineJoin = "round";
  context.lineWidth = width;
  context.strokeStyle = halo;
  context.strokeText(text, x, y);
  context.lineWidth = 1;
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** Draws nothing outside a box. */
export function inside(
  context: CanvasRenderingContext2D,
  { left, top, width, height }: Box,
  draw: () => void,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw();
  context.restore();
}
