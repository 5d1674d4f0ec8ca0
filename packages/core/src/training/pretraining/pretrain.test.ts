import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { expectClose } from "../../../../../test/support/closeness.ts";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import { kerasAdam } from "../../../../../test/support/programs.ts";
import {
  learningAt,
  timelessState,
  trainingData,
  trainingOptions,
} from "../../../../../test/support/training.ts";
import type { RowSet } from "../../data/samples/row.ts";
import { createAutoencoder } from "../../inference/autoencoder.ts";
import { requireTrainingMemory } from "../../inference/memory.ts";
import { createModel, initialWeights, type Model, modelParameters } from "../../model/model.ts";
import type { Weights } from "../../model/parameter.ts";
import { createRandom } from "../../random/random.ts";
import { buildModel, type ModelOptions } from "../../settings/build-model.ts";
import { DivergedError } from "../diverged.ts";
import { type FitHooks, fit } from "../fit.ts";
import type { TrainingOptions } from "../options.ts";
import type { FitResult } from "../run-epochs.ts";
import { beginningWeights } from "../state.ts";
import { type PretrainedRecord, type PretrainingProgress, pretrain } from "./pretrain.ts";
import type { Pretraining } from "./pretrainings.ts";
import { requirePretraining } from "./require-pretraining.ts";

const runtime = await nativeRuntime();
const deep = (options: Partial<ModelOptions> = {}): Model =>
  buildModel("deep", {
    sampleShape: { height: 5, width: 5, channels: 1 },
    ...{ hidden: [8, 6], latentSize: 3, activation: "tanh" },
    ...options,
  });
const model = deep();
const data = trainingData(model);
const pretraining: Pretraining = { kind: "layers", epochs: 2 };

const trained = (options: Partial<TrainingOptions> = {}, hooks: FitHooks = {}): Promise<FitResult> =>
  fit(runtime, model, data, { ...trainingOptions, epochs: 1, pretraining, ...options }, hooks);

/** Made by test/golden/make_pretraining_golden.py. */
interface Golden {
  readonly images: readonly number[];
  readonly initial: Readonly<Record<string, readonly number[]>>;
  readonly losses: Readonly<Record<string, readonly number[]>>;
  readonly weights: Readonly<Record<string, readonly number[]>>;
}

test.each([
  ["layers", false],
  ["tied", true],
] as const)("three steps of each layer are PyTorch's: %s", async (name, tiedWeights) => {
  const path = new URL(`../../../../../test/golden/pretraining/${name}.json`, import.meta.url);
  const golden = JSON.parse(readFileSync(path, "utf8")) as Golden;
  const sampleShape = { height: 3, width: 4, channels: 1 };
  const small = deep({ sampleShape, hidden: [5], latentSize: 3, tiedWeights });
  const train = { count: 10, ...sampleShape, images: Uint8Array.from(golden.images) };
  const initial = new Map(
    Object.entries(golden.initial).map(([parameter, values]) => [parameter, Float32Array.from(values)]),
  );
  const losses: Record<string, number[]> = {};
  const weights = await pretrain(
    runtime,
    small,
    { train },
    { ...trainingOptions, optimizer: kerasAdam, batchSize: 10, pretraining: { kind: "layers", epochs: 3 } },
    initial,
    {
      onPretraining: ({ name: part, trainingLoss }) => {
        losses[part] = [...(losses[part] ?? []), trainingLoss];
      },
    },
  );
  expect([...(weights as Weights).keys()].toSorted()).toEqual(Object.keys(golden.weights).toSorted());
  for (const [parameter, values] of Object.entries(golden.weights)) {
    expectClose(weights?.get(parameter), values, 2e-6, parameter);
  }
  for (const [part, values] of Object.entries(golden.losses)) {
    expectClose(losses[part], values, 2e-6, `loss of ${part}`);
  }
});

describe("a layer", () => {
  test("learns by itself what fit would make of it, from clean codes of the one below, with noise of its own", async () => {
    const corruption = { kind: "gaussian", level: 0.3 } as const;
    const options = { ...trainingOptions, objective: { loss: "mse", corruption }, pretraining };
    const seeded = beginningWeights(model, 1, data.train);
    const weights = (await pretrain(runtime, model, data, options, seeded, {})) as Weights;
    const { encoder, decoder } = model;
    const byHand = async (
      part: Model,
      given: Parameters<typeof fit>[2],
      layer: string,
    ): Promise<FitResult> => {
      const seed = createRandom(1, `pretraining of encoder.${layer}`).uint32();
      const own = { ...options, epochs: 2, seed };
      const { pretraining: _, ...rest } = own;
      return fit(runtime, part, given, rest, { initialWeights: initialWeights(part, 1) });
    };
    const first = createModel("first", model.sampleShape, [encoder[0]!], [decoder[2]!]);
    const { weights: below } = await byHand(first, data, "dense1");
    const codes = await (await createAutoencoder(runtime, first, below)).encode(data.train.images);
    const rows: RowSet = { kind: "row", count: 51, columns: 8, values: codes };
    const second = createModel("second", { kind: "row", columns: 8 }, [encoder[1]!], [decoder[1]!]);
    const { weights: above } = await byHand(second, { train: rows }, "dense2");
    for (const [part, learnt] of [
      [first, below],
      [second, above],
    ] as const) {
      for (const { name } of modelParameters({ encoder: part.encoder, decoder: part.decoder })) {
        expect(weights.get(name), name).toEqual(learnt.get(name));
        expect(weights.get(name), name).not.toEqual(seeded.get(name));
      }
    }
  });

  test("has masking noise in place of the run's where its share is said", async () => {
    const runs = await Promise.all(
      [{}, { masked: 0 }, { masked: 0.5 }].map((masked) =>
        pretrain(
          runtime,
          model,
          data,
          { ...trainingOptions, pretraining: { ...pretraining, ...masked } },
          beginningWeights(model, 1),
          {},
        ),
      ),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).not.toEqual(runs[0]);
  });

  test("of rows takes them standardised, and codes as they are", async () => {
    const values = Float32Array.from({ length: 120 }, (_, at) => 50 + 10 * Math.sin(at * at));
    const rows: RowSet = { kind: "row", count: 20, columns: 6, values };
    const ofRows = deep({ sampleShape: { kind: "row", columns: 6 }, hidden: [5] });
    const parts: PretrainedRecord[] = [];
    const { weights } = await fit(
      runtime,
      ofRows,
      { train: rows },
      { ...trainingOptions, objective: { loss: "mse" }, epochs: 1, pretraining },
      { onPretrained: (all) => void parts.push(...all) },
    );
    const seeded = beginningWeights(ofRows, 1, rows);
    expect(weights.get("samples.mean")).toEqual(seeded.get("samples.mean"));
    expect(weights.get("samples.deviation")).toEqual(seeded.get("samples.deviation"));
    // Codes of tanh lie in [-1, 1]: standardised they would have a squared error of 1 for their mean.
    expect(parts[0]!.trainingLoss).toBeGreaterThan(0.5);
    expect(parts[1]!.trainingLoss).toBeLessThan(0.9);
  });
});

describe("the whole", () => {
  test("begins with what its layers have learnt, and is the same to the bit again, however it is cut into chunks", async () => {
    const parts: PretrainedRecord[] = [];
    const once = await trained({}, { onPretrained: (all) => void parts.push(...all) });
    const plain = await fit(runtime, model, data, { ...trainingOptions, epochs: 1 });
    expect(once.weights).not.toEqual(plain.weights);
    expect(timelessState((await trained({}, { stepsPerChunk: 1 })).state)).toEqual(timelessState(once.state));
    expect((await trained({ seed: 2 })).weights).not.toEqual(once.weights);
    expect(parts.map(({ seconds: _, ...part }) => part)).toEqual(
      ["encoder.dense1", "encoder.dense2", "encoder.code"].map((name, index) => ({
        ...{ name, epochs: 2, loss: index === 0 ? "bce" : "mse" },
        ...{ trainingLoss: expect.any(Number), validationLoss: expect.any(Number) },
      })),
    );
  });

  test("is told of every part, with the time that is left", async () => {
    const told: PretrainingProgress[] = [];
    await trained({}, { stepsPerChunk: 100, onPretraining: (progress) => void told.push(progress) });
    // An epoch has its full batches, and a last smaller one.
    expect(told.map(({ part, parts, epoch }) => `${part} of ${parts}, ${epoch}`)).toEqual(
      [1, 2, 3].flatMap((part) => [1, 1, 2, 2].map((epoch) => `${part} of 3, ${epoch}`)),
    );
    expect(told.every(({ secondsLeft }) => secondsLeft >= 0)).toBe(true);
    expect(told[0]!.secondsLeft).toBeGreaterThan(told.at(-1)!.secondsLeft);
  });

  test("leaves nothing of a pretraining that was interrupted, and begins it anew to the same bits", async () => {
    const controller = new AbortController();
    const hooks: FitHooks = {
      signal: controller.signal,
      stepsPerChunk: 1,
      onPretraining: ({ part }) => {
        if (part === 2) controller.abort();
      },
      onProgress: () => expect.unreachable("the whole is not trained"),
    };
    const { state, stopped, weights } = await trained({}, hooks);
    expect([stopped, state.step]).toEqual(["interrupted", 0]);
    expect(weights).toEqual(initialWeights(model, 1));
    const anew = await trained({}, { from: state });
    expect(timelessState(anew.state)).toEqual(timelessState((await trained()).state));
  });

  test("goes on from a state without another pretraining", async () => {
    const { state } = await trained();
    const onPretraining = (): never => expect.unreachable("it is over");
    const more = await trained({ epochs: 2 }, { from: state, onPretraining });
    expect(timelessState(more.state)).toEqual(timelessState((await trained({ epochs: 2 })).state));
  });

  test("says which part diverged", async () => {
    const training = fit(await learningAt(1e38), model, data, { ...trainingOptions, pretraining });
    await expect(training).rejects.toThrow(DivergedError);
    await expect(training).rejects.toThrow(
      /^pretraining of encoder\.dense1: .* epoch 1, step \d+: a smaller/,
    );
  });
});

test("initial weights and pretraining are two beginnings", async () => {
  await expect(trained({}, { initialWeights: initialWeights(model, 1) })).rejects.toThrow(
    "fit: options.pretraining and hooks.initialWeights are two beginnings: give one of them",
  );
});

test("codes that would take more memory than there is are refused, with an estimate", () => {
  const sampleShape = { height: 1, width: 1, channels: 1 };
  const wide = deep({ sampleShape, hidden: [500], latentSize: 2 });
  const train = { count: 20_000, ...sampleShape, images: new Uint8Array(20_000) };
  const limit = { bytes: 2.3e8, source: "this machine has" };
  const options = { ...trainingOptions, pretraining };
  // The whole alone would do.
  requireTrainingMemory(wide, options.batchSize, 20_000, limit);
  expect(() => requirePretraining(wide, options, { train }, limit)).toThrow(/this machine has 230 MB/);
});
