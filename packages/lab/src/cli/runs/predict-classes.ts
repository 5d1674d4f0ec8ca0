import { counted } from "hourglass-core/internal/words.ts";
import type { Fact } from "../../data/tables/result-table.ts";
import { readClassifier } from "../../run/classifiers/classifiers.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { print } from "../terminal/terminal.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type KnownOptions, loadKnownSamples, numbersOfSamples } from "./known-samples.ts";
import { requireNumbers } from "./require-numbers.ts";
import { tableFile } from "./table-file.ts";

export interface PredictOptions extends KnownOptions {
  readonly out: string;
}

/** Tells the classes of samples with the classifier that a run's folder has, and writes them with their probabilities. */
export async function predictClasses(
  path: string,
  images: readonly string[],
  options: PredictOptions,
): Promise<void> {
  const { out } = options;
  const file = tableFile(out, images);
  await withFinishedRun(path, async (run) => {
    const { summary, autoencoder, folder, line } = run;
    const classifier = await readClassifier(folder, summary);
    const { classNames } = classifier;
    const known = await loadKnownSamples(run, images, options);
    const values = await numbersOfSamples(
      known,
      autoencoder.sampleSize,
      classNames.length,
      (samples) => classifier.classify(autoencoder, samples),
      createEstimate(line, "telling classes"),
    );
    requireNumbers(values, classNames.length, "probabilities");
    const found: Fact = {
      column: "class",
      array: "predicted",
      values: likeliest(values, classNames.length).map((label) => classNames[label] as string),
    };
    line.update(`writing ${out}`);
    await file.write({
      ...known,
      facts: [...known.facts, found],
      numbers: {
        array: "probabilities",
        columns: classNames.map((name) => `p(${name})`),
        values,
        meanings: { array: "classes", values: classNames },
      },
    });
    line.done();
    const count = known.names.length;
    print(
      `${out}: the classes of ${counted(count, known.title, known.plural)} by ${classifier.words}, of ${classNames.length} classes`,
    );
  });
}

/** The class of the largest probability of every row, the first of equal ones. */
function likeliest(probabilities: Float32Array, classes: number): readonly number[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) => {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    return ofRow.reduce((best, probability, label) => (probability > ofRow[best]! ? label : best), 0);
  });
}
