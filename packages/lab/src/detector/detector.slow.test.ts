import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import { joinSamples, sliceSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { sampleColumns, sampleTable } from "../../../../test/support/tables.ts";
import { auroc } from "../evaluation/auroc.ts";
import { Detector } from "./detector.ts";
import { detectorScores } from "./detector-scores.ts";

const width = sampleColumns.length;
const all = sampleTable(1500);
const [normal, fresh] = [sliceSamples(all, 0, 1000), sliceSamples(all, 1000, 1500)];
const settings = { epochs: 40, batchSize: 32, latentSize: 2, hidden: [32], seed: 3 };

/** Rows whose pressure does not go with their load. */
function strange(rows: RowSet): RowSet {
  const values = rows.values.map((value, at) => (at % width === 2 ? 10 - value : value));
  return { ...rows, values };
}

let detector: Detector;
beforeAll(async () => {
  detector = await Detector.fit(normal, { ...settings, falseAlarms: 0.02, runtime: await nativeRuntime() });
});
afterAll(() => detector.release());

describe("a detector of rows", () => {
  test("raises about as many false alarms on new rows as it was asked to", async () => {
    const { alarms } = await detector.score(fresh);
    const share = alarms.filter((alarm) => alarm).length / fresh.count;
    const { interval, samples, falseAlarms } = detector.facts.threshold;
    expect([samples, falseAlarms]).toEqual([200, 0.02]);
    expect(interval[0]).toBeLessThan(0.02);
    expect(interval[1]).toBeGreaterThan(0.02);
    // Twice a deviation of 500 draws beside the interval itself.
    expect(share).toBeLessThan(interval[1] + 2 * Math.sqrt((0.02 * 0.98) / 500));
  });

  test("finds rows strange whose values do not go with each other, and says by which column", async () => {
    const odd = strange(fresh);
    const there = Array.from({ length: odd.count }, (_, row) => row).filter(
      (row) => Math.abs(fresh.values[row * width + 2]! - 5) > 1.5,
    );
    expect(there.length).toBeGreaterThan(50);
    const [ofFresh, ofOdd] = [await detector.score(fresh), await detector.score(odd)];
    const oddScores = Float64Array.from(there, (row) => ofOdd.scores[row]!);
    expect(auroc(ofFresh.scores, oddScores)).toBeGreaterThan(0.9);
    const named = there.filter((row) =>
      ofOdd.reasons![row]!.some(({ column }) => column === "pressure (bar)" || column === "load (%)"),
    );
    expect(named.length / there.length).toBeGreaterThan(0.9);
    const [first] = ofOdd.reasons![there[0]!]!;
    expect(first!.times).toBeGreaterThan(1);
    expect(ofOdd.reasons![0]).toHaveLength(3);
  });

  test("tells percentiles among held-out normal rows", async () => {
    const { scores, percentiles } = await detector.score(fresh);
    const mean = percentiles.reduce((sum, one) => sum + one, 0) / percentiles.length;
    expect(mean).toBeGreaterThan(42);
    expect(mean).toBeLessThan(58);
    const [least, most] = [scores.indexOf(Math.min(...scores)), scores.indexOf(Math.max(...scores))];
    expect(percentiles[least]).toBeLessThan(5);
    expect(percentiles[most]).toBeGreaterThan(99);
  });

  test("gives a row the same score whatever is scored with it", async () => {
    const { scores } = await detector.score(fresh);
    for (const [start, end] of [
      [0, 1],
      [7, 8],
      [499, 500],
      [3, 5],
      [20, 33],
      [100, 237],
    ] as const) {
      const { scores: some } = await detector.score(sliceSamples(fresh, start, end));
      expect([start, end, some]).toEqual([start, end, scores.slice(start, end)]);
    }
  });

  test("is saved whole: what is loaded gives the same, to the bit", async () => {
    const loaded = await Detector.load(detector.save(), { runtime: await nativeRuntime() });
    const { score, threshold, choice, samples, normalScores, usualErrors } = detector.facts;
    expect(loaded.facts).toMatchObject({ score, threshold, choice, samples, normalScores, usualErrors });
    expect(await loaded.score(fresh)).toEqual(await detector.score(fresh));
    expect(loaded.save()).toEqual(detector.save());
    await loaded.release();
  });

  test("is one ONNX file, which any runtime executes", async () => {
    const session = await InferenceSession.create(detector.toOnnx());
    const { score, alarm } = await session.run({
      rows: new Tensor("float32", fresh.values, [fresh.count, width]),
    });
    const found = await detector.score(fresh);
    expect(Array.from(alarm!.data as Uint8Array, Boolean)).toEqual(found.alarms);
    for (const [row, one] of (score!.data as Float32Array).entries()) {
      expect(Math.abs(one / found.scores[row]! - 1)).toBeLessThan(1e-5);
    }
    await session.release();
  });

  test("scores as WebAssembly, as in a browser, what it scores natively", async () => {
    const runtime = await createNodeRuntime({ webAssembly: true, threads: 1 });
    const there = await Detector.load(detector.save(), { runtime });
    const some = sliceSamples(fresh, 0, 40);
    const [found, own] = [await there.score(some), await detector.score(some)];
    expect(found.alarms).toEqual(own.alarms);
    for (const [row, score] of found.scores.entries()) {
      expect(Math.abs(score / own.scores[row]! - 1)).toBeLessThan(1e-4);
    }
    await there.release();
  });

  test("takes rows as lists of numbers, in the order of its columns", async () => {
    const rows = Array.from({ length: 5 }, (_, row) => [
      ...fresh.values.subarray(row * width, (row + 1) * width),
    ]);
    expect((await detector.score(rows)).scores).toEqual(
      (await detector.score(sliceSamples(fresh, 0, 5))).scores,
    );
    await expect(detector.score([[1, 2]])).rejects.toThrow("Detector.score");
    const infinite = rows.map((row) => row.map((value, at) => (at === 2 ? Number.POSITIVE_INFINITY : value)));
    await expect(detector.score(infinite)).rejects.toThrow(
      "expected finite numbers, found Infinity in row 0",
    );
  });

  test("says that data are unlike those of training where alarms come in numbers", async () => {
    expect((await detector.score(fresh)).areUnlike).toBe(false);
    const values = fresh.values.map((value, at) => (at % width === 0 ? value + 60 : value));
    expect((await detector.score({ ...fresh, values })).areUnlike).toBe(true);
  });

  test("has chosen its score by synthetic faults, of which it tells all", () => {
    const { choice, score } = detector.facts;
    expect(score).toBe(choice!.best);
    const ofRows = detectorScores.kinds.filter(({ needsImages }) => needsImages === undefined);
    expect(ofRows).toHaveLength(8);
    expect(Object.keys(choice!.areas)).toEqual(ofRows.map(({ name }) => name));
    for (const areas of Object.values(choice!.areas)) {
      expect(Object.keys(areas)).toEqual(["shift", "borrow", "word"]);
    }
  });
});

test("of data with anomalies among them it leaves out as many as it is told, the strangest", async () => {
  const mixed = joinSamples(sliceSamples(normal, 0, 760), strange(sliceSamples(all, 1460, 1500)));
  const found = await Detector.fit(mixed, {
    runtime: await nativeRuntime(),
    ...settings,
    falseAlarms: 0.05,
    contamination: 0.05,
    score: "error",
  });
  const { samples, choice } = found.facts;
  expect(samples).toEqual({ train: 608, heldOut: 152, trimmed: 40 });
  expect(choice).toBeUndefined();
  await found.release();
});

test("too few rows for a false-alarm rate are said, with how many it takes", async () => {
  const few = sliceSamples(normal, 0, 100);
  const rare = { ...settings, epochs: 1, falseAlarms: 0.01, score: "error", runtime: await nativeRuntime() };
  await expect(Detector.fit(few, rare)).rejects.toThrow(
    "a false-alarm rate of 1 % needs at least 99 held-out normal samples, found 20: give more normal data, hold more of them out, or allow more false alarms",
  );
});
