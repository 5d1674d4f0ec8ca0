import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type uPlot from "uplot";
import type { LossPoint } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import { colour } from "../colours.ts";
import { axisStyle, plotFont, usePlot } from "../use-plot.ts";
import { type ChangeMark, drawMarks } from "./change-marks.ts";
import { lossSeries } from "./loss-series.ts";

interface LossPlotProps {
  readonly points: readonly LossPoint[];
  readonly history: readonly EpochRecord[];
  /** Where the axis ends. */
  readonly epochs: number;
  readonly isLog: boolean;
  /** Moments at which settings were changed. */
  readonly marks: readonly ChangeMark[];
}

const height = 270;
/** Between two marks on the axis of epochs. */
const wholeSteps = [1, 10, 100, 1000, 10_000].flatMap((power) => [1, 2, 5].map((step) => step * power));

/** The losses over the epochs; the values under the pointer stand below. */
export function LossPlot({ points, history, epochs, isLog, marks }: LossPlotProps): JSX.Element {
  const [pointed, setPointed] = useState<string>();
  const host = usePlot(
    (width) => ({
      ...optionsOf(width, epochs, isLog),
      hooks: {
        setCursor: [(plot) => setPointed(wordsAt(plot))],
        draw: [(plot) => drawMarks(plot, marks)],
      },
    }),
    () => lossSeries(points, history),
    [epochs, isLog, theme.value, marks],
    [points, history],
  );
  const last = history.at(-1);
  const label =
    last === undefined
      ? "Loss over the epochs: nothing yet"
      : `Loss over ${counted(history.length, "epoch")}, training down to ${formatNumber(last.trainingLoss)}` +
        (last.validationLoss === undefined
          ? ""
          : `, validation down to ${formatNumber(last.validationLoss)}`);
  return (
    <>
      <div ref={host} class="loss-plot" role="img" aria-label={label}>
        {points.length === 0 && history.length === 0 ? (
          <p class="loss-empty">The loss appears here, and should fall.</p>
        ) : null}
      </div>
      <p class="loss-pointed" aria-hidden="true">
        {pointed ?? "\u00a0"}
      </p>
    </>
  );
}

function wordsAt({ cursor, data }: uPlot): string | undefined {
  const at = cursor.idx;
  if (at === null || at === undefined) return undefined;
  const epoch = data[0][at];
  if (epoch === undefined) return undefined;
  const known = (values: (number | null | undefined)[] | undefined, name: string): string =>
    typeof values?.[at] === "number" ? ` · ${name} ${formatNumber(values[at])}` : "";
  const [, training, validation] = data as [number[], (number | null)[], (number | null)[]];
  return `epoch ${epoch.toFixed(2)}${known(training, "training")}${known(validation, "validation")}`;
}

function optionsOf(width: number, epochs: number, isLog: boolean): uPlot.Options {
  const style = axisStyle();
  const axis: uPlot.Axis = { ...style, ticks: { ...style.ticks, size: 5 } };
  const validation = colour("--plot-second");
  return {
    ...{ width, height },
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: false, range: [0, epochs] },
      y: isLog ? { distr: 3 } : { distr: 1 },
    },
    axes: [
      {
        ...axis,
        size: 30,
        incrs: wholeSteps,
        label: "epochs",
        labelFont: plotFont,
        labelSize: 18,
        values: (_, splits) => splits.map((split) => (Number.isInteger(split) ? String(split) : "")),
      },
      {
        ...axis,
        size: 56,
        values: (_, splits) =>
          splits.map((split) => (split === null ? "" : String(Number(split.toPrecision(3))))),
      },
    ],
    series: [
      {},
      { stroke: colour("--plot-first"), width: 2, spanGaps: true, points: { show: false } },
      {
        stroke: validation,
        width: 2,
        dash: [6, 3],
        spanGaps: true,
        points: { show: epochs <= 60, size: 6, fill: validation },
      },
    ],
  };
}
