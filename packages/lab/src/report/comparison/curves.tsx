import { plotFigure } from "../components/plot-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { fileNames } from "../page/file-names.ts";
import { type CurveGroup, groupCurves } from "../plots/comparison-curves.ts";
import { comparisonKeys, comparisonPlot } from "../plots/comparison-plot.ts";
import { formatCount } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import { type ComparedRun, type ComparisonInput, comparisonWords, firstRun } from "./comparison-input.ts";

/** How the losses fell: a plot for the runs whose losses compare. */
export const comparisonCurves: Section<ComparisonInput> = {
  title: "How they learnt",
  parts: (comparison) => {
    const groups = groupCurves(comparison.runs).filter(({ curves }) =>
      curves.some(({ points }) => points.length > 0),
    );
    const names = fileNames(groups.map(({ label }) => `loss-${label}`));
    return [
      groups.length > 1
        ? {
            view: (
              <p>
                Not all of these runs measured the same quantity while they trained, so there is a figure for
                each quantity. Across figures, compare the test errors above.
              </p>
            ),
          }
        : undefined,
      ...groups.map((group, index) => figureOf(comparison, group, `figures/${names[index]}.svg`)),
    ];
  },
};

function figureOf(comparison: ComparisonInput, group: CurveGroup, file: string): Figure {
  const { runs, document } = comparison;
  const { plural } = samplesOf(firstRun(comparison).summary);
  const members = group.curves.map(({ run }) => runs[run] as ComparedRun);
  const sizes = new Set(members.map(({ summary }) => summary.dataset.splits.validation));
  const names = runs.map(({ name }) => name);
  return plotFigure(document, {
    label: "Losses of the runs over the epochs",
    title: `Losses over the epochs: ${group.label}`,
    of: comparisonWords(comparison),
    keys: comparisonKeys(group, names),
    notes: [group.quantity],
    draw: (frame) => comparisonPlot(group, frame),
    caption: (
      <>
        {group.quantity}
        {sizes.size > 1 &&
          ` The runs held out different numbers of ${plural} for validation (${[...sizes].map(formatCount).join(", ")}), so small differences mean nothing.`}
      </>
    ),
    reading: (
      <>
        An epoch is one pass over the training {plural}. A dot marks the epoch whose weights the run has kept.
      </>
    ),
    file,
    links: [],
  });
}
