import { type Decoded, liveModel } from "../workers/explorer/explorer-api.ts";
import { explorer } from "./connection.ts";
import {
  decoded,
  explored,
  exploredId,
  type GridChoice,
  gridPictures,
  latentSize,
  lookedRebuilt,
  type Origin,
  place,
  plane,
  problem,
  range,
  sampleCount,
  samplePictures,
  testSet,
  walkPictures,
  walkSteps,
} from "./exploration.ts";
import { latest } from "./latest.ts";
import { planeChoiceFor } from "./map.ts";
import { messageOf } from "./notice.ts";
import { isMoving } from "./session.ts";

// What is asked about the explored model; the answers become signals.

/** All test samples in the plane, once nothing moves; while it trains, the first of them come with the weights. */
const allPoints = 10_000;

/** Asks the explorer about the model, one question of a kind at a time; an answer about a model that is gone is dropped. */
export function asking<T extends readonly unknown[]>(
  work: (id: string, isCurrent: () => boolean, ...given: T) => Promise<void>,
): (...given: T) => void {
  const ask = latest(async (...given: T) => {
    const model = explored.peek();
    const test = testSet.peek();
    if (model === undefined || test === undefined) return;
    const isCurrent = (): boolean =>
      explored.peek()?.architecture === model.architecture && testSet.peek() === test;
    try {
      await work(exploredId.peek(), isCurrent, ...given);
      if (isCurrent()) problem.value = undefined;
    } catch (error) {
      if (isCurrent()) problem.value = messageOf(error);
    }
  });
  return (...given) => void ask(...given);
}

/** While a model moves, so many: more would come late. */
const movingPoints = 1000;

export const askPlane: () => void = asking(async (id, isCurrent) => {
  const moves = id === liveModel && isMoving.peek();
  const choice = planeChoiceFor(latentSize.peek());
  const found = await explorer().plane(id, moves ? movingPoints : allPoints, choice);
  if (isCurrent()) plane.value = found;
});

export const askRange: () => void = asking(async (id, isCurrent) => {
  const found = await explorer().codeRange(id);
  if (isCurrent()) range.value = found;
});

export const askLooked: (index: number) => void = asking(async (id, isCurrent, index: number) => {
  const found = await explorer().rebuild(id, [index]);
  if (isCurrent()) lookedRebuilt.value = found;
});

export const askDecoded: (from: Origin) => void = asking(async (id, isCurrent, from: Origin) => {
  const found = await decodingOf(id, from);
  if (!isCurrent()) return;
  decoded.value = found;
  const at = from.kind === "point" ? ([from.x, from.y] as const) : await explorer().placeOf(id, found.code);
  if (isCurrent()) place.value = at;
});

export const askWalk: (from: number, to: number) => void = asking(
  async (id, isCurrent, from: number, to: number) => {
    const found = await explorer().walk(id, from, to, walkSteps);
    if (isCurrent()) walkPictures.value = found;
  },
);

export const askGrid: (choice: GridChoice) => void = asking(
  async (id, isCurrent, { side, directions }: GridChoice) => {
    const samples = await explorer().grid(id, side, directions);
    if (isCurrent()) gridPictures.value = { side, samples };
  },
);

export const askSamples: (seed: number) => void = asking(async (id, isCurrent, seed: number) => {
  const found = await explorer().samples(id, sampleCount, seed);
  if (isCurrent()) samplePictures.value = found;
});

async function decodingOf(id: string, from: Origin): Promise<Decoded> {
  if (from.kind === "point") return explorer().decodePoint(id, from.x, from.y);
  if (from.kind === "values") return explorer().decode(id, from.code);
  if (from.kind === "mean") return explorer().decode(id, (await explorer().codeRange(id)).mean);
  const { codes, reconstructions } = await explorer().rebuild(id, [from.index]);
  return { code: codes, sample: reconstructions };
}
