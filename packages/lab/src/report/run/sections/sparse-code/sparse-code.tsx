import { activityOf } from "hourglass-core/internal/program/penalties/penalties.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import { lifetimeSparseness, type SparseCodeMeasures } from "../../../../evaluation/sparse-code.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { formatNumber } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { meanActivityKeys, meanActivityPlot } from "./mean-activity-plot.ts";
import { strongestSamplesFigure } from "./strongest-samples.tsx";

/** How few units answer to a sample, and what single units answer to. */
export const sparseCode: ReportSection = ofTestSamples({
  title: "How sparse the code is",
  parts: (run) => {
    const { sparseCode: measured } = run.evaluation.measures;
    if (measured === undefined) return [];
    return [
      { view: sparsenessOf(run, measured) },
      meanActivityFigure(run, measured),
      strongestSamplesFigure(run),
    ];
  },
});

function sparsenessOf(run: SoundReportInput, { l0, hoyer }: SparseCodeMeasures): JSX.Element {
  const { code, images } = run.evaluation.measures;
  const tested = countedSamples(images, samplesOf(run.summary), "test ");
  return (
    <p>
      {l0.mean === code.latentSize ? (
        `No value of a code is ever exactly 0 on the ${tested}: how sparse codes are shows in how unequal their values are. `
      ) : (
        <>
          Of the {counted(code.latentSize, "value")} of a code, <strong>{formatNumber(l0.mean)}</strong> are
          not 0 (its L0, mean over the {tested}; standard deviation {formatNumber(l0.standardDeviation)}).{" "}
        </>
      )}
      {hoyer !== undefined && (
        <>
          Hoyer's sparseness (2004), which is 0 where all values are equally large and 1 where one alone is
          not 0, is <strong>{formatNumber(hoyer.mean)}</strong> (standard deviation{" "}
          {formatNumber(hoyer.standardDeviation)}).{" "}
        </>
      )}
      {code.dead.length > 0 &&
        `${counted(code.dead.length, "unit")} ${code.dead.length === 1 ? "is" : "are"} never above 0.`}
    </p>
  );
}

function meanActivityFigure(
  { summary, evaluation: { measures }, document }: SoundReportInput,
  { sparsity, meanActivity }: SparseCodeMeasures,
): Figure {
  const { code, images } = measures;
  const samples = samplesOf(summary);
  const target = sparsity && activityOf(sparsity);
  const table = toCsv(
    ["unit", "meanActivity", "activeFraction", "lifetimeSparseness"],
    code.units.map((unit) => [unit.unit, unit.mean, unit.activeFraction, lifetimeSparseness(unit, images)]),
  );
  return plotFigure(document, {
    label: "Histogram of the mean activity of the units",
    title: "How many units of the code have which mean activation",
    of: runWords(summary),
    keys: meanActivityKeys({ target }),
    draw: (frame) => meanActivityPlot({ histogram: meanActivity, samples, target }, frame),
    caption: (
      <>
        Mean activation of the {counted(code.latentSize, "unit")} of the code over the{" "}
        {countedSamples(images, samples, "test ")}: how many units have which.
        {target !== undefined && ` The line is the mean that the penalty asks of every unit, ${target}.`}
      </>
    ),
    reading:
      target === undefined
        ? "A hump far from 0 is the share of units that do most of the work; a bar at 0 holds units that are rarely or never used."
        : "The penalty pulls all units to the line, over each batch. Those left of it answer to less than their share; those right of it are worth their price.",
    file: "figures/mean-activity.svg",
    tables: { "figures/sparse-code.csv": table },
  });
}
