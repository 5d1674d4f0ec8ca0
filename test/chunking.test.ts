import { type LayerInput, parseArchitecture } from "hourglass-core/internal/model/architecture.ts";
import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import { type Model, modelParameters } from "hourglass-core/internal/model/model.ts";
import type { Objective } from "hourglass-core/internal/program/objective.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { type FitHooks, fit } from "hourglass-core/internal/training/fit.ts";
import type { TrainingOptions } from "hourglass-core/internal/training/options.ts";
import type { FitResult } from "hourglass-core/internal/training/run-epochs.ts";
import type { TrainingState } from "hourglass-core/internal/training/state.ts";
import { encodeCheckpoint, readCheckpoint } from "hourglass-lab/internal/run/files/checkpoint.ts";
import { describe, expect, test } from "vitest";
import { nativeRuntime } from "./support/evaluate.ts";
import { kerasAdam } from "./support/programs.ts";
import { sampleImages } from "./support/sample-images.ts";
import { fitTiny, timelessState, trainingData, trainingOptions } from "./support/training.ts";

const whole = await fitTiny();

describe("the same seed gives the same bits", () => {
  test("when training is repeated", async () => {
    expect(timelessState((await fitTiny()).state)).toEqual(timelessState(whole.state));
  });

  test.each([1, 2, 3, 5, 6, 7, 1000])("when a chunk has %i steps", async (stepsPerChunk) => {
    const result = await fitTiny({}, { stepsPerChunk });
    expect(timelessState(result.state)).toEqual(timelessState(whole.state));
    expect(result.weights).toEqual(whole.weights);
  });

  test("when chunks are to be short", async () => {
    const result = await fitTiny({}, { secondsPerChunk: 0.001 });
    expect(timelessState(result.state)).toEqual(timelessState(whole.state));
  });

  test("when the length of chunks changes on the way", async () => {
    const lengths = [{ stepsPerChunk: 1 }, { stepsPerChunk: 3 }, { secondsPerChunk: 0.001 }];
    let asked = 0;
    const chunkLength = (): object => lengths[asked++ % lengths.length]!;
    expect(timelessState((await fitTiny({}, { chunkLength })).state)).toEqual(timelessState(whole.state));
    expect(asked).toBeGreaterThan(2);
  });

  test("at 784-32-784 on two threads, with full and smaller batches", async () => {
    const model = buildModel("vanilla", {
      sampleShape: { height: 28, width: 28, channels: 1 },
      latentSize: 32,
    });
    const images = sampleImages(model, 600);
    const runtime = await createNodeRuntime({ threads: 2 });
    const options = { ...trainingOptions, batchSize: 128, epochs: 2 };
    const data = { train: images, validation: sampleImages(model, 0) };
    const states: unknown[] = [];
    for (const stepsPerChunk of [1, 3, 100]) {
      states.push(timelessState((await fit(runtime, model, data, options, { stepsPerChunk })).state));
    }
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

test("another seed gives other weights", async () => {
  const { state } = await fitTiny({ seed: 2 });
  expect(state.tensors.get("decoder.output.kernel")).not.toEqual(
    whole.state.tensors.get("decoder.output.kernel"),
  );
});

test.each<TrainingOptions["optimizer"]>([
  { kind: "sgd", momentum: 0 },
  { kind: "sgd", momentum: 0.9, nesterov: true, weightDecay: 0.01, clipNorm: 0.5 },
])("the optimiser %o leaves no trace of chunks", async (optimizer) => {
  const [once, ...others] = await Promise.all(
    [1000, 1, 3].map((stepsPerChunk) => fitTiny({ optimizer }, { stepsPerChunk })),
  );
  for (const { state } of others) expect(timelessState(state)).toEqual(timelessState(once!.state));
});

/** Trains until `chunks` chunks of two steps are done. */
async function interruptAfter(chunks: number, hooks: FitHooks = {}): Promise<FitResult> {
  const controller = new AbortController();
  let done = 0;
  return fitTiny(
    {},
    {
      ...hooks,
      stepsPerChunk: 2,
      signal: controller.signal,
      onProgress: () => {
        if (++done === chunks) controller.abort();
      },
    },
  );
}

/** A state as a checkpoint keeps it: copied, so that nothing is shared with the training that made it. */
const saved = (state: TrainingState): TrainingState => structuredClone(state);

describe("a training that is interrupted", () => {
  // An epoch is 3 chunks of full batches and one of the smaller: in the middle, before the last batch, at the end.
  test.each([1, 2, 3, 4, 6, 8, 11])("after chunk %i and resumed ends in the same bits", async (chunks) => {
    const first = await interruptAfter(chunks);
    expect(first.stopped).toBe("interrupted");
    const resumed = await fitTiny({}, { from: saved(first.state), stepsPerChunk: 3 });
    expect(resumed.stopped).toBe("all epochs done");
    expect(timelessState(resumed.state)).toEqual(timelessState(whole.state));
  });

  test("again and again ends in the same bits", async () => {
    let { state, stopped } = await interruptAfter(1);
    let interruptions = 0;
    while (stopped === "interrupted") {
      interruptions++;
      ({ state, stopped } = await interruptAfter(1, { from: saved(state) }));
    }
    // All chunks but the last, after which nothing is left to interrupt.
    expect(interruptions).toBe(11);
    expect(timelessState(state)).toEqual(timelessState(whole.state));
  });

  test("stops after the chunk under way and says where it stands", async () => {
    const { state, weights, keptEpoch } = await interruptAfter(5);
    expect(state.history).toHaveLength(1);
    expect(state.imagesOfEpoch).toBe(16);
    expect(state.step).toBe(7 + 2);
    expect(keptEpoch).toBe(1);
    expect(weights.get("encoder.code.bias")).toEqual(state.tensors.get("encoder.code.bias"));
  });

  test("before it begins has its initial weights", async () => {
    const { state, stopped } = await fitTiny({}, { signal: AbortSignal.abort() });
    expect([stopped, state.step, state.imagesOfEpoch]).toEqual(["interrupted", 0, 0]);
  });
});

test("resuming does not change the state that it resumes from", async () => {
  const { state } = await interruptAfter(2);
  const before = saved(state);
  await fitTiny({}, { from: state });
  expect(state).toEqual(before);
});

test("more epochs from a finished training equal a longer training", async () => {
  const longer = await fitTiny({ epochs: 5 });
  const continued = await fitTiny({ epochs: 5 }, { from: saved(whole.state) });
  expect(timelessState(continued.state)).toEqual(timelessState(longer.state));
});

describe("a model with noise, dropout and statistics", () => {
  const imageShape = { height: 4, width: 4, channels: 3 } as const;
  const everything: LayerInput[] = [
    { type: "dense", units: 9 },
    { type: "batch-normalization" },
    { type: "activation", activation: "elu" },
    { type: "dropout", rate: 0.3 },
  ];
  const architectures: Readonly<Record<string, { readonly model: Model; readonly objective: Objective }>> = {
    "dense, gaussian code": {
      model: buildArchitecture(
        parseArchitecture(
          {
            encoder: [...everything, { type: "gaussian", units: 3 }],
            decoder: [...everything, { type: "dense", units: 48 }],
          },
          "test",
        ),
        imageShape,
      ),
      objective: { loss: "bce", binarize: true, corruption: { kind: "gaussian", level: 0.2 }, beta: 2 },
    },
    "convolutional, sparse code": {
      model: buildModel("convolutional", {
        sampleShape: imageShape,
        filters: [4],
        latentSize: 5,
        batchNormalization: true,
        dropout: 0.3,
        penalty: "topk:2,5",
      }),
      objective: {
        loss: "mse",
        corruption: { kind: "salt-pepper", level: 0.2 },
        penalties: [{ kind: "l1", weight: 0.001 }],
      },
    },
  };

  describe.each(Object.entries(architectures))("(%s)", (_, { model, objective }) => {
    const data = trainingData(model);
    const options: TrainingOptions = {
      ...trainingOptions,
      objective,
      optimizer: { ...kerasAdam, weightDecay: 0.01, clipNorm: 1 },
      schedule: { kind: "cosine", warmUpEpochs: 0.5 },
      restoreBest: true,
      earlyStopping: { monitor: "validation", patience: 0, minDelta: 0 },
    };
    const train = async (hooks: FitHooks, changed: Partial<TrainingOptions> = {}): Promise<FitResult> =>
      fit(await nativeRuntime(), model, data, { ...options, ...changed }, hooks);
    const first = train({ stepsPerChunk: 1 });

    test.each([3, 100])("ends in the same bits when a chunk has %i steps", async (stepsPerChunk) => {
      expect(timelessState((await train({ stepsPerChunk })).state)).toEqual(
        timelessState((await first).state),
      );
    });

    test.each([1, 3, 5, 8])(
      "interrupted after chunk %i goes on from its checkpoint to the same bits",
      async (chunks) => {
        const controller = new AbortController();
        let done = 0;
        const { state, stopped } = await train({
          stepsPerChunk: 2,
          signal: controller.signal,
          onProgress: () => {
            if (++done === chunks) controller.abort();
          },
        });
        expect(stopped).toBe("interrupted");
        const from = readCheckpoint(
          model,
          kerasAdam,
          encodeCheckpoint(model, kerasAdam, state),
          "checkpoint",
        ).state;
        expect(timelessState(from)).toEqual(timelessState(state));
        const resumed = await train({ from, stepsPerChunk: 3 });
        expect(timelessState(resumed.state)).toEqual(timelessState((await first).state));
        expect(resumed.weights).toEqual((await first).weights);
      },
    );

    test("has other noise under another seed, and learns something", async () => {
      const { state } = await first;
      const other = await train({}, { seed: 2 });
      expect(other.state.history[0]?.trainingLoss).not.toBe(state.history[0]?.trainingLoss);
      const longer = await train({}, { epochs: 12, schedule: { kind: "constant", warmUpEpochs: 0 } });
      expect(longer.state.history.at(-1)!.trainingLoss).toBeLessThan(
        0.97 * longer.state.history[0]!.trainingLoss,
      );
    });

    test("records both parts of its objective after every epoch", async () => {
      const { history } = (await first).state;
      for (const { validationLoss, validationReconstruction, validationPenalty } of history) {
        const beta = model.code === "gaussian" ? (objective.beta ?? 1) : 1;
        expect(validationReconstruction! + beta * validationPenalty!).toBeCloseTo(validationLoss!, 4);
      }
    });

    test("moves its statistics, and keeps no moments of them", async () => {
      const { state } = await first;
      const statistics = modelParameters(model).filter(({ trainable }) => !trainable);
      expect(statistics.length).toBeGreaterThan(0);
      for (const { name } of statistics) {
        const start = name.endsWith("variance") ? 1 : 0;
        expect(
          state.tensors.get(name)!.some((x) => x !== start),
          name,
        ).toBe(true);
        expect([...state.tensors.keys()].filter((other) => other.startsWith(name))).toEqual([name]);
      }
    });
  });
});
