import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type uPlot from "uplot";
import { theme } from "../../state/theme.ts";
import { colour } from "../colours.ts";
import { axisStyle, usePlot } from "../use-plot.ts";
import type { CurveFrame, CurveLine } from "./curve-frames.ts";
import { markOf } from "./marks.ts";

interface CurvePlotProps {
  readonly frame: CurveFrame;
  /** What a screen reader says. */
  readonly label: string;
}

const height = 240;
const wholeEpochs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000];

/** Losses over epochs, validation with marks and training dashed. */
export function CurvePlot({ frame, label }: CurvePlotProps): JSX.Element {
  const newest = useRef(frame);
  newest.current = frame;
  const lines = frame.lines.map(({ id, kind }) => `${id} ${kind}`).join();
  const host = usePlot(
    (width) => optionsOf(newest, width),
    () => alignedOf(frame),
    [lines, theme.value],
    [frame],
  );
  return <div ref={host} class="curve-plot" role="img" aria-label={label} />;
}

/** All epochs in order, and the values of each line at these. */
function alignedOf({ lines }: CurveFrame): uPlot.AlignedData {
  const epochs = [...new Set(lines.flatMap(({ points }) => points.map(({ epoch }) => epoch)))].sort(
    (a, b) => a - b,
  );
  const values = lines.map(({ points }) => {
    const byEpoch = new Map(points.map(({ epoch, value }) => [epoch, value]));
    return epochs.map((epoch) => byEpoch.get(epoch) ?? null);
  });
  return [epochs, ...values];
}

/** @param newest the frame as it is when the plot is drawn: numbers come, lines stay */
function optionsOf(newest: { readonly current: CurveFrame }, width: number): uPlot.Options {
  const { lines, label } = newest.current;
  const axis = axisStyle();
  return {
    ...{ width, height },
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, incrs: wholeEpochs },
      { ...axis, size: 58 },
    ],
    series: [{ label: "epoch" }, ...lines.map((line) => seriesOf(line, label))],
    hooks: { drawSeries: [(plot, series) => drawMarks(plot, newest.current.lines, series - 1)] },
  };
}

function seriesOf({ id, title, kind }: CurveLine, label: string): uPlot.Series {
  return {
    label: `${title}, ${kind} ${label}`,
    stroke: colour(markOf(id).colour),
    width: kind === "validation" ? 2 : 1.25,
    ...(kind === "training" ? { dash: [4, 4] } : {}),
    spanGaps: true,
    points: { show: false },
  };
}

/** Marks along a line, few enough to be told apart, and one at its end. */
const mostMarks = 7;

function drawMarks(plot: uPlot, lines: readonly CurveLine[], at: number): void {
  const line = lines[at];
  if (line === undefined) return;
  // A training line has none where the same model's validation line has.
  if (line.kind === "training" && lines.some(({ id, kind }) => id === line.id && kind === "validation"))
    return;
  const { ctx } = plot;
  const { path, filled, colour: name } = markOf(line.id);
  const every = Math.ceil(line.points.length / mostMarks);
  const last = line.points.length - 1;
  const shape = new Path2D(path);
  const scale = 0.85 * devicePixelRatio;
  ctx.save();
  ctx.setLineDash([]);
  ctx.lineWidth = 2;
  ctx.strokeStyle = colour(filled ? "--paper" : name);
  ctx.fillStyle = colour(filled ? name : "--paper");
  for (const { epoch, value } of line.points.filter((_, place) => (last - place) % every === 0)) {
    const x = plot.valToPos(epoch, "x", true);
    const y = plot.valToPos(value, "y", true);
    ctx.setTransform(scale, 0, 0, scale, x - 6 * scale, y - 6 * scale);
    ctx.fill(shape);
    ctx.stroke(shape);
  }
  ctx.restore();
}
