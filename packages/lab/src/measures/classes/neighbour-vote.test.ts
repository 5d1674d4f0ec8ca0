import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../../test/support/evaluate.ts";
import type { Matrix } from "../matrix.ts";
import { vote, voteOfNeighbours } from "./neighbour-vote.ts";

const labels = Uint8Array.of(4, 7, 7, 4, 9);

test("the majority wins, among as many votes the class of the nearest", () => {
  const places = Int32Array.of(0, 1, 2, 3, 4, 1, 4, 0, 2, 3);
  expect([...vote(places, 5, 1, labels)]).toEqual([4, 7]);
  expect([...vote(places, 5, 2, labels)]).toEqual([4, 7]);
  expect([...vote(places, 5, 3, labels)]).toEqual([7, 7]);
  expect([...vote(places, 5, 5, labels)]).toEqual([4, 7]);
});

/** Points on a line; one of class 1 lies among those of class 0. */
const line = {
  train: { at: [0, 1, 2, 2.1, 3, 10, 11, 12], labels: [0, 0, 0, 1, 0, 1, 1, 1] },
  validation: { at: [2.08, 2.09], labels: [0, 0] },
  test: { at: [2.08, 11], labels: [0, 1] },
};
const setOf = ({ at, labels }: { at: readonly number[]; labels: readonly number[] }): ImageSet => ({
  ...{ count: at.length, height: 1, width: 1, channels: 1 },
  images: new Uint8Array(at.length),
  labels: Uint8Array.from(labels),
});
const splits: Splits = {
  train: setOf(line.train),
  validation: setOf(line.validation),
  test: setOf(line.test),
};
const rowsOf = async (split: keyof Splits): Promise<Matrix> => ({
  rows: line[split].at.length,
  columns: 1,
  data: Float32Array.from(line[split].at),
});

test("k is the smallest of those that are best on the validation split", async () => {
  const shares: number[] = [];
  const result = await voteOfNeighbours(await nativeRuntime(), splits, rowsOf, {
    onProgress: (share) => shares.push(share),
  });
  expect(result).toEqual({ k: 3, choice: "k = 3, by the accuracy on the validation split", accuracy: 1 });
  expect(shares).toEqual([0.5, 1]);
});

test("without a validation split k is 5, or fewer where there are no five", async () => {
  const none = { ...splits, validation: setOf({ at: [], labels: [] }) };
  const runtime = await nativeRuntime();
  expect(await voteOfNeighbours(runtime, none, rowsOf)).toMatchObject({ k: 5, accuracy: 1 });
  const three = { ...none, train: setOf({ at: [0, 0, 0], labels: [0, 0, 1] }) };
  const rows = async (split: keyof Splits): Promise<Matrix> =>
    split === "train" ? { rows: 3, columns: 1, data: Float32Array.of(0, 1, 12) } : rowsOf(split);
  expect(await voteOfNeighbours(runtime, three, rows)).toMatchObject({ k: 3, accuracy: 0.5 });
});
