import { toCsv } from "../../../../data/files/csv.ts";
import { Panels } from "../../../components/panels.tsx";
import type { Figure, Files } from "../../../components/section.ts";
import { fileName } from "../../../page/file-names.ts";
import { curvePlot, isSpectrum, logarithmNotes } from "../../../plots/curve-plot.ts";
import { type DrawnPanel, panelWidth } from "../../../plots/drawn-panel.ts";
import { lineKey } from "../../../plots/line-key.ts";
import { renderPlot } from "../../../plots/render-plot.ts";
import { runWords } from "../../../words/run-words.ts";
import { samplesOf } from "../../../words/sample-words.ts";
import type { ReportInput } from "../../report-input.ts";
import { knownResults, type Representation } from "../../representation-input.ts";
import { confusionKeys, confusionPlot } from "./confusion-plot.ts";

/** A plot of several side by side, with its numbers. */
interface Panel extends DrawnPanel {
  readonly table: string;
}

/** Which classes measures take for which, where a measure says so. */
export function confusionsFigure(
  { summary, document }: ReportInput,
  measured: Representation,
): Figure | undefined {
  const { classNames } = measured;
  const given = knownResults(measured).flatMap(({ name, info, result }) =>
    (result.confusions ?? []).map((confusion) => ({ name, info, confusion })),
  );
  if (given.length === 0) return undefined;
  const samples = samplesOf(summary);
  const { plural } = samples;
  const panels = given.map(({ name, info, confusion }): Panel => {
    const title = `${info.title}: ${confusion.title}`;
    const { counts } = confusion;
    return {
      title,
      plot: renderPlot(
        document,
        {
          label: "Confusion matrix of the classes",
          title,
          of: runWords(summary),
          keys: confusionKeys(samples),
          notes: [`Numbers are ${plural}; rows are their classes.`],
        },
        (frame) => confusionPlot(confusion, classNames, frame),
        panelWidth(given.length),
      ),
      file: `figures/confusion-${fileName(name)}-${fileName(confusion.name)}.svg`,
      table: toCsv(
        ["true class / taken for", ...counts.map((_, label) => classNames[label] ?? String(label))],
        counts.map((row, label) => [classNames[label] ?? label, ...row]),
      ),
    };
  });
  return {
    caption: (
      <>
        How often test {plural} of a class (rows) were taken for one of another (columns). Numbers are{" "}
        {plural}; the colour grows with the square root of their share of the class, from dark to bright.
      </>
    ),
    reading: (
      <>
        The diagonal is what was recognised. A bright square beside it names two classes that the code puts
        close together.
      </>
    ),
    files: filesOfPanels(panels),
    view: <Panels panels={panels} />,
  };
}

/** What measures give along an axis of their own. */
export function curvesFigure(
  { summary, document }: ReportInput,
  measured: Representation,
): Figure | undefined {
  const given = knownResults(measured).flatMap(({ name, result }) =>
    (result.curves ?? []).map((curve) => ({ name, curve })),
  );
  if (given.length === 0) return undefined;
  const panels = given.map(({ name, curve: { name: of, title, x, y, points } }): Panel => {
    const data = {
      ...{ x, y, isLogarithmic: isSpectrum(name, of) },
      lines: [{ style: 0, points: points.map((point) => ({ x: point.x, mean: point.y })) }],
    };
    return {
      title,
      plot: renderPlot(
        document,
        {
          label: "A measure as a curve",
          title,
          of: runWords(summary),
          keys: [lineKey(document, "this model", 0)],
          notes: logarithmNotes(data),
        },
        (frame) => curvePlot(data, frame),
        panelWidth(given.length),
      ),
      file: `figures/curve-${fileName(name)}-${fileName(of)}.svg`,
      table: toCsv(
        [x, y],
        points.map((point) => [point.x, point.y]),
      ),
    };
  });
  return {
    caption: <>How the measures change along an axis of their own.</>,
    reading: <>Look for where a line bends: up to there the code holds.</>,
    files: filesOfPanels(panels),
    view: <Panels panels={panels} />,
  };
}

/** Each plot, and behind it its numbers under the same name. */
function filesOfPanels(panels: readonly Panel[]): Files {
  return Object.fromEntries(
    panels.flatMap(({ file, plot, table }) => [
      [file, plot.file],
      [file.replace(/svg$/, "csv"), table],
    ]),
  );
}
