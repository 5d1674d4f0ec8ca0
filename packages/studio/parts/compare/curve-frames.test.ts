import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { expect, test } from "vitest";
import type { ComparedModel } from "../../state/comparison.ts";
import { curveFrames } from "./curve-frames.ts";

const history = [1, 2].map((epoch) => ({
  epoch,
  trainingLoss: 0.3 / epoch,
  validationLoss: 0.4 / epoch,
  validationReconstruction: 0.2 / epoch,
  seconds: 1,
  imagesPerSecond: 1,
}));

function model(id: string, changes: Partial<ComparedModel> = {}, given: object = {}): ComparedModel {
  return {
    ...{ id, title: id, isLive: false, fits: true, parameters: 1, history, seconds: 2 },
    settings: resolveSettings({ dataset: "digits", ...given }, "test"),
    sampleShape: { height: 28, width: 28, channels: 1 },
    losses: { objective: "cross-entropy", code: "deterministic", validation: 10 },
    ...changes,
  };
}

test("models with one objective share an axis, with validation and training losses", () => {
  const frames = curveFrames([model("a"), model("b", {}, { latentSize: 2 })]);
  expect(frames).toHaveLength(1);
  expect(frames[0]?.lines.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
    "a validation",
    "a training",
    "b validation",
    "b training",
  ]);
  expect(frames[0]?.lines[0]?.points).toEqual([
    { epoch: 1, value: 0.4 },
    { epoch: 2, value: 0.2 },
  ]);
});

test("where objectives differ in a penalty, reconstruction errors are compared, and no training losses", () => {
  const losses = { objective: "with a penalty", code: "deterministic", validation: 10 } as const;
  const [frame] = curveFrames([model("a"), model("b", { losses }, { penalty: "l1:0.1" })]);
  expect(frame?.lines.map(({ kind, points }) => [kind, points[0]?.value])).toEqual([
    ["validation", 0.2],
    ["validation", 0.2],
  ]);
});

test("other losses, other data and unknown trainings stand apart", () => {
  const { losses: _, ...unknown } = model("c");
  const frames = curveFrames([
    model("a"),
    model("b", {}, { loss: "mse" }),
    model("d", {}, { dataset: "mnist" }),
    unknown,
  ]);
  expect(frames.map(({ data, lines }) => [data, lines[0]?.id])).toEqual([
    ["digits", "a"],
    ["digits", "b"],
    ["mnist", "d"],
  ]);
});

test("the epoch under way is part of the training line; without validation images there is no other", () => {
  const losses = { objective: "cross-entropy", code: "deterministic", validation: 0 } as const;
  const [frame] = curveFrames([
    model("live", { losses, history: [], underWay: [{ epoch: 0.5, value: 0.6 }] }),
  ]);
  expect(frame?.lines).toEqual([
    { id: "live", title: "live", kind: "training", points: [{ epoch: 0.5, value: 0.6 }] },
  ]);
});

test("before anything was learnt there is no plot", () => {
  expect(curveFrames([model("live", { history: [] })])).toEqual([]);
});
