import type { Ground, MapView } from "../../state/map.ts";
import type { CodePlane } from "../../workers/explorer/explorer-api.ts";
import { drawClassLabels } from "./class-labels.ts";
import { drawGroundPicture, groundPicture } from "./ground-picture.ts";
import { Marks } from "./point-marks.ts";
import { drawAxes } from "./scatter-axes.ts";
import { drawHighlights, type Highlights } from "./scatter-highlights.ts";
import { type Appearance, hasLanes, isShown, type ScatterPicture, strideOf } from "./scatter-picture.ts";
import { drawPoints } from "./scatter-points.ts";
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
  unadjusted,
  zoomAt,
} from "./scatter-view.ts";

/** How long points take from one place to the next, and between two pictures of that, in milliseconds. */
const [moving, betweenPictures] = [450, 30];

/** More points than these go to their new places at once: to draw them takes too long to move them. */
const mostMoving = 4000;

/** Milliseconds after the last change of the view until it counts as the one that is looked at. */
const viewRests = 160;

/**
 * Draws codes in their plane on three canvases: ground and axes, points, and above them what follows the hand, so that moving a cursor
 * does not draw thousands of points. Points move from where they were to where new weights put them.
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
  private decodings: Ground | undefined;
  /** The decodings as one picture, in the colours of the page. */
  private decodingsPicture: OffscreenCanvas | undefined;
  private viewTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly onView: (view: MapView) => void;

  /**
   * @param canvases ground and axes, points, and what follows the hand, from the lowest up
   * @param onView told which part of the plane is looked at, once that rests
   */
  constructor(
    canvases: readonly [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement],
    onView: (view: MapView) => void = () => undefined,
  ) {
    this.onView = onView;
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
    this.box = { left: 0, top: 0, width: Math.max(1, width), height: Math.max(1, height) };
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
    if (appearance.samples !== this.appearance?.samples) this.marks.forget();
    this.appearance = appearance;
    this.decodingsPicture = undefined;
    this.isGroundOld = true;
    this.ask();
  }

  /** What the decoder makes of places all over the plane, to be seen under the points. */
  lay(ground: Ground | undefined): void {
    if (ground === this.decodings) return;
    this.decodings = ground;
    this.decodingsPicture = undefined;
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
    this.changeView();
  }

  move(x: number, y: number): void {
    const { zoom, moveX, moveY } = this.adjustment;
    this.adjustment = { zoom, moveX: moveX + x, moveY: moveY + y };
    this.changeView();
  }

  reset(): void {
    this.adjustment = unadjusted;
    this.changeView();
  }

  /** The nearest point that is shown, with its distance in pixels. */
  nearest(x: number, y: number): ReturnType<typeof nearestPoint> {
    const { view, box } = this;
    const { plane, appearance = { hidden: new Set<number>() } } = this;
    const { stride } = this;
    const isSeen = (index: number): boolean => index % stride === 0 && isShown(plane, appearance, index);
    return nearestPoint(this.points, view, box, x, y, isSeen);
  }

  /** The point of the plane under a place on the canvas; for a code of one value the second is 0. */
  planeAt(x: number, y: number): readonly [number, number] {
    const [across, up] = toPlane(this.view, this.box, x, y);
    return [across, this.hasLanes ? 0 : up];
  }

  get area(): Box {
    return this.box;
  }

  end(): void {
    clearTimeout(this.viewTimer);
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
  }

  private get hasLanes(): boolean {
    return hasLanes(this.plane);
  }

  private get view(): ScatterView {
    return adjust(this.fit, this.adjustment);
  }

  /** Of many points every so-manieth is drawn, so that they do not hide one another; who looks closer sees more of them. */
  private get stride(): number {
    return strideOf(this.points.length / 2, this.adjustment.zoom);
  }

  private changeView(): void {
    this.isGroundOld = true;
    clearTimeout(this.viewTimer);
    this.viewTimer = setTimeout(() => {
      if (this.plane === undefined) return;
      const { box } = this;
      const view = adjust(this.fitTo, this.adjustment);
      const [left, top] = toPlane(view, box, box.left, box.top);
      const [right, bottom] = toPlane(view, box, box.left + box.width, box.top + box.height);
      this.onView({ left, right, bottom, top, width: box.width, height: box.height });
    }, viewRests);
    this.ask();
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
    this.changeView();
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

  /** What there is to draw, once it is known how. */
  private get picture(): ScatterPicture | undefined {
    const { appearance, plane, points, view, box, ratio, stride } = this;
    const hasGround = this.decodings !== undefined;
    return appearance === undefined
      ? undefined
      : { appearance, plane, points, view, box, ratio, stride, hasGround };
  }

  private drawGround(): void {
    const { ground, middle, ratio, picture, dots, marks } = this;
    for (const context of [ground, middle]) clear(context, ratio);
    if (picture?.plane === undefined) return;
    if (this.decodings !== undefined) {
      const { look, theme } = picture.appearance;
      this.decodingsPicture ??= groundPicture(this.decodings, look, theme);
      drawGroundPicture(ground, picture, this.decodings, this.decodingsPicture);
    }
    drawAxes(ground, picture);
    drawPoints(middle, picture, dots, marks);
    if (picture.appearance.mark === "dots") drawClassLabels(middle, picture);
  }

  private drawAbove(): void {
    const { above, ratio, picture, highlights } = this;
    clear(above, ratio);
    if (picture !== undefined) drawHighlights(above, picture, highlights);
  }
}

function clear(context: CanvasRenderingContext2D, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, context.canvas.width / ratio, context.canvas.height / ratio);
}
