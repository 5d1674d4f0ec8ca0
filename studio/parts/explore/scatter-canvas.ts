import { ticks } from "d3-array";
import type { ImageSet } from "../../../src/data/image-set.ts";
import type { CodePlane } from "../../workers/explorer-api.ts";
import { drawDot, type Rgb } from "./dots.ts";
import { drawnImages, drawnNumbers, type Mark, Marks, rgbOf } from "./point-marks.ts";
import {
  type Adjustment,
  adjust,
  type Box,
  between,
  fitView,
  inLanes,
  nearestPoint,
  type ScatterView,
  toPlane,
  toScreen,
  unadjusted,
  zoomAt,
} from "./scatter-view.ts";
import { classColor, type Theme } from "./theme.ts";

/** What is marked above the points. */
export interface Highlights {
  /** The test image under the cursor. */
  readonly looked?: number;
  /** Where the decoded code lies. */
  readonly place?: readonly [number, number];
  /** The ends of the walk. */
  readonly ends?: readonly [number, number];
  /** The cursor that the arrow keys move, in pixels. */
  readonly cursor?: readonly [number, number];
}

export interface Appearance {
  readonly theme: Theme;
  readonly mark: Mark;
  readonly hidden: ReadonlySet<number>;
  readonly images: ImageSet;
}

/** How long points take from one place to the next, and between two pictures of that, in milliseconds. */
const [moving, betweenPictures] = [450, 30];

/** More points than these go to their new places at once: to draw them takes too long to move them. */
const mostMoving = 4000;

/** CSS pixels. */
const numeralSize = 11;

/**
 * Draws codes in their plane on three canvases: axes, points, and above them what follows the hand, so that moving a cursor does
 * not draw ten thousand points. Points move from where they were to where new weights put them.
 */
export class ScatterCanvas {
  private readonly ground: CanvasRenderingContext2D;
  private readonly middle: CanvasRenderingContext2D;
  private readonly above: CanvasRenderingContext2D;
  private readonly marks = new Marks();
  private box: Box = { left: 0, top: 0, width: 1, height: 1 };
  private ratio = 1;
  /** The bytes of the dots, as large as the box. */
  private dots = new ImageData(1, 1);
  private plane: CodePlane | undefined;
  private appearance: Appearance | undefined;
  private highlights: Highlights = {};
  private adjustment: Adjustment = unadjusted;
  /** Where points are, come from and go to; they share one length. */
  private points = new Float32Array();
  private from = new Float32Array();
  private to: Float32Array = new Float32Array();
  private fit: ScatterView = { x: 0, y: 0, scaleX: 1, scaleY: 1 };
  private fitFrom: ScatterView = this.fit;
  private fitTo: ScatterView = this.fit;
  private startedAt: number | undefined;
  private drawnAt = 0;
  private frame: number | undefined;
  private isGroundOld = true;

  /** @param canvases axes, points and what follows the hand, from the lowest up */
  constructor(canvases: readonly [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement]) {
    const [ground, middle, above] = canvases.map((canvas) => canvas.getContext("2d"));
    if (ground == null || middle == null || above == null)
      throw new TypeError("this browser draws no canvas");
    this.ground = ground;
    this.middle = middle;
    this.above = above;
  }

  /** The canvases' size in CSS pixels, and device pixels for each. */
  resize(width: number, height: number, ratio: number): void {
    this.ratio = ratio;
    for (const { canvas } of [this.ground, this.middle, this.above]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    this.box = { left: 46, top: 10, width: Math.max(1, width - 58), height: Math.max(1, height - 52) };
    this.dots = new ImageData(Math.ceil(this.box.width * ratio), Math.ceil(this.box.height * ratio));
    this.marks.forget();
    this.refit(false);
  }

  /** Shows codes; they move there from where they were. */
  show(plane: CodePlane | undefined, moves: boolean): void {
    const before = this.plane;
    this.plane = plane;
    const target =
      plane === undefined
        ? new Float32Array()
        : this.hasLanes
          ? inLanes(plane.points, plane.labels)
          : plane.points;
    const canMove =
      moves &&
      target.length <= 2 * mostMoving &&
      before !== undefined &&
      plane !== undefined &&
      before.axes === plane.axes;
    // Points that were not there before appear where they belong.
    this.from = target.slice();
    if (canMove) this.from.set(this.points.subarray(0, Math.min(this.points.length, target.length)));
    this.points = this.from.slice();
    this.to = target;
    this.refit(canMove);
  }

  paint(appearance: Appearance): void {
    this.appearance = appearance;
    this.isGroundOld = true;
    this.ask();
  }

  highlight(highlights: Highlights): void {
    this.highlights = highlights;
    this.ask();
  }

  /** Zooms about a place on the canvas, or its middle. */
  zoom(factor: number, x?: number, y?: number): void {
    const { left, top, width, height } = this.box;
    const across = x === undefined ? 0 : x - left - width / 2;
    const down = y === undefined ? 0 : y - top - height / 2;
    this.adjustment = zoomAt(this.adjustment, factor, across, down);
    this.isGroundOld = true;
    this.ask();
  }

  move(x: number, y: number): void {
    const { zoom, moveX, moveY } = this.adjustment;
    this.adjustment = { zoom, moveX: moveX + x, moveY: moveY + y };
    this.isGroundOld = true;
    this.ask();
  }

  reset(): void {
    this.adjustment = unadjusted;
    this.isGroundOld = true;
    this.ask();
  }

  /** The nearest point that is shown, with its distance in pixels. */
  nearest(x: number, y: number): ReturnType<typeof nearestPoint> {
    const { view, box } = this;
    return nearestPoint(this.points, view, box, x, y, (index) => this.isShown(index));
  }

  /** The point of the plane under a place on the canvas; for a code of one value the second is 0. */
  planeAt(x: number, y: number): readonly [number, number] {
    const [across, up] = toPlane(this.view, this.box, x, y);
    return [across, this.hasLanes ? 0 : up];
  }

  /** Where a point of the plane lies on the canvas. */
  screenAt(x: number, y: number): readonly [number, number] {
    return toScreen(this.view, this.box, x, this.hasLanes ? this.view.y : y);
  }

  get area(): Box {
    return this.box;
  }

  end(): void {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
  }

  private get hasLanes(): boolean {
    return this.plane?.axes === "the code's only value";
  }

  private get view(): ScatterView {
    return adjust(this.fit, this.adjustment);
  }

  private isShown(index: number): boolean {
    const label = this.plane?.labels?.[index];
    return label === undefined || !this.appearance?.hidden.has(label);
  }

  private refit(moves: boolean): void {
    this.fitFrom = this.fit;
    this.fitTo = fitView(this.to, this.box, !this.hasLanes);
    if (moves) this.startedAt = performance.now();
    else {
      this.startedAt = undefined;
      this.points.set(this.to);
      this.fit = this.fitTo;
    }
    this.isGroundOld = true;
    this.ask();
  }

  private ask(): void {
    this.frame ??= requestAnimationFrame((now) => {
      this.frame = undefined;
      this.advance(now);
      if (this.isGroundOld) this.drawGround();
      this.isGroundOld = false;
      this.drawAbove();
      if (this.startedAt !== undefined) this.ask();
    });
  }

  private advance(now: number): void {
    if (this.startedAt === undefined || now - this.drawnAt < betweenPictures) return;
    this.drawnAt = now;
    const passed = Math.min(1, Math.max(0, (now - this.startedAt) / moving));
    const share = passed < 0.5 ? 2 * passed * passed : 1 - 2 * (1 - passed) * (1 - passed);
    for (let at = 0; at < this.points.length; at++) {
      this.points[at] =
        (this.from[at] as number) + ((this.to[at] as number) - (this.from[at] as number)) * share;
    }
    this.fit = between(this.fitFrom, this.fitTo, share);
    if (passed === 1) this.startedAt = undefined;
    this.isGroundOld = true;
  }

  private drawGround(): void {
    const { ground, middle, ratio, appearance, plane } = this;
    for (const context of [ground, middle]) clear(context, ratio);
    if (appearance === undefined || plane === undefined) return;
    this.drawAxes(appearance.theme);
    if (appearance.mark === "dots") this.drawDots(appearance);
    else this.drawSprites(appearance.mark, appearance);
  }

  private drawDots({ theme }: Appearance): void {
    const { points, view, box, ratio, dots } = this;
    const { labels } = this.plane ?? {};
    dots.data.fill(0);
    const radius = (points.length / 2 > 4000 ? 1.9 : 2.8) * ratio;
    const [none, ...colors] = [undefined, ...theme.classes.keys()].map((label) =>
      rgbOf(classColor(theme, label)),
    );
    for (let index = 0; 2 * index < points.length; index++) {
      if (!this.isShown(index)) continue;
      const [x, y] = toScreen(view, box, points[2 * index] as number, points[2 * index + 1] as number);
      const label = labels?.[index];
      const color = (label === undefined ? none : colors[label % colors.length]) as Rgb;
      drawDot(dots.data, dots.width, (x - box.left) * ratio, (y - box.top) * ratio, radius, color, 0.8);
    }
    this.middle.putImageData(dots, Math.round(box.left * ratio), Math.round(box.top * ratio));
  }

  private drawSprites(mark: "numbers" | "images", { theme, images }: Appearance): void {
    const { middle, points, view, box, ratio } = this;
    const labels = this.plane?.labels;
    const count = Math.min(mark === "images" ? drawnImages : drawnNumbers, points.length / 2);
    middle.save();
    middle.beginPath();
    middle.rect(box.left, box.top, box.width, box.height);
    middle.clip();
    for (let index = 0; index < count; index++) {
      if (!this.isShown(index)) continue;
      const [x, y] = toScreen(view, box, points[2 * index] as number, points[2 * index + 1] as number);
      const { picture, size } =
        mark === "images"
          ? this.marks.image(index, images, theme)
          : this.marks.numeral(labels?.[index], theme, numeralSize, ratio);
      middle.drawImage(picture, x - size / 2, y - size / 2, size, size);
    }
    middle.restore();
  }

  private drawAxes(theme: Theme): void {
    const { ground, box, view, hasLanes } = this;
    const bottom = box.top + box.height;
    ground.font = "12px system-ui, sans-serif";
    ground.lineWidth = 1;
    const [left, low] = toPlane(view, box, box.left, bottom);
    const [right, high] = toPlane(view, box, box.left + box.width, box.top);
    ground.textAlign = "center";
    ground.textBaseline = "top";
    for (const value of ticks(left, right, Math.max(2, box.width / 90))) {
      const [x] = toScreen(view, box, value, 0);
      line(ground, value === 0 ? theme.soft : theme.line, x, box.top, x, bottom);
      ground.fillStyle = theme.soft;
      ground.fillText(tickText(value), x, bottom + 6);
    }
    ground.textAlign = "right";
    ground.textBaseline = "middle";
    for (const value of ticks(low, high, Math.max(2, box.height / 70))) {
      if (hasLanes && !Number.isInteger(value)) continue;
      const [, y] = toScreen(view, box, 0, value);
      line(ground, value === 0 && !hasLanes ? theme.soft : theme.line, box.left, y, box.left + box.width, y);
      ground.fillStyle = theme.soft;
      ground.fillText(tickText(value), box.left - 6, y);
    }
    const [across, up] = axisNames(this.plane?.axes, this.plane?.labels !== undefined);
    ground.fillStyle = theme.ink;
    ground.textAlign = "right";
    ground.textBaseline = "bottom";
    ground.fillText(`${across} →`, box.left + box.width, bottom + 40);
    ground.save();
    ground.translate(2, box.top);
    ground.rotate(-Math.PI / 2);
    ground.textAlign = "right";
    ground.textBaseline = "top";
    ground.fillText(`${up} →`, 0, 0);
    ground.restore();
  }

  private drawAbove(): void {
    const { above, ratio, appearance, box } = this;
    clear(above, ratio);
    if (appearance === undefined) return;
    above.save();
    above.beginPath();
    above.rect(box.left, box.top, box.width, box.height);
    above.clip();
    const { looked, place, ends, cursor } = this.highlights;
    const { theme } = appearance;
    if (ends !== undefined) this.drawWalk(theme, ends);
    if (looked !== undefined) this.drawLooked(theme, looked);
    if (place !== undefined) this.drawPlace(theme, place);
    if (cursor !== undefined) {
      const [x, y] = cursor;
      line(above, theme.ink, x - 12, y, x + 12, y);
      line(above, theme.ink, x, y - 12, x, y + 12);
    }
    above.restore();
  }

  private pointAt(index: number): readonly [number, number] | undefined {
    const [x, y] = [this.points[2 * index], this.points[2 * index + 1]];
    return x === undefined || y === undefined ? undefined : toScreen(this.view, this.box, x, y);
  }

  private drawLooked(theme: Theme, index: number): void {
    const at = this.pointAt(index);
    if (at === undefined) return;
    ring(this.above, theme.paper, ...at, 8, 5);
    ring(this.above, theme.ink, ...at, 8, 2);
    this.above.fillStyle = classColor(theme, this.plane?.labels?.[index]);
    this.above.beginPath();
    this.above.arc(...at, 5, 0, 2 * Math.PI);
    this.above.fill();
  }

  /** The straight line between the codes is straight in every plane of components too. */
  private drawWalk(theme: Theme, [from, to]: readonly [number, number]): void {
    const { above } = this;
    const [start, end] = [this.pointAt(from), this.pointAt(to)];
    if (start === undefined || end === undefined || from === to) return;
    above.setLineDash([5, 4]);
    above.lineWidth = 1.5;
    line(above, theme.ink, ...start, ...end);
    above.setLineDash([]);
    above.lineWidth = 1;
    above.font = "600 11px system-ui, sans-serif";
    above.textAlign = "center";
    above.textBaseline = "middle";
    for (const [name, at] of [
      ["A", start],
      ["B", end],
    ] as const) {
      above.fillStyle = theme.paper;
      above.strokeStyle = theme.ink;
      above.beginPath();
      above.arc(...at, 8, 0, 2 * Math.PI);
      above.fill();
      above.stroke();
      above.fillStyle = theme.ink;
      above.fillText(name, at[0], at[1] + 0.5);
    }
  }

  private drawPlace(theme: Theme, place: readonly [number, number]): void {
    const { above, box } = this;
    const [x, y] = this.screenAt(...place);
    if (this.hasLanes) {
      above.lineWidth = 2;
      line(above, theme.accent, x, box.top, x, box.top + box.height);
      above.lineWidth = 1;
      return;
    }
    ring(above, theme.paper, x, y, 11, 6);
    ring(above, theme.accent, x, y, 11, 3);
    above.fillStyle = theme.accent;
    above.beginPath();
    above.arc(x, y, 2.5, 0, 2 * Math.PI);
    above.fill();
  }
}

/** What the axes are. */
export function axisNames(
  axes: CodePlane["axes"] | undefined,
  hasClasses: boolean,
): readonly [string, string] {
  if (axes === "principal components") return ["principal component 1", "principal component 2"];
  return ["value 1", axes === "the code's two values" ? "value 2" : hasClasses ? "class" : "spread apart"];
}

function clear(context: CanvasRenderingContext2D, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, context.canvas.width / ratio, context.canvas.height / ratio);
}

function tickText(value: number): string {
  return String(Number(value.toPrecision(6))).replace("-", "−");
}

function line(
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

function ring(
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
