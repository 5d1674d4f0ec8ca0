import { axisX, type PlotOptions } from "@observablehq/plot";
import type { VariedValue } from "../../study/results.ts";
import { settingTitle, valueWords } from "../../study/setting-words.ts";
import { lineStyle } from "../plots/comparison-plot.ts";
import { plotColors } from "../plots/plot-colors.ts";
import { type Frame, heightIn } from "../plots/render-plot.ts";
import { besideLine, lineWithBars, type SpreadPoint } from "../plots/study-lines.ts";
import { axisLabel, keepApart, layoutWords } from "../plots/tick-labels.ts";
import { valueMargin } from "../plots/value-axis.ts";
import type { ValueScale } from "./varied.ts";

export interface StudyPlotData {
  /** The figure with its unit. */
  readonly label: string;
  readonly setting: string;
  readonly values: readonly VariedValue[];
  readonly scale: ValueScale;
  readonly lines: readonly {
    readonly style: number;
    /** At numbers where the scale is one of numbers. */
    readonly points: readonly SpreadPoint[];
    /** What is drawn beside this line alone. */
    readonly beside: readonly SpreadPoint[];
  }[];
  /** What is drawn beside all lines. */
  readonly beside: readonly SpreadPoint[];
}

const marginRight = 20;
const inset = 14;

/** A figure against the values of a setting, with its spread over the seeds. */
export function studyPlot(data: StudyPlotData, frame: Frame): PlotOptions {
  const { fontSize } = frame;
  const { lines, beside } = data;
  const all = [beside, ...lines.flatMap((line) => [line.points, line.beside])].flat();
  const marginLeft = valueMargin(
    all.flatMap(({ mean, deviation = 0 }) => [mean - deviation, mean + deviation]),
    fontSize,
  );
  const width = frame.width - marginLeft - marginRight;
  const { isOrdinal, axis, mark, height } = horizontal(data, width, fontSize);
  const label = axisLabel(data.label, frame.width, fontSize);
  // Where the values are a row of words, each point stands at its word.
  const place = (points: readonly SpreadPoint[]): readonly SpreadPoint[] =>
    isOrdinal ? points.map((point) => ({ ...point, x: String(point.x) })) : points;
  return {
    height: heightIn(frame, 340, 250) + label.extra + Math.max(0, height - fontSize),
    ...{ marginLeft, marginRight },
    ...{ marginTop: 30 + label.extra, marginBottom: 31 + height },
    x: axis,
    y: { label: label.text, grid: true, ticks: 5, nice: true },
    marks: [
      mark,
      ...besideLine(place(beside), plotColors.muted),
      ...lines.flatMap((line, index) => {
        const dx = moved(index, lines.length);
        return [
          ...besideLine(place(line.beside), lineStyle(line.style).stroke, dx),
          ...lineWithBars(place(line.points), line.style, dx),
        ];
      }),
    ],
  };
}

/** Bars at one value stand side by side instead of one on the other. */
function moved(index: number, lines: number): number {
  return (index - (lines - 1) / 2) * Math.min(6, 20 / lines);
}

/** What a reader must know of the places of the points. */
export function placeNotes({ lines, values, scale, setting }: StudyPlotData): readonly string[] {
  const isOrdinal = scale === "ordinal" || !numbersFit(values, scale, 500, 14);
  return [
    ...(lines.length > 1
      ? [
          "Points of different lines at one value are moved sideways, so that none hides another: each belongs to the value under their middle.",
        ]
      : []),
    ...(isOrdinal && values.every((value) => typeof value === "number")
      ? [`The values of ${settingTitle(setting)} stand at equal distances.`]
      : []),
  ];
}

interface HorizontalAxis {
  /** Whether the values stand at equal distances. */
  readonly isOrdinal: boolean;
  readonly axis: NonNullable<PlotOptions["x"]>;
  readonly mark: ReturnType<typeof axisX> | null;
  /** Pixels of the labels. */
  readonly height: number;
}

function horizontal(
  { setting, values, scale }: StudyPlotData,
  width: number,
  fontSize: number,
): HorizontalAxis {
  const label = settingTitle(setting);
  if (scale !== "ordinal" && numbersFit(values, scale, width, fontSize)) {
    const ticks = numbersOf(values);
    const axis = { label, ticks, tickFormat: String, insetLeft: inset, insetRight: inset };
    return {
      ...{ isOrdinal: false, mark: null, height: fontSize },
      axis: scale === "log2" ? { ...axis, type: "log", base: 2 } : { ...axis, type: "linear" },
    };
  }
  const sorted = scale === "ordinal" ? values : numbersOf(values);
  const domain = sorted.map(valueWords);
  const padding = 0.4;
  const step = width / Math.max(1, domain.length - 1 + 2 * padding);
  const words = layoutWords(domain, step, fontSize);
  const turned = words.rotate !== 0;
  return {
    ...{ isOrdinal: true, height: words.height },
    axis: { type: "point", domain, padding, label, axis: null },
    mark: axisX(
      domain.filter((_, index) => words.shown(index)),
      {
        ...{ label, labelAnchor: "center", labelOffset: 29 + words.height },
        tickFormat: (word: string) => words.texts[domain.indexOf(word)] ?? word,
        ...(turned ? { tickRotate: words.rotate } : {}),
      },
    ),
  };
}

function numbersOf(values: readonly VariedValue[]): readonly number[] {
  return values.filter((value) => typeof value === "number").toSorted((a, b) => a - b);
}

/** Whether the values, at their places, leave room for the label of each. */
function numbersFit(
  values: readonly VariedValue[],
  scale: ValueScale,
  width: number,
  fontSize: number,
): boolean {
  const numbers = numbersOf(values);
  if (scale === "ordinal" || numbers.length < values.length) return false;
  const place = (value: number): number => (scale === "log2" ? Math.log2(value) : value);
  const [first, last] = [place(numbers[0] ?? 0), place(numbers.at(-1) ?? 0)];
  const scaled = (value: number): number =>
    ((place(value) - first) / (last - first || 1)) * (width - 2 * inset);
  return keepApart(
    numbers.map((value) => ({ at: scaled(value), text: String(value) })),
    fontSize,
  );
}
