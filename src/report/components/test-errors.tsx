import type { JSX } from "preact";
import { type ErrorMeasure, errorMeasures } from "../../evaluation/errors.ts";
import { counted } from "../../words.ts";
import { formatCount, formatNumber } from "../format.ts";
import { measureColumns, measureWords } from "../measures.ts";
import type { SectionProps } from "../report-input.ts";
import { ClassErrorsFigure } from "./class-errors.tsx";
import { ExtremesFigure } from "./extremes.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { Table } from "./table.tsx";

/** How large the errors are, how they spread over the images, and which images have which. */
export function TestErrors(props: SectionProps): JSX.Element {
  const { measures } = props.evaluation;
  const measure = measures.rankedBy;
  const { median, mean } = measures.errors[measure];
  const skewed = Math.abs(mean - median) > 0.01 * Math.abs(mean);
  return (
    <section>
      <h2>How well it rebuilds</h2>
      <SplitTable {...props} />
      <SpreadTable {...props} />
      <Figure
        caption={
          <>
            The {measureWords[measure].long} of each of the {counted(measures.images, "test image")}. The
            strong colour marks the middle half of them.
          </>
        }
        reading={
          <>
            Each bar counts the images whose error falls into its interval. A mean alone would hide how
            unequal they are
            {skewed
              ? `: here the mean, ${formatNumber(mean)}, lies ${mean > median ? "above" : "below"} the median, ${formatNumber(median)}, because of the long tail on ${mean > median ? "the right, the hard images" : "the left, the easy images"}.`
              : "."}
          </>
        }
        files={["figures/error-histogram.svg", "figures/error-histogram.csv"]}
      >
        <Plot plot={props.plots.errorHistogram} />
      </Figure>
      <ExtremesFigure {...props} />
      <ClassErrorsFigure {...props} />
    </section>
  );
}

function SplitTable({ summary: { metrics, dataset }, evaluation: { measures } }: SectionProps): JSX.Element {
  const test = errorMeasures.map((measure) => formatNumber(measures.errors[measure].mean));
  const rows = (["train", "validation"] as const).flatMap((split) => {
    const ofSplit = metrics?.[split];
    if (ofSplit === undefined) return [];
    const name = split === "train" ? "training" : split;
    return [
      [
        name,
        formatCount(dataset.splits[split]),
        ...errorMeasures.map((measure) => formatNumber(ofSplit[measure])),
      ],
    ];
  });
  return (
    <Table
      caption="Errors with the final weights, mean over the images of each split. Only the last row is about images that no decision was based on. Intensity is a pixel's value, scaled to [0, 1]."
      columns={[{ name: "split" }, { name: "images", numeric: true }, ...measureColumns]}
      rows={[...rows, ["test", formatCount(measures.images), ...test]]}
    />
  );
}

function SpreadTable({ evaluation: { measures } }: SectionProps): JSX.Element {
  const row = (name: string, value: (measure: ErrorMeasure) => number): string[] => [
    name,
    ...errorMeasures.map((measure) => formatNumber(value(measure))),
  ];
  const { errors } = measures;
  return (
    <Table
      caption={`Spread of the test errors over the ${counted(measures.images, "image")}.`}
      columns={[{ name: "statistic" }, ...measureColumns]}
      rows={[
        row("mean", (measure) => errors[measure].mean),
        row("standard deviation", (measure) => errors[measure].standardDeviation),
        row("minimum", (measure) => errors[measure].minimum),
        row("lower quartile", (measure) => errors[measure].lowerQuartile),
        row("median", (measure) => errors[measure].median),
        row("upper quartile", (measure) => errors[measure].upperQuartile),
        row("maximum", (measure) => errors[measure].maximum),
      ]}
    />
  );
}
