import { type ImageSet, imageSize } from "hourglass-core/internal/data/image-set.ts";
import { joinSamples, sliceSamples, takeSamples } from "hourglass-core/internal/data/samples/samples.ts";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digitsFolder } from "../../../../test/support/digits.ts";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { loadDataset } from "../data/load.ts";
import { auroc } from "../evaluation/auroc.ts";
import { Detector } from "./detector.ts";
import { detectorScores } from "./detector-scores.ts";

const settings = { epochs: 10, batchSize: 32, seed: 3, heldOut: 0.25, falseAlarms: 0.05 };

/** The first images of a class. */
function ofClass(set: ImageSet, label: number, count: number): ImageSet {
  const places = Array.from({ length: set.count }, (_, place) => place);
  const own = places.filter((place) => set.labels?.[place] === label).slice(0, count);
  return takeSamples(set, Int32Array.from(own));
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** Images of the class that is normal, then of one that is not. */
let fresh: ImageSet;
const each = 65;
const normalThere = { start: 0, end: each };
const strangeThere = { start: each, end: 2 * each };

/** One whose score was chosen, and two whose scores look at edges. */
const kinds = ["chosen", "combined", "edges-cosine"] as const;
const detectors = new Map<(typeof kinds)[number], Detector>();
const detectorOf = (kind: (typeof kinds)[number]): Detector => detectors.get(kind) as Detector;

beforeAll(async () => {
  const { train, test: tested } = await loadDataset("digits", { dataDir: await digitsFolder() });
  const normal = ofClass(train, 3, 320);
  fresh = joinSamples(ofClass(tested, 3, each), ofClass(tested, 7, each));
  for (const kind of kinds) {
    const given = kind === "chosen" ? {} : { score: kind };
    detectors.set(
      kind,
      await Detector.fit(normal, { ...settings, ...given, runtime: await nativeRuntime() }),
    );
  }
});

afterAll(async () => {
  for (const detector of detectors.values()) await detector.release();
});

test("chooses its score among all that there are, by the faults of images", () => {
  const { choice, score, samples } = detectorOf("chosen").facts;
  expect(score).toBe(choice!.best);
  expect(Object.keys(choice!.areas)).toEqual(detectorScores.kinds.map(({ name }) => name));
  expect(Object.keys(choice!.areas)).toHaveLength(14);
  for (const areas of Object.values(choice!.areas)) expect(Object.keys(areas)).toEqual(["patch", "mirror"]);
  expect(samples).toEqual({ train: 240, heldOut: 80, trimmed: 0 });
});

describe.each(kinds)("a detector of images by the score %s", (kind) => {
  test("finds those of another class strange", async () => {
    const { score, choice } = detectorOf(kind).facts;
    if (kind !== "chosen") expect([score, choice]).toEqual([kind, undefined]);
    const { scores, alarms, percentiles, errors, reasons } = await detectorOf(kind).score(fresh);
    const [ofNormal, ofStrange] = [normalThere, strangeThere].map(({ start, end }) =>
      scores.slice(start, end),
    );
    expect(auroc(ofNormal!, ofStrange!)).toBeGreaterThan(0.9);
    expect(alarms).toEqual(Array.from(scores, (one) => one > detectorOf(kind).facts.threshold.score));
    expect(percentiles[scores.indexOf(Math.max(...scores))]).toBe(100);
    expect(errors).toHaveLength(fresh.count * imageSize(fresh));
    expect(reasons).toBeUndefined();
  });

  test("gives an image the same score whatever is scored with it", async () => {
    const { scores } = await detectorOf(kind).score(fresh);
    for (const [start, end] of [
      [0, 1],
      [7, 8],
      [129, 130],
      [3, 5],
      [64, 66],
      [20, 33],
      [50, 130],
    ] as const) {
      const { scores: some } = await detectorOf(kind).score(sliceSamples(fresh, start, end));
      expect([start, end, some]).toEqual([start, end, scores.slice(start, end)]);
    }
  });

  test("is saved whole: what is loaded gives the same, to the bit", async () => {
    const detector = detectorOf(kind);
    const loaded = await Detector.load(detector.save(), { runtime: await nativeRuntime() });
    const { score, threshold, choice, samples } = detector.facts;
    expect(loaded.facts).toMatchObject({ score, threshold, samples });
    expect(loaded.facts.choice).toEqual(choice);
    const [{ errors: before, ...one }, { errors: after, ...other }] = [
      await detector.score(fresh),
      await loaded.score(fresh),
    ];
    expect(other).toEqual(one);
    expect(Buffer.compare(bytesOf(after), bytesOf(before))).toBe(0);
    // Its weights, and what its score and its percentiles are made of.
    expect(Buffer.compare(loaded.save(), detector.save())).toBe(0);
    await loaded.release();
  });

  test("is one ONNX file, which any runtime executes", async () => {
    const session = await InferenceSession.create(detectorOf(kind).toOnnx());
    const pixels = Float32Array.from(fresh.images, (byte) => byte / 255);
    const { score, alarm } = await session.run({
      images: new Tensor("float32", pixels, [fresh.count, imageSize(fresh)]),
    });
    const found = await detectorOf(kind).score(fresh);
    expect(Array.from(alarm!.data as Uint8Array, Boolean)).toEqual(found.alarms);
    const largest = Math.max(...found.scores.map(Math.abs));
    for (const [image, one] of (score!.data as Float32Array).entries()) {
      // The combined score has 0 in its middle.
      expect(Math.abs(one - found.scores[image]!) / largest).toBeLessThan(1e-5);
    }
    await session.release();
  });
});
