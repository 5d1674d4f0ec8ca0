import type { JSX } from "preact";
import { errorMeasures } from "../../evaluation/errors.ts";
import { formatCount, formatNumber } from "../format.ts";
import { measureColumns, measureWords } from "../measures.ts";
import type { SectionProps } from "../report-input.ts";
import { nameOf } from "./examples.tsx";
import { Figure } from "./figure.tsx";
import { Plot } from "./plot.tsx";
import { Table } from "./table.tsx";

/** The errors of each class as a plot and a table; nothing for images without labels. */
export function ClassErrorsFigure({
  summary,
  evaluation: { measures },
  plots,
}: SectionProps): JSX.Element | null {
  const { errorsByClass } = measures;
  if (errorsByClass === undefined || plots.classErrors === undefined) return null;
  return (
    <>
      <Figure
        caption={
          <>
            Error of the test images by class, {measureWords[measures.rankedBy].label}: the dot is the mean
            over the class, the bar reaches one standard deviation over its images to each side.
          </>
        }
        reading={
          <>
            The labels were never used in training. Classes differ because their images do: one with few
            bright pixels starts with a smaller error to make, so compare a class with itself under other
            settings rather than with its neighbours.
          </>
        }
        files={["figures/error-by-class.svg", "figures/error-by-class.csv"]}
      >
        <Plot plot={plots.classErrors} />
      </Figure>
      <Table
        caption="Test errors by class: mean ± standard deviation over the images of the class."
        columns={[{ name: "class" }, { name: "images", numeric: true }, ...measureColumns]}
        rows={errorsByClass.map(({ label, count, errors }) => [
          nameOf(label, summary.dataset.classNames),
          formatCount(count),
          ...errorMeasures.map(
            (measure) =>
              `${formatNumber(errors[measure].mean)} ± ${formatNumber(errors[measure].standardDeviation)}`,
          ),
        ])}
      />
    </>
  );
}
