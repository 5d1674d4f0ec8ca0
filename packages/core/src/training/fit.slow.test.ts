import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { parameterNames, plainLoss, plainWeights } from "../../../../test/support/plain-autoencoder.ts";
import { plainObjective } from "../../../../test/support/plain-objective.ts";
import { kerasAdam, tinyModel } from "../../../../test/support/programs.ts";
import { pixelsOf, sampleImages } from "../../../../test/support/sample-images.ts";
import {
  fitTiny,
  learningAt,
  timelessState,
  trainingData,
  trainingOptions,
} from "../../../../test/support/training.ts";
import { type ImageSet, sliceImages } from "../data/image-set.ts";
import { noiseWords } from "../inference/noise-words.ts";
import { createScorer } from "../inference/scorer.ts";
import { dense } from "../model/layers/dense.ts";
import { createModel, initialWeights } from "../model/model.ts";
import type { Objective } from "../program/objective.ts";
import { trainerProgram } from "../program/trainer.ts";
import type { Tensors } from "../runtime/runtime.ts";
import { DivergedError } from "./diverged.ts";
import type { EpochRecord } from "./epoch.ts";
import { fit } from "./fit.ts";
import { epochOrder } from "./order.ts";
import type { FitProgress } from "./run-epochs.ts";
import { learningRateAt } from "./schedules/schedules.ts";
import { initialState } from "./state.ts";

const model = tinyModel();
const data = trainingData(model);

const withoutValidation = { ...data, validation: sliceImages(data.validation, 0, 0) };

describe("an epoch", () => {
  test("takes every image once, in the seeded order, the last smaller batch included", async () => {
    // At a learning rate too small to matter, the epoch's loss is that of the initial weights on all images.
    const { state } = await fitTiny({ epochs: 1 }, {}, data, await learningAt(1e-30));
    const images = Array.from({ length: data.train.count }, (_, number) => pixelsOf(data.train, number));
    const expected = plainLoss("bce", plainWeights(initialWeights(model, 1)), images);
    expect(state.step).toBe(7);
    expect(Math.abs(state.history[0]!.trainingLoss / expected - 1)).toBeLessThanOrEqual(1e-6);
  });

  test("goes through the images in the order of its number", async () => {
    // One batch is one step: the loss that it reports first is that of the first images of the order.
    const losses: number[] = [];
    await fitTiny(
      { epochs: 1 },
      { stepsPerChunk: 1, onProgress: ({ trainingLoss }) => losses.push(trainingLoss) },
    );
    const first = Array.from(epochOrder(1, 1, data.train.count).subarray(0, 8), (number) =>
      pixelsOf(data.train, number),
    );
    expect(losses[0]! / plainLoss("bce", plainWeights(initialWeights(model, 1)), first)).toBeCloseTo(1, 6);
  });

  test("has the validation loss of its last weights", async () => {
    const { state, weights } = await fitTiny({ objective: { loss: "mse" } });
    const scorer = await createScorer(await nativeRuntime(), model);
    const { mse } = await scorer.score(weights, data.validation.images);
    await scorer.release();
    const expected = mse.reduce((a, b) => a + b, 0) / mse.length;
    // The one adds in float32, the other in float64.
    expect(Math.abs(state.history.at(-1)!.validationLoss! / expected - 1)).toBeLessThanOrEqual(2 ** -22);
  });

  test("has no validation loss without a validation set", async () => {
    const { state } = await fitTiny({ epochs: 1 }, {}, withoutValidation);
    expect(state.history[0]).not.toHaveProperty("validationLoss");
  });
});

test.each(["bce", "mse"] as const)("training with %s lowers both losses", async (loss) => {
  const { state } = await fitTiny({ objective: { loss }, epochs: 30 });
  const [first, last] = [state.history[0]!, state.history.at(-1)!];
  expect(last.trainingLoss).toBeLessThan(0.95 * first.trainingLoss);
  expect(last.validationLoss).toBeLessThan(0.95 * first.validationLoss!);
});

describe("the loss of a step", () => {
  test("is the objective on its images, with the noise that its seed and its number give", async () => {
    const noisy = createModel(
      "tiny",
      { height: 2, width: 3, channels: 1 },
      [dense("encoder.code", 6, 4, "linear")],
      [dense("decoder.output", 2, 6, "linear")],
      "gaussian",
    );
    const objective: Objective = {
      loss: "bce",
      binarize: true,
      corruption: { kind: "salt-pepper", level: 0.3 },
      beta: 3,
    };
    const train = sampleImages(noisy, 11);
    const seed = 5;
    const losses: number[] = [];
    const options = { ...trainingOptions, objective, seed, batchSize: 4, epochs: 2 };
    await fit(await learningAt(1e-30), noisy, { train, validation: sliceImages(train, 0, 0) }, options, {
      stepsPerChunk: 1,
      onProgress: ({ trainingLoss, imagesOfEpoch }) => losses.push(trainingLoss * imagesOfEpoch),
    });
    const weights = Object.fromEntries(
      [...initialWeights(noisy, seed)].map(([name, values]) => [name, Array.from(values)]),
    );
    const requests = trainerProgram(noisy, objective, kerasAdam).noise;
    const sums = [1, 2].flatMap((epoch) => {
      const order = Array.from(epochOrder(seed, epoch, 11));
      let sum = 0;
      return [0, 4, 8].map((start, index) => {
        const batch = order.slice(start, start + 4);
        const words = noiseWords(requests, seed, `step ${3 * (epoch - 1) + index + 1}`, batch.length);
        const value = plainObjective(
          { code: "gaussian", codeActivation: "linear", weights },
          objective,
          batch.map((number) => pixelsOf(train, number).map(Math.fround)),
          Object.fromEntries(Object.entries(words).map(([name, { data }]) => [name, data as Int32Array])),
        );
        sum += value.objective * batch.length;
        return sum;
      });
    });
    expectClose(losses, sums, 1e-6);
  });
});

test("the learning rate of every step is that of the schedule", async () => {
  const rates: number[] = [];
  const runtime = await nativeRuntime();
  const watching = {
    ...runtime,
    load: async (program: Uint8Array, constants?: Tensors) => {
      const executable = await runtime.load(program, constants);
      return {
        ...executable,
        run: (inputs: Tensors) => {
          rates.push(...((inputs["learning_rate"]?.data as Float32Array | undefined) ?? []));
          return executable.run(inputs);
        },
      };
    },
  };
  const schedule = { kind: "cosine", warmUpEpochs: 1 } as const;
  await fit(watching, model, data, { ...trainingOptions, schedule }, { stepsPerChunk: 4 });
  const expected = Array.from({ length: 21 }, (_, step) => learningRateAt(schedule, 0.01, step, 7, 3));
  expect(rates).toEqual(expected.map(Math.fround));
});

test("a set smaller than a batch is one batch", async () => {
  const few = { ...data, train: sliceImages(data.train, 0, 3) };
  expect((await fitTiny({ epochs: 2 }, {}, few)).state.step).toBe(2);
});

test("progress tells where training stands, after every chunk", async () => {
  const seen: FitProgress[] = [];
  await fitTiny({ epochs: 2 }, { stepsPerChunk: 4, onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ epoch, imagesOfEpoch }) => [epoch, imagesOfEpoch])).toEqual([
    [1, 32],
    [1, 48],
    [1, 51],
    [2, 32],
    [2, 48],
    [2, 51],
  ]);
  for (const progress of seen) {
    expect([progress.epochs, progress.imagesPerEpoch]).toEqual([2, 51]);
    expect(progress.imagesPerSecond).toBeGreaterThan(0);
    expect(progress.secondsLeft).toBeGreaterThanOrEqual(0);
  }
});

test("the time that is left has what is done after every epoch in it", async () => {
  const seen: FitProgress[] = [];
  const onEpoch = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));
  await fitTiny(
    { epochs: 5 },
    { stepsPerChunk: 100, onEpoch, onProgress: (progress) => seen.push(progress) },
  );
  // An epoch's steps take some milliseconds: in the second epoch the keeping of four epochs is still to come.
  const second = seen.filter(({ epoch }) => epoch === 2).at(-1);
  expect(second?.secondsLeft).toBeGreaterThan(0.39);
});

test("training waits for what is done after every epoch, with the state that follows", async () => {
  const events: string[] = [];
  const records: EpochRecord[] = [];
  await fitTiny(
    { epochs: 2 },
    {
      stepsPerChunk: 100,
      onProgress: ({ epoch }) => events.push(`chunk of ${epoch}`),
      onEpoch: async (record, state) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(state.history.at(-1)).toBe(record);
        expect(state.imagesOfEpoch).toBe(0);
        records.push(record);
        events.push(`end of ${record.epoch}`);
      },
    },
  );
  expect(events).toEqual(["chunk of 1", "chunk of 1", "end of 1", "chunk of 2", "chunk of 2", "end of 2"]);
  expect(records.map(({ epoch }) => epoch)).toEqual([1, 2]);
});

test("an error after an epoch ends training with it", async () => {
  const failing = fitTiny({}, { onEpoch: () => Promise.reject(new Error("the disk is full")) });
  await expect(failing).rejects.toThrow("the disk is full");
});

describe("early stopping", () => {
  // Improvements smaller than this count as none, so that the first epoch stays the best.
  const options = {
    epochs: 50,
    earlyStopping: { monitor: "training", patience: 3, minDelta: 100 },
  } as const;

  test("ends training when its patience does", async () => {
    const { state, stopped, keptEpoch } = await fitTiny(options);
    expect([stopped, state.history.length, keptEpoch]).toEqual(["early stopping", 4, 4]);
  });

  test("with restoreBest gives the weights of the best epoch", async () => {
    const { weights, keptEpoch } = await fitTiny({ ...options, restoreBest: true });
    const oneEpoch = await fitTiny({ epochs: 1 });
    expect(keptEpoch).toBe(1);
    expect(weights).toEqual(oneEpoch.weights);
  });

  test("with restoreBest looks at the loss that is monitored", async () => {
    // Too fast a rate, so that the losses rise at times; the two then have different best epochs or the same.
    for (const monitor of ["training", "validation"] as const) {
      const { state, keptEpoch } = await fitTiny({
        learningRate: 1,
        epochs: 6,
        earlyStopping: { monitor, patience: 0, minDelta: 0 },
        restoreBest: true,
      });
      const losses = state.history.map((record) =>
        monitor === "training" ? record.trainingLoss : (record.validationLoss as number),
      );
      expect(keptEpoch).toBe(losses.indexOf(Math.min(...losses)) + 1);
    }
  });

  test("is found again after a resume: a training that has stopped takes no further step", async () => {
    const { state } = await fitTiny(options);
    const again = await fitTiny(options, { from: state });
    expect([again.stopped, again.state.step]).toEqual(["early stopping", state.step]);
  });

  test("keeps the best weights over a resume", async () => {
    const restoring = { ...options, restoreBest: true };
    const controller = new AbortController();
    const first = await fitTiny(restoring, { signal: controller.signal, onEpoch: () => controller.abort() });
    expect(first.stopped).toBe("interrupted");
    const resumed = await fitTiny(restoring, { from: structuredClone(first.state) });
    expect([resumed.stopped, resumed.keptEpoch]).toEqual(["early stopping", 1]);
    expect(resumed.weights).toEqual((await fitTiny(restoring)).weights);
  });
});

describe("a training that diverges", () => {
  test("stops with the epoch and the step", async () => {
    const diverging = fitTiny({}, { stepsPerChunk: 4 }, data, await learningAt(1e30));
    await expect(diverging).rejects.toThrow(DivergedError);
    await expect(diverging).rejects.toThrow(
      /the training loss became \S+ in epoch 1, step [23]: a smaller learning rate/,
    );
  });

  test("names the step within the epoch, whatever the chunks", async () => {
    const start = initialState(model, 1, kerasAdam);
    const firstEpoch = await fitTiny({ epochs: 1 }, { from: start });
    for (const stepsPerChunk of [1, 2, 100]) {
      const broken = new Map(firstEpoch.state.tensors).set(
        "decoder.output.bias",
        // Finite, but not their sum over an image.
        new Float32Array(25).fill(3e38),
      );
      const diverging = fitTiny({}, { from: { ...firstEpoch.state, tensors: broken }, stepsPerChunk });
      await expect(diverging).rejects.toThrow("the training loss became NaN in epoch 2, step 1:");
    }
  });

  test("in its very last step is noticed, with or without a validation set", async () => {
    // In float32 this rate is infinite: it takes the first step to infinity, after a finite loss.
    const runtime = await learningAt(1e39);
    const train = sliceImages(data.train, 0, 8);
    for (const validation of [data.validation, withoutValidation.validation]) {
      await expect(fitTiny({ epochs: 1 }, {}, { train, validation }, runtime)).rejects.toThrow(
        /encoder\.code\.kernel was not finite any more after epoch 1, step 1: a smaller learning rate/,
      );
    }
  });

  test("hands no state with broken weights to a checkpoint", async () => {
    const saved: number[] = [];
    const hooks = { onEpoch: ({ epoch }: EpochRecord) => void saved.push(epoch) };
    const diverging = fitTiny({}, hooks, data, await learningAt(1e30));
    await expect(diverging).rejects.toThrow(DivergedError);
    expect(saved).toEqual([]);
  });
});

test.each([
  ["ends", 0.01],
  ["fails", 1e30],
])("the memory of the programs is freed when training %s", async (end, rate) => {
  const runtime = await learningAt(rate);
  let loaded = 0;
  const counting = {
    ...runtime,
    load: async (program: Uint8Array, constants?: Tensors) => {
      loaded++;
      const executable = await runtime.load(program, constants);
      return {
        run: executable.run,
        release: async () => {
          loaded--;
          await executable.release();
        },
      };
    },
  };
  const training = fit(counting, model, data, trainingOptions);
  await (end === "ends" ? training : expect(training).rejects.toThrow(DivergedError));
  expect(loaded).toBe(0);
});

test("the initial state has seeded weights, moments of zeros and no history", () => {
  const state = initialState(model, 1, kerasAdam);
  expect([...state.tensors.keys()]).toHaveLength(3 * Object.keys(parameterNames).length);
  expect(state.tensors.get("encoder.code.kernel")).toEqual(
    initialWeights(model, 1).get("encoder.code.kernel"),
  );
  expect(state.tensors.get("encoder.code.kernel.first_moment")).toEqual(new Float32Array(100));
  expect(state).toMatchObject({ step: 0, imagesOfEpoch: 0, lossOfEpoch: 0, history: [] });
});

// The set is what data/ gives; a view on more bytes than its own must do.
test("images may be a view into a larger buffer", async () => {
  const { train } = data;
  const larger = new Uint8Array(train.images.length + 13);
  larger.set(train.images, 13);
  const view: ImageSet = { ...train, images: larger.subarray(13) };
  const result = await fitTiny({ epochs: 1 }, {}, { ...data, train: view });
  expect(result.weights).toEqual((await fitTiny({ epochs: 1 })).weights);
});

test("a runtime without float64 trains to almost the same", async () => {
  const runtime = await nativeRuntime();
  const exact = await fit(runtime, model, data, trainingOptions);
  const rough = await fit({ ...runtime, lacksFloat64: true }, model, data, trainingOptions);
  const lossOf = ({ state }: typeof exact): number => state.history.at(-1)?.trainingLoss ?? Number.NaN;
  expect(lossOf(rough)).not.toBe(lossOf(exact));
  expect(Math.abs(lossOf(rough) - lossOf(exact))).toBeLessThan(1e-4);
});

test("training waits for what is done with its progress, which is told the state", async () => {
  const states: number[] = [];
  let isBusy = false;
  await fitTiny(
    { epochs: 1 },
    {
      stepsPerChunk: 2,
      onProgress: async (_, state) => {
        expect(isBusy).toBe(false);
        isBusy = true;
        await new Promise((resolve) => setTimeout(resolve, 1));
        isBusy = false;
        states.push(state.step);
      },
    },
  );
  expect(states).toEqual([2, 4, 6, 7]);
});

describe("initial weights", () => {
  const given = initialWeights(model, 7);

  test("are begun with instead of seeded ones, and order and noise stay those of the seed", async () => {
    const { state } = await fitTiny({ seed: 7 });
    const other = await fitTiny({ seed: 1 }, { initialWeights: given });
    expect(timelessState(other.state)).not.toEqual(timelessState(state));
    const seeded = await fitTiny({ seed: 7 }, { initialWeights: given });
    expect(timelessState(seeded.state)).toEqual(timelessState(state));
  });

  test("give the same bits again, whatever the chunks, and after a resume; what was given stays as it was", async () => {
    const before = structuredClone(given);
    const whole = await fitTiny({}, { initialWeights: given });
    expect((await fitTiny({}, { initialWeights: given, stepsPerChunk: 1 })).weights).toEqual(whole.weights);
    const { state } = await fitTiny({ epochs: 1 }, { initialWeights: given });
    expect((await fitTiny({}, { from: state })).weights).toEqual(whole.weights);
    expect(given).toEqual(before);
  });

  test("of another model are refused by name, and so are two beginnings", async () => {
    const [[name] = [""]] = [...given];
    const without = new Map([...given].slice(1));
    await expect(fitTiny({}, { initialWeights: without })).rejects.toThrow(
      `fit: hooks.initialWeights: expected 100 values of ${name}, found nothing: they are of another model`,
    );
    const shorter = new Map([...given, [name, new Float32Array(99)]]);
    await expect(fitTiny({}, { initialWeights: shorter })).rejects.toThrow(`of ${name}, found 99`);
    const { state } = await fitTiny({ epochs: 1 });
    await expect(fitTiny({}, { initialWeights: given, from: state })).rejects.toThrow(
      "fit: hooks.from and hooks.initialWeights are two beginnings: give one of them",
    );
  });
});
