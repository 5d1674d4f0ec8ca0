import { dot, lineY, type Markish, type PlotOptions, ruleX } from "@observablehq/plot";
import type { Accuracy } from "../../classify/accuracies.ts";
import type { TrainedNetwork } from "../../classify/classifier-summary.ts";
import { barMark, type Key, lineMark } from "../plots/keys.tsx";
import { plotColors } from "../plots/plot-colors.ts";
import { type Frame, heightIn } from "../plots/render-plot.ts";
import { valueMargin } from "../plots/value-axis.ts";

/** How each network is drawn, told apart without its colour, too. */
const looks: Readonly<
  Record<TrainedNetwork, { readonly stroke: string; readonly dash: string; readonly symbol: string }>
> = {
  encoder: { stroke: plotColors.first, dash: "none", symbol: "circle" },
  random: { stroke: plotColors.second, dash: "6,3", symbol: "square" },
  raw: { stroke: plotColors.muted, dash: "2,3", symbol: "triangle" },
};

/** Accuracy over the number of labels, a line a network, a bar of one standard deviation over seeds. */
export function accuracyPlot(found: readonly Accuracy[], frame: Frame): PlotOptions {
  const low = ({ mean, deviation = 0 }: Accuracy): number => mean - deviation;
  const high = ({ mean, deviation = 0 }: Accuracy): number => mean + deviation;
  const sizes = [...new Set(found.map(({ labels }) => labels))].sort((a, b) => a - b);
  const [fewest = 1] = sizes;
  const most = sizes.at(-1) ?? 1;
  const linesOf = (network: TrainedNetwork): readonly Markish[] => {
    const points = found.filter((one) => one.network === network);
    const { stroke, dash, symbol } = looks[network];
    return [
      ruleX(
        points.filter(({ deviation }) => deviation !== undefined),
        { x: "labels", y1: low, y2: high, stroke, strokeWidth: 2, strokeOpacity: 0.55 },
      ),
      lineY(points, { x: "labels", y: "mean", stroke, strokeWidth: 2, strokeDasharray: dash }),
      dot(points, { x: "labels", y: "mean", r: 4, symbol, fill: stroke, stroke: plotColors.ground }),
    ];
  };
  return {
    height: heightIn(frame, 340, 250),
    marginLeft: valueMargin([...found.map(low), ...found.map(high)], frame.fontSize),
    ...{ marginTop: 30, marginRight: 24, marginBottom: 44 },
    x: {
      type: "log",
      label: "labels",
      domain: fewest === most ? [fewest / 2, most * 2] : [fewest, most],
      ticks: sizes,
      tickFormat: (labels: number) => labels.toLocaleString("en-US"),
    },
    y: { label: "accuracy on the test split", grid: true, ticks: 5, nice: true },
    marks: [...linesOf("raw"), ...linesOf("random"), ...linesOf("encoder")],
  };
}

/** What its lines stand for. @param words of each network */
export function accuracyKeys(
  found: readonly Accuracy[],
  words: (network: TrainedNetwork) => string,
): readonly Key[] {
  const networks = [...new Set(found.map(({ network }) => network))];
  const seeds = Math.max(...found.map((one) => one.seeds));
  return [
    ...networks.map((network) => {
      const { stroke, dash } = looks[network];
      return lineMark(words(network), stroke, { dash, dot: stroke });
    }),
    ...(seeds > 1 ? [barMark(`± 1 standard deviation over ${seeds} seeds`, plotColors.muted, true)] : []),
  ];
}
