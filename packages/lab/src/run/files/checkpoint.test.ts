import { HourglassError } from "hourglass-core/internal/errors.ts";
import { decodeSafetensors, encodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { buildModel } from "hourglass-core/internal/settings/build-model.ts";
import { initialState, parametersOf, type TrainingState } from "hourglass-core/internal/training/state.ts";
import { describe, expect, test } from "vitest";
import {
  allPrograms,
  kerasAdam,
  tinyModel,
  tinyVariationalModel,
} from "../../../../../test/support/programs.ts";
import { encodeCheckpoint, readCheckpoint } from "./checkpoint.ts";

const model = tinyModel();

/** A state in the middle of the third epoch; its numbers need every digit. */
const state: TrainingState = {
  ...initialState(model, 3, kerasAdam),
  step: 17,
  imagesOfEpoch: 24,
  lossOfEpoch: 0.1 + 0.2,
  secondsOfEpoch: 1 / 3,
  history: [
    { epoch: 1, trainingLoss: 0.7, validationLoss: 0.6123456789012345, seconds: 1.5, imagesPerSecond: 1e5 },
    { epoch: 2, trainingLoss: 5e-324, seconds: 2, imagesPerSecond: 123.456 },
  ],
};
const best = parametersOf(model, initialState(model, 4, kerasAdam));

test.each<[string, TrainingState]>([
  ["before the first step", initialState(model, 1, kerasAdam)],
  ["in the middle of an epoch", state],
  ["with the best weights kept", { ...state, best }],
])("a state %s comes back as it was, to the bit", (_, saved) => {
  expect(readCheckpoint(model, kerasAdam, encodeCheckpoint(model, kerasAdam, saved), "f").state).toEqual(
    saved,
  );
});

test("a state with statistics, and the best of them, comes back as it was", () => {
  const variational = tinyVariationalModel();
  const saved = {
    ...initialState(variational, 3, kerasAdam),
    best: parametersOf(variational, initialState(variational, 4, kerasAdam)),
    history: [
      {
        epoch: 1,
        trainingLoss: 90,
        validationLoss: 91.5,
        validationReconstruction: 80.25,
        validationPenalty: 11.25,
        seconds: 1,
        imagesPerSecond: 2,
      },
    ],
  };
  const bytes = encodeCheckpoint(variational, kerasAdam, saved);
  expect(readCheckpoint(variational, kerasAdam, bytes, "f").state).toEqual(saved);
  const names = [...decodeSafetensors(bytes, "f").tensors.keys()];
  const statistic = "encoder.batch_normalization1.moving_variance";
  expect(names.filter((name) => name.includes(statistic))).toEqual([statistic, `best.${statistic}`]);
});

test("a checkpoint says where it belongs; one of an earlier version does not", () => {
  const origin = { training: "a".repeat(64), data: "b".repeat(64) };
  const { facts } = readCheckpoint(model, kerasAdam, encodeCheckpoint(model, kerasAdam, state, origin), "f");
  expect(facts).toEqual({ ...origin, hasChecksum: true });
  const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(model, kerasAdam, state), "f");
  const progress = metadata["progress"] as string;
  const old = encodeSafetensors({ tensors, metadata: { progress } });
  expect(readCheckpoint(model, kerasAdam, old, "f")).toEqual({ state, facts: { hasChecksum: false } });
});

describe("what is refused", () => {
  const bytes = encodeCheckpoint(model, kerasAdam, { ...state, best });

  test("a file that is cut off, wherever", () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(
        () => readCheckpoint(model, kerasAdam, bytes.subarray(0, length), "f"),
        `${length} bytes`,
      ).toThrow(HourglassError);
    }
  });

  test("another file", () => {
    const onnx = new TextEncoder().encode(JSON.stringify(Object.keys(allPrograms(model))));
    expect(() => readCheckpoint(model, kerasAdam, onnx, "f")).toThrow("f is not a readable safetensors file");
  });

  const withProgress = (progress?: string): Uint8Array =>
    encodeSafetensors({
      tensors: decodeSafetensors(bytes, "f").tensors,
      metadata: progress === undefined ? {} : { progress },
    });
  const progress = { step: 1, imagesOfEpoch: 0, lossOfEpoch: 0, secondsOfEpoch: 0, history: [] };
  const epoch = { trainingLoss: 1, seconds: 1, imagesPerSecond: 1 };
  const step = "step: expected a whole number of at least 0, found";
  test.each<[string, Uint8Array, string]>([
    ["no progress", withProgress(), "expected a record with step, "],
    ["progress that is no JSON", withProgress("{"), "expected a record with step, "],
    [
      "progress without a step",
      withProgress(JSON.stringify({ ...progress, step: undefined })),
      `${step} nothing`,
    ],
    ["a step below 0", withProgress(JSON.stringify({ ...progress, step: -1 })), `${step} -1`],
    ["half a step", withProgress(JSON.stringify({ ...progress, step: 0.5 })), `${step} 0.5`],
    [
      "an epoch without a loss",
      withProgress(JSON.stringify({ ...progress, history: [{ ...epoch, epoch: 1, trainingLoss: null }] })),
      "history[0].trainingLoss: expected a number, found null",
    ],
    [
      "a history without its first epoch",
      withProgress(JSON.stringify({ ...progress, history: [{ ...epoch, epoch: 2 }] })),
      "history: expected every epoch from 1 on, found [",
    ],
  ])("%s", (_, damaged, message) => {
    expect(() => readCheckpoint(model, kerasAdam, damaged, "f")).toThrow(
      `f does not tell where training stood: ${message}`,
    );
  });

  test("one flipped bit, wherever: or it changes nothing", () => {
    const whole = readCheckpoint(model, kerasAdam, bytes, "f");
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ (1 << (at % 8));
      let read: unknown;
      try {
        read = readCheckpoint(model, kerasAdam, damaged, "f").state;
      } catch (error) {
        expect(error, `byte ${at}`).toBeInstanceOf(HourglassError);
        continue;
      }
      expect(read, `byte ${at}`).toEqual(whole.state);
    }
  });

  test("the state of another model, naming the tensor", () => {
    const wider = buildModel("vanilla", { sampleShape: model.sampleShape, latentSize: 5 });
    expect(() => readCheckpoint(wider, kerasAdam, bytes, "f")).toThrow(
      "f: expected encoder.code.kernel of shape [25, 5], found [25, 4]",
    );
  });

  test.each(["decoder.output.bias.second_moment", "best.decoder.output.bias"])("a lack of %s", (name) => {
    const { tensors, metadata: all } = decodeSafetensors(bytes, "f");
    const { content_sha256: _, ...metadata } = all;
    const others = new Map([...tensors].filter(([other]) => other !== name));
    expect(
      () => readCheckpoint(model, kerasAdam, encodeSafetensors({ tensors: others, metadata }), "f").state,
    ).toThrow(`f: expected ${name} of shape [25], found nothing`);
  });
});
