import { namesOfClasses } from "../../classify/classifier-words.ts";
import { toCsv } from "../../data/files/csv.ts";
import { plotFigure } from "../components/plot-figure.tsx";
import type { Section } from "../components/section.ts";
import { confusionKeys, confusionPlot } from "../run/sections/representation/confusion-plot.ts";
import { samplesOf } from "../words/sample-words.ts";
import { type ClassifierInput, classifierFigureWords } from "./classifier-input.ts";

/** Which classes it takes for which. */
export const confusionSection: Section<ClassifierInput> = {
  title: "What it takes for what",
  parts: (input) => {
    const { summary, document } = input;
    const { confusion: counts = [] } = summary;
    const names = namesOfClasses(summary);
    const samples = samplesOf(summary);
    const { plural } = samples;
    return [
      plotFigure(document, {
        label: "Confusion matrix",
        title: "Confusion matrix",
        of: classifierFigureWords(input),
        keys: confusionKeys(samples),
        notes: [`Numbers are ${plural}; rows are their classes.`],
        draw: (frame) => confusionPlot({ name: "classifier", title: "classifier", counts }, names, frame),
        file: "figures/confusion.svg",
        tables: {
          "figures/confusion.csv": toCsv(
            ["true class / taken for", ...names],
            counts.map((row, label) => [names[label] ?? label, ...row]),
          ),
        },
        caption: (
          <>
            How often test {plural} of a class (rows) were taken for one of another (columns), by the
            classifier that is kept. Numbers are {plural}; the colour grows with the square root of their
            share of the class, from dark to bright.
          </>
        ),
        reading: <>The diagonal is what was recognised.</>,
      }),
    ];
  },
};
