import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { classifierWords, namesOfClasses } from "../../classify/classifier-words.ts";
import type { Fact } from "../../data/tables/result-table.ts";
import { readClassifier } from "../../run/classifiers/classifiers.ts";
import { readKindOfRun, runFolder } from "../../run/folder.ts";
import { createEstimate } from "../terminal/estimate.ts";
import { print } from "../terminal/terminal.ts";
import { withClassifier } from "./finished-classifier.ts";
import { withFinishedRun } from "./finished-run.ts";
import { type KnownOptions, type KnownRun, loadKnownSamples, numbersOfSamples } from "./known-samples.ts";
import { requireNumbers } from "./require-numbers.ts";
import { tableFile } from "./table-file.ts";

export interface PredictOptions extends KnownOptions {
  readonly out: string;
}

/** Tells the classes of samples with a classifier, or the one that a run's folder has, and writes them with their probabilities. */
export async function predictClasses(
  path: string,
  images: readonly string[],
  options: PredictOptions,
): Promise<void> {
  const file = tableFile(options.out, images);
  const tell = (run: KnownRun, classes: Teller): Promise<void> =>
    writeClasses(run, classes, file, images, options);
  if ((await readKindOfRun(runFolder(path))) === "classifier") {
    await withClassifier(path, async ({ summary, classifier, line }) => {
      await tell(
        { summary, line },
        {
          classNames: namesOfClasses(summary),
          words: classifierWords(summary),
          sampleSize: classifier.model.sampleSize,
          classify: (samples) => classifier.predict(samples),
        },
      );
    });
    return;
  }
  await withFinishedRun(path, async (run) => {
    const { summary, autoencoder, folder } = run;
    const { classNames, words, classify } = await readClassifier(folder, summary);
    const { sampleSize } = autoencoder;
    await tell(run, { classNames, words, sampleSize, classify: (samples) => classify(autoencoder, samples) });
  });
}

/** What tells classes. */
interface Teller {
  readonly classNames: readonly string[];
  readonly words: string;
  readonly sampleSize: number;
  /** `[N, classes]`: the probability of each class for each sample. */
  readonly classify: (samples: SampleValues) => Promise<Float32Array>;
}

async function writeClasses(
  run: KnownRun,
  { classNames, words, sampleSize, classify }: Teller,
  file: ReturnType<typeof tableFile>,
  images: readonly string[],
  options: PredictOptions,
): Promise<void> {
  const { line } = run;
  const { out } = options;
  const known = await loadKnownSamples(run, images, options);
  const values = await numbersOfSamples(
    known,
    sampleSize,
    classNames.length,
    classify,
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
    `${out}: the classes of ${counted(count, known.title, known.plural)} by ${words}, of ${classNames.length} classes`,
  );
}

/** The class of the largest probability of every row, the first of equal ones. */
function likeliest(probabilities: Float32Array, classes: number): readonly number[] {
  return Array.from({ length: probabilities.length / classes }, (_, row) => {
    const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
    return ofRow.reduce((best, probability, label) => (probability > ofRow[best]! ? label : best), 0);
  });
}
