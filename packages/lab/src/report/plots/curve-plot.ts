import { dot, type PlotOptions } from "@observablehq/plot";
import { lineStyle } from "./comparison-plot.ts";
import { plotColors } from "./plot-colors.ts";
import { type Frame, heightIn } from "./render-plot.ts";
import { lineWithBand, type SpreadPoint } from "./study-lines.ts";
import { axisLabel } from "./tick-labels.ts";
import { tickCount, valueMargin } from "./value-axis.ts";

export interface CurvePlotData {
  readonly x: string;
  readonly y: string;
  /** A logarithmic vertical axis: for what falls over powers of ten. Values of 0 stand at its foot, as hollow points. */
  readonly isLogarithmic?: boolean;
  readonly lines: readonly { readonly style: number; readonly points: readonly SpreadPoint[] }[];
}

/** One number over another, with its spread over seeds where there are several. */
export function curvePlot(data: CurvePlotData, frame: Frame): PlotOptions {
  const { x, y, lines } = data;
  const { width, fontSize } = frame;
  const label = axisLabel(y, width, fontSize);
  const floor = data.isLogarithmic ? floorOf(data) : undefined;
  const values = lines.flatMap(({ points }) => points.map(({ mean }) => mean));
  const places = lines.flatMap(({ points }) =>
    points.flatMap(({ x: at }) => (typeof at === "number" ? [at] : [])),
  );
  const shape = {
    height: heightIn(frame, 320, 240) + label.extra,
    marginLeft: floor === undefined ? valueMargin(values, fontSize) : 62,
    ...{ marginTop: 30 + label.extra, marginRight: 18, marginBottom: 44 },
    x: { label: x, ticks: tickCount(places, width - 90, fontSize, 8), nice: true },
  };
  if (floor === undefined) {
    return {
      ...shape,
      y: { label: label.text, grid: true, ticks: 5, nice: true },
      marks: lines.flatMap(({ style, points }) => lineWithBand(points, style)),
    };
  }
  const greatest = Math.max(floor * 10, ...values);
  return {
    ...shape,
    y: {
      ...{ type: "log", domain: [floor, greatest * 1.3], clamp: true, grid: true, label: label.text },
      ticks: [...powers(floor, greatest)],
      tickFormat: (value: number) => (value === floor && hasZeros(data) ? "0" : decimal(value)),
    },
    marks: [
      ...lines.flatMap(({ style, points }) =>
        // A logarithm has no place for what a deviation leaves below 0.
        lineWithBand(
          points.filter(({ mean }) => mean > floor),
          style,
          floor,
        ),
      ),
      ...lines.map(({ style, points }) =>
        dot(
          points.filter(({ mean }) => mean <= floor).map((point) => ({ ...point, mean: floor })),
          {
            x: "x",
            y: "mean",
            r: 4,
            fill: plotColors.ground,
            stroke: lineStyle(style).stroke,
            strokeWidth: 1.5,
          },
        ),
      ),
    ],
  };
}

/** Powers of ten; where these are fewer than three, twice and five times them too. */
function powers(floor: number, greatest: number): readonly number[] {
  const decades = Array.from(
    { length: Math.floor(Math.log10(greatest / floor) + 1e-9) + 1 },
    (_, index) => Math.round(Math.log10(floor)) + index,
  );
  const steps = decades.length > 3 ? [1] : [1, 2, 5];
  return decades
    .flatMap((power) => steps.map((step) => Number(`${step}e${power}`)))
    .filter((tick) => tick <= greatest * 1.3);
}

function decimal(value: number): string {
  return value >= 0.001 && value < 100_000 ? String(value) : value.toExponential();
}

/** What is less than a millionth of the greatest is what rounding leaves of 0. */
const negligible = 1e-6;

/** The foot of a logarithmic axis: a power of ten below all values that are not 0. */
function floorOf({ lines }: CurvePlotData): number {
  const values = lines.flatMap(({ points }) => points.map(({ mean }) => mean));
  const greatest = Math.max(0, ...values);
  const least = Math.min(greatest, ...values.filter((value) => value > negligible * greatest));
  return greatest === 0 ? 0.1 : Number(`1e${Math.ceil(Math.log10(least)) - 1}`);
}

/** Whether a curve falls over powers of ten: the singular values of a code do. */
export function isSpectrum(measure: string, curve: string): boolean {
  return measure === "rank" && curve === "spectrum";
}

/** What a reader must know of a logarithmic axis. */
export function logarithmNotes(data: CurvePlotData): readonly string[] {
  if (!data.isLogarithmic) return [];
  const zeros = hasZeros(data)
    ? " Hollow points at its foot are 0: less than a millionth of the greatest value, which is what rounding leaves."
    : "";
  return [`The vertical axis is logarithmic.${zeros}`];
}

/** Whether some values are shown as 0. */
function hasZeros(data: CurvePlotData): boolean {
  const floor = floorOf(data);
  return data.lines.some(({ points }) => points.some(({ mean }) => mean <= floor));
}
