import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { accuracies } from "../../classify/accuracies.ts";
import type { ClassifierTraining } from "../../classify/classifier-summary.ts";
import { networkWords } from "../../classify/classifier-words.ts";
import { toCsv } from "../../data/files/csv.ts";
import { shareInterval } from "../../evaluation/share-interval.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Figure, Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatCount, formatDuration } from "../words/format.ts";
import { samplesOf } from "../words/sample-words.ts";
import { accuracyKeys, accuracyPlot } from "./accuracy-plot.ts";
import { type ClassifierInput, classifierFigureWords } from "./classifier-input.ts";

/** How often the class was found, beside what needs no autoencoder. */
export const accuracySection: Section<ClassifierInput> = {
  title: "How often it finds the class",
  parts: (input) => [{ view: <AccuracyTable {...input} /> }, curveFigure(input)],
};

function AccuracyTable({ summary }: ClassifierInput): JSX.Element {
  const { trainings, plan, dataset } = summary;
  const { test } = dataset.splits;
  const { plural } = samplesOf(summary);
  return (
    <Table
      caption={
        <>
          Accuracy on the {formatCount(test)} test {plural}, which decided nothing, with the 95 % interval of
          Wilson for so many {plural}. Trainings of one seed and number of labels have the same labels. The
          first row is the classifier that is kept.
        </>
      }
      columns={[
        { name: "what" },
        { name: "labels", numeric: true },
        { name: "held out", unit: "to stop training", numeric: true },
        { name: "seed", numeric: true },
        { name: "epochs", unit: "kept / run", numeric: true },
        { name: "time", numeric: true },
        { name: "accuracy", numeric: true },
        { name: "95 % interval", numeric: true },
      ]}
      rows={trainings.map((training) => rowOf(training, plan, test))}
    />
  );
}

function rowOf(
  { network, labels, seed, epochs, seconds, accuracy }: ClassifierTraining,
  plan: ClassifierInput["summary"]["plan"],
  test: number,
): readonly string[] {
  return [
    networkWords(network, plan),
    formatCount(labels.all),
    network === "raw" ? "0" : formatCount(labels.stopping),
    String(seed),
    epochs === undefined ? "" : `${epochs.kept} / ${epochs.run}`,
    formatDuration(seconds),
    accuracy.toFixed(4),
    shareInterval(accuracy, test)
      .map((share) => share.toFixed(3))
      .join(" to "),
  ];
}

/** Nothing where everything was trained with one number of labels. */
function curveFigure(input: ClassifierInput): Figure | undefined {
  const { summary, document } = input;
  const found = accuracies(summary);
  const sizes = new Set(found.map(({ labels }) => labels));
  if (sizes.size < 2) return undefined;
  const seeds = summary.plan.seeds.length;
  return plotFigure(document, {
    label: "Accuracy over the number of labels",
    title: "Accuracy over the number of labels",
    of: classifierFigureWords(input),
    keys: accuracyKeys(found, (network) => networkWords(network, summary.plan)),
    notes: [
      `The number of labels, of all classes together, is on a logarithmic axis; means over ${counted(seeds, "seed")}.`,
    ],
    draw: (frame) => accuracyPlot(found, frame),
    file: "figures/accuracy.svg",
    tables: {
      "figures/accuracy.csv": toCsv(
        ["what", "labels", "seeds", "mean accuracy", "standard deviation over seeds"],
        found.map(({ network, labels, seeds: of, mean, deviation }) => [
          networkWords(network, summary.plan),
          labels,
          of,
          mean,
          deviation ?? "",
        ]),
      ),
    },
    caption: (
      <>
        Accuracy on the test split over the number of labels, mean over {counted(seeds, "seed")}
        {seeds > 1 && ", with bars of one standard deviation"}. The labels of fewer are among those of more.
      </>
    ),
    reading: (
      <>
        Where the line of the encoder is above that of the same network from random weights, what was learnt
        without labels has helped.
      </>
    ),
  });
}
