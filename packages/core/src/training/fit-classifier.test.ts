import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { any } from "../../../../test/support/refusals.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { timelessState } from "../../../../test/support/training.ts";
import { sliceSamples } from "../data/samples/samples.ts";
import { HourglassError } from "../errors.ts";
import { createClassifier } from "../inference/classifier.ts";
import { createTaskValidator } from "../inference/create-validator.ts";
import { buildClassifier, type ClassifierOptions } from "../model/classifier.ts";
import { initialWeights, type Model } from "../model/model.ts";
import { networkParameters } from "../model/network.ts";
import { seededWeights, type Weights } from "../model/parameter.ts";
import { classifierTask } from "../program/classifier-task.ts";
import { buildModel } from "../settings/build-model.ts";
import { fitClassifier } from "./fit-classifier.ts";
import type { TaskHooks } from "./fit-task.ts";
import type { TaskOptions } from "./options.ts";
import type { FitResult } from "./run-epochs.ts";
import type { TrainingState } from "./state.ts";

const runtime = await nativeRuntime();
const sampleShape = { height: 6, width: 5, channels: 1 };
const classes = 6;

/** Images of which the class is the row of the bar. */
const set = (() => {
  const images = sampleImages({ sampleShape }, 200);
  const labels = Uint8Array.from({ length: 200 }, (_, image) => {
    const rows = Array.from({ length: 6 }, (_row, row) =>
      images.images.subarray(30 * image + 5 * row, 30 * image + 5 * row + 5).reduce((a, b) => a + b, 0),
    );
    return rows.indexOf(Math.max(...rows));
  });
  return { ...images, labels };
})();
const data = { train: sliceSamples(set, 0, 150), validation: sliceSamples(set, 150, 200) };

const models: Readonly<Record<string, Model>> = {
  "batches normalised, values dropped": buildModel("deep", {
    sampleShape,
    hidden: [12],
    latentSize: 5,
    batchNormalization: true,
    dropout: 0.2,
  }),
  "a gaussian code": buildModel("variational", { sampleShape, hidden: [12], latentSize: 5 }),
  "entries of a codebook": buildModel("deep", {
    sampleShape,
    hidden: [12],
    latentSize: 6,
    code: "vector-quantized",
    codebook: "loss:16,2",
  }),
};

const options: Partial<TaskOptions> = { batchSize: 16, epochs: 3, learningRate: 0.01 };

const train = (
  model: Model,
  head: Omit<ClassifierOptions, "classes"> = {},
  hooks: TaskHooks = {},
  more: Partial<TaskOptions> = {},
): Promise<FitResult> =>
  fitClassifier(runtime, buildClassifier(model, { classes, ...head }), data, { ...options, ...more }, hooks);

/** The weights of a learnt encoder, and of a head that begins. */
function beginning(model: Model, head: Omit<ClassifierOptions, "classes">): Weights {
  const classifier = buildClassifier(model, { classes, ...head });
  return new Map([...seededWeights(networkParameters(classifier), 1), ...initialWeights(model, 7)]);
}

describe.each(Object.entries(models))("on %s", (_, model) => {
  test.each([
    ["a head alone", { hidden: [8] }],
    ["head and encoder", { fineTune: true }],
  ])("%s ends in the same bits whatever the chunks, and after an interruption", async (_name, head) => {
    const whole = await train(model, head);
    expect(whole.state.history).toHaveLength(3);
    for (const stepsPerChunk of [1, 4]) {
      const again = await train(model, head, { stepsPerChunk });
      expect(timelessState(again.state)).toEqual(timelessState(whole.state));
    }
    const controller = new AbortController();
    let kept: TrainingState | undefined;
    let chunks = 0;
    const stopped = await train(model, head, {
      stepsPerChunk: 3,
      signal: controller.signal,
      onProgress: (_progress, state) => {
        kept = state;
        if (++chunks === 4) controller.abort();
      },
    });
    expect(stopped.stopped).toBe("interrupted");
    const resumed = await train(model, head, { from: kept! });
    expect(timelessState(resumed.state)).toEqual(timelessState(whole.state));
  });

  test("a head alone leaves the encoder as it is to the bit, one with it moves it", async () => {
    const weights = beginning(model, {});
    const frozen = await train(model, {}, { initialWeights: weights });
    const moved = await train(model, { fineTune: true }, { initialWeights: weights });
    for (const name of [...weights.keys()].filter((one) => one.startsWith("encoder."))) {
      expect(frozen.weights.get(name), name).toEqual(weights.get(name));
    }
    expect(moved.weights.get("encoder.dense1.kernel")).not.toEqual(weights.get("encoder.dense1.kernel"));
    for (const { weights: after } of [frozen, moved]) {
      expect(after.get("head.output.kernel")).not.toEqual(weights.get("head.output.kernel"));
      expect([...after.keys()].some((name) => name.startsWith("decoder."))).toBe(false);
    }
  });

  test("is learnt with the encoder, and tells classes as the history says", async () => {
    const { weights, state } = await train(model, { fineTune: true }, {}, { epochs: 40 });
    const { validationAccuracy, validationLoss } = state.history.at(-1)!;
    expect(validationAccuracy).toBeGreaterThan(0.8);
    const classifier = await createClassifier(
      runtime,
      buildClassifier(model, { classes, fineTune: true }),
      weights,
    );
    const probabilities = await classifier.predict(data.validation.images);
    const rows = Array.from({ length: 50 }, (_row, at) => [
      ...probabilities.subarray(classes * at, classes * (at + 1)),
    ]);
    for (const row of rows) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    const truth = Array.from(data.validation.labels!);
    const right = rows.filter((row, at) => row.indexOf(Math.max(...row)) === truth[at]).length;
    expect(right / 50).toBeCloseTo(validationAccuracy!, 6);
    const loss = rows.reduce((sum, row, at) => sum - Math.log(row[truth[at]!]!), 0) / 50;
    expect(loss).toBeCloseTo(validationLoss!, 4);
    const floats = Float32Array.from(data.validation.images, (byte) => byte / 255);
    expectClose(await classifier.predict(floats), probabilities, 1e-5);
    await classifier.release();
  });
});

test("what is learnt follows the cross-entropy: small steps lower it by the square of the gradient", async () => {
  const model = buildModel("deep", { sampleShape, hidden: [12], latentSize: 5, activation: "tanh" });
  const classifier = buildClassifier(model, { classes, fineTune: true, hidden: [7] });
  const rate = 1e-3;
  const weights = beginning(model, { fineTune: true, hidden: [7] });
  const first = sliceSamples(set, 0, 150);
  const { weights: after } = await fitClassifier(
    runtime,
    classifier,
    { train: first },
    { optimizer: { kind: "sgd", momentum: 0 }, learningRate: rate, batchSize: 150, epochs: 1 },
    { initialWeights: weights },
  );
  const validator = await createTaskValidator(runtime, classifierTask(classifier));
  const lossAt = async (at: Weights): Promise<number> =>
    (await validator.validate(at, first.images, first.labels)).objective;
  // Along each parameter's own step by itself, so that none hides another.
  for (const { name } of networkParameters(classifier).filter(({ trainable }) => trainable)) {
    const slope = Float64Array.from(
      weights.get(name)!,
      (value, at) => (value - after.get(name)![at]!) / rate,
    );
    const length = Math.sqrt(slope.reduce((sum, x) => sum + x * x, 0));
    const step = 0.02;
    const moved = (sign: number): Weights =>
      new Map([
        ...weights,
        [name, weights.get(name)!.map((value, at) => value + (sign * step * slope[at]!) / length)],
      ]);
    const difference = ((await lossAt(moved(1))) - (await lossAt(moved(-1)))) / (2 * step);
    expect(Math.abs(difference / length - 1), name).toBeLessThan(0.02);
  }
  await validator.release();
});

describe("refused, in words:", () => {
  const model = models["a gaussian code"]!;
  const classifier = buildClassifier(model, { classes });
  const { labels: _, ...unlabelled } = data.train;
  test.each([
    [
      "samples without labels",
      { train: unlabelled },
      {},
      "data.train: labels: expected a Uint8Array of 150, the class of each sample from 0 to 5; found none",
    ],
    [
      "a class that there is not",
      { train: { ...data.train, labels: new Uint8Array(150).fill(9) } },
      {},
      "data.train: labels[0]: expected a class from 0 to 5, found 9",
    ],
    [
      "validation samples without labels",
      { ...data, validation: unlabelled },
      {},
      "data.validation: labels: expected a Uint8Array of",
    ],
    ["an objective", data, { objective: { loss: "bce" } }, 'options: unknown name "objective"'],
    ["no epochs", data, { epochs: 0 }, "options.epochs: expected a whole number"],
    [
      "stopping by what there is not",
      { train: data.train },
      { earlyStopping: { monitor: "validation", patience: 1, minDelta: 0 } },
      "monitor validation: no images are held out",
    ],
  ])("%s", async (_name, given, chosen, message) => {
    const training = fitClassifier(runtime, classifier, given, any(chosen));
    await expect(training).rejects.toThrow(HourglassError);
    await expect(training).rejects.toThrow(message);
  });

  test.each([
    ["one class", { classes: 1 }, "buildClassifier: options.classes: expected a whole number from 2 to 256"],
    ["a layer of none", { classes, hidden: [0] }, "buildClassifier: options.hidden[0]: expected"],
  ])("%s", (_name, given, message) => {
    expect(() => buildClassifier(model, given)).toThrow(message);
  });
});
