import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
import { createClassifier } from "hourglass-core/internal/inference/classifier.ts";
import type { Classifier } from "hourglass-core/internal/model/classifier.ts";
import { trainableCount } from "hourglass-core/internal/model/network.ts";
import type { Weights } from "hourglass-core/internal/model/parameter.ts";
import { classifierProgram } from "hourglass-core/internal/program/classifier.ts";
import { classifierTask } from "hourglass-core/internal/program/classifier-task.ts";
import { taskTrainer } from "hourglass-core/internal/program/trainer.ts";
import { DivergedError } from "hourglass-core/internal/training/diverged.ts";
import { accuracyOf, confusionCounts } from "../measures/classes/classification.ts";
import { classifyByFew } from "../measures/classes/few-labels.ts";
import { describeEnvironment } from "../run/environment.ts";
import { sha256 } from "../run/files/checksums.ts";
import { runFiles, writeHistory } from "../run/folder.ts";
import type { ClassifierSummary, ClassifierTraining } from "./classifier-summary.ts";
import { encodeClassifier } from "./classifier-weights.ts";
import { type ClassifierWork, workOf } from "./classifier-work.ts";
import { fitNetwork, optionsFor } from "./fit-network.ts";
import { type ClassifyOptions, labelsFor, networkOf, prepare, type Setting } from "./setting.ts";

/**
 * Trains all classifiers of a plan into a folder: the head on the encoder, the same network from random weights, and logistic regression on
 * raw values, on the same labels. What is finished is saved at once, and a checkpoint after every epoch.
 * @throws HourglassError on data without labels, or with too few, before anything is written
 */
export async function trainClassifiers(options: ClassifyOptions): Promise<ClassifierSummary> {
  const { folder, plan, signal, before } = options;
  const setting = prepare(options);
  const work = workOf(plan);
  for (const { labelsPerClass, seed } of work) labelsFor(setting, { labelsPerClass, seed });
  let summary: ClassifierSummary = before ?? beginning(setting);
  const save = async (changes: Partial<ClassifierSummary>): Promise<void> => {
    summary = { ...summary, ...changes };
    await folder.write(runFiles.summary, `${JSON.stringify(summary, null, 2)}\n`);
  };
  const { failure: _, ...going } = summary;
  summary = { ...going, status: "running" };
  if (summary.trainings.length === 0) await writeHistory(folder, []);
  await save({});
  const interrupted = async (): Promise<ClassifierSummary> => {
    await save({ status: "interrupted" });
    await folder.recordChecksums();
    return summary;
  };
  try {
    for (const [index, one] of work.entries()) {
      if (index < summary.trainings.length) continue;
      if (signal?.aborted) return await interrupted();
      const found = await train(setting, one, index, work.length);
      if (found === undefined) return await interrupted();
      const { training, ...kept } = found;
      await save({ trainings: [...summary.trainings, training], ...kept });
    }
  } catch (error) {
    const kind = error instanceof DivergedError ? "diverged" : "other";
    const failure = { kind, text: error instanceof Error ? error.message : String(error) } as const;
    // Where the disk is full, this fails as well: the first error is the one to tell.
    await save({ status: "failed", failure }).catch(() => undefined);
    throw error;
  }
  await folder.remove(runFiles.checkpoint);
  await save({ status: "done" });
  await folder.recordChecksums();
  return summary;
}

function beginning(setting: Setting): ClassifierSummary {
  const { run, path, plan, runtime, classes, dataset, settings, data } = setting;
  const { summary, autoencoder } = run;
  const classifier = networkOf(setting, { network: "encoder" });
  const { code, latentSize, architecture } = summary.model;
  return {
    ...{ format: 2, kind: "classifier", status: "running", plan },
    encoder: { run: path, weights: summary.weights as string },
    settings,
    dataset: {
      ...summary.dataset,
      ...{ classNames: dataset.classNames, checksums: dataset.checksums, sha256: data },
    },
    model: {
      ...{ name: autoencoder.model.name, code, latentSize, architecture, classes },
      layers: classifier.layers.map(({ name, description }) => `${name}: ${description}`),
      parameters: trainableCount(classifier),
    },
    objective: classifierTask(classifier).objective,
    environment: describeEnvironment(runtime),
    started: new Date().toISOString(),
    trainings: [],
  };
}

/** What a training adds to the summary. */
type Found = Pick<ClassifierSummary, "confusion" | "weights"> & { readonly training: ClassifierTraining };

/** `undefined` where it was interrupted. @param index its place; the first one is the classifier that is kept */
async function train(
  setting: Setting,
  work: ClassifierWork,
  index: number,
  all: number,
): Promise<Found | undefined> {
  const { splits, classes, onProgress } = setting;
  const drawn = labelsFor(setting, work);
  const count = drawn.training.length + drawn.stopping.length;
  const tell = (share: number): void =>
    onProgress?.(index + share, all, `${workWords(work)}, ${index + 1} of ${all}`);
  tell(0);
  const truth = splits.test.labels as Uint8Array;
  const common = { ...work, labels: { all: count, stopping: drawn.stopping.length } };
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  if (work.network === "raw") {
    const rows = setting.raw();
    // Nothing stops this early: it is fitted on all labels that were counted.
    const labelled = Int32Array.from([...drawn.training, ...drawn.stopping]).sort();
    const labels = splits.train.labels as Uint8Array;
    const found = await classifyByFew(setting.runtime, rows.train, labels, labelled, rows.test, classes);
    return { training: { ...common, seconds: seconds(), accuracy: accuracyOf(found, truth) } };
  }
  const classifier = networkOf(setting, work);
  const result = await fitNetwork(setting, work, classifier, drawn, index === 0, tell);
  if (result.stopped === "interrupted") return undefined;
  const found = await predictClasses(setting, classifier, result.weights);
  const training: ClassifierTraining = {
    ...common,
    epochs: { run: result.state.history.length, kept: result.keptEpoch },
    seconds: result.state.history.reduce((sum, record) => sum + record.seconds, 0),
    accuracy: accuracyOf(found, truth),
  };
  if (index > 0) return { training };
  const weights = await writeClassifier(setting, classifier, result.weights);
  return { training, weights, confusion: confusionCounts(found, truth, classes) };
}

/** `head on the encoder, 10 labels per class, seed 1` */
function workWords({ network, labelsPerClass, seed }: ClassifierWork): string {
  const what = {
    encoder: "head on the encoder",
    random: "the same from random weights",
    raw: "logistic regression on raw values",
  }[network];
  return `${what}, ${labelsPerClass} labels per class, seed ${seed}`;
}

/** The class of the largest probability of every test sample, the first of equal ones. */
async function predictClasses(
  { runtime, splits, classes }: Setting,
  classifier: Classifier,
  weights: Weights,
): Promise<Uint8Array> {
  const trained = await createClassifier(runtime, classifier, weights);
  try {
    const probabilities = await trained.predict(valuesOf(splits.test));
    return Uint8Array.from({ length: splits.test.count }, (_, row) => {
      const ofRow = probabilities.subarray(row * classes, (row + 1) * classes);
      return ofRow.indexOf(Math.max(...ofRow));
    });
  } finally {
    await trained.release();
  }
}

/** Writes the files of the classifier that is kept. @returns the SHA-256 of its weights */
async function writeClassifier(
  { folder, plan, data }: Setting,
  classifier: Classifier,
  weights: Weights,
): Promise<string> {
  const bytes = encodeClassifier(classifier, weights, { data_sha256: data });
  const sum = sha256(bytes);
  const program = classifierProgram(classifier, weights);
  const { optimizer } = optionsFor(plan, 1, 1);
  await folder.write(runFiles.weights, bytes);
  await folder.write(
    runFiles.classifier,
    toOnnx({ ...program, metadata: { weights_sha256: sum, data_sha256: data } }),
  );
  await folder.write(runFiles.trainer, toOnnx(taskTrainer(classifierTask(classifier), optimizer, "float64")));
  return sum;
}
