import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { toCsv } from "../../../../data/files/csv.ts";
import type { DictionaryMeasures } from "../../../../evaluation/dictionary.ts";
import type { Histogram } from "../../../../evaluation/spread.ts";
import { plotFigure } from "../../../components/plot-figure.tsx";
import type { Figure } from "../../../components/section.ts";
import { formatCount, formatNumber, formatPercent } from "../../../words/format.ts";
import { runWords } from "../../../words/run-words.ts";
import { countedSamples, samplesOf } from "../../../words/sample-words.ts";
import { ofTestSamples, type ReportSection, type SoundReportInput } from "../report-section.ts";
import { deadUnitsKeys, deadUnitsPlot } from "./dead-units-plot.ts";
import { densityKeys, densityPlot } from "./density-plot.ts";

/** How a dictionary is used: few atoms for each sample, dead units over the training, how often units are active. */
export const dictionary: ReportSection = ofTestSamples({
  title: "How the dictionary is used",
  parts: (run) => {
    const { dictionary: measured } = run.evaluation.measures;
    if (measured === undefined) return [];
    return [
      { view: useOf(run, measured) },
      deadUnitsFigure(run, measured),
      measured.density && densityFigure(run, measured, measured.density),
    ];
  },
});

function useOf(
  { summary, history, evaluation: { measures } }: SoundReportInput,
  { atoms, dead, unexplained }: DictionaryMeasures,
): JSX.Element {
  const samples = samplesOf(summary);
  const tested = countedSamples(measures.images, samples, "test ");
  const idle = history.find(({ epoch }) => epoch === summary.epochs.kept)?.deadUnits;
  return (
    <p>
      Each {samples.title} is rebuilt as the centre plus{" "}
      <strong>{formatNumber(measures.code.activeValues.mean)}</strong> of {counted(atoms, "atom")} (the number
      of active units, mean over the {tested}).{" "}
      {unexplained !== undefined && (
        <>
          That leaves <strong>{formatPercent(unexplained)}</strong> of the variance unexplained: the squared
          error, divided by that of saying the mean of the training {samples.plural} always.{" "}
        </>
      )}
      {counted(dead, "unit")} {dead === 1 ? "is" : "are"} active on none of the test {samples.plural}
      {idle === undefined
        ? "."
        : `; ${formatCount(idle)} ${idle === 1 ? "was" : "were"} active on none of the training ${samples.plural} during epoch ${summary.epochs.kept}, whose weights were kept: dead units.`}
    </p>
  );
}

function deadUnitsFigure(
  { summary, history, document }: SoundReportInput,
  { atoms }: DictionaryMeasures,
): Figure | undefined {
  const points = history.flatMap(({ epoch, deadUnits }) =>
    deadUnits === undefined ? [] : [{ epoch, deadUnits }],
  );
  if (points.length === 0) return undefined;
  const { plural } = samplesOf(summary);
  return plotFigure(document, {
    label: "Dead units over the epochs",
    title: `Dead units over the epochs, of ${counted(atoms, "unit")}`,
    of: runWords(summary, "training"),
    keys: deadUnitsKeys(),
    draw: (frame) => deadUnitsPlot({ points, keptEpoch: summary.epochs.kept }, frame),
    caption: (
      <>
        Dead units, of {counted(atoms, "unit")}: those that no training {samplesOf(summary).title} of the
        epoch made active, while the weights were changing.
      </>
    ),
    reading: (
      <>
        A dead unit gets no gradient from the reconstruction of any of the {plural}, and its atom is lost.
        Many units die early, at a large learning rate above all; the penalty dead-units lets dead units
        rebuild what the others leave, and so brings some back.
      </>
    ),
    file: "figures/dead-units.svg",
    tables: {
      "figures/dead-units.csv": toCsv(
        ["epoch", "deadUnits"],
        points.map(({ epoch, deadUnits }) => [epoch, deadUnits]),
      ),
    },
  });
}

function densityFigure(
  { summary, evaluation: { measures }, document }: SoundReportInput,
  { atoms, dead }: DictionaryMeasures,
  density: Histogram,
): Figure {
  const samples = samplesOf(summary);
  return plotFigure(document, {
    label: "Histogram of how often units are active",
    title: `How many units are active on which share of the test ${samples.plural}`,
    of: runWords(summary),
    keys: densityKeys(),
    draw: (frame) => densityPlot({ density, samples }, frame),
    caption: (
      <>
        The share of the {countedSamples(measures.images, samples, "test ")} on which a unit is active, of the{" "}
        {counted(atoms - dead, "unit")} that are active on any: how many units have which. The scale is
        logarithmic.
      </>
    ),
    reading:
      "Units at the right end answer to almost everything, and seldom mean one thing; units at the left end stand for what is rare, or are on their way to die.",
    file: "figures/unit-density.svg",
    tables: {
      "figures/unit-density.csv": toCsv(
        ["unit", "activeFraction"],
        measures.code.units.map(({ unit, activeFraction }) => [unit, activeFraction]),
      ),
    },
  });
}
