import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import { describe, expect, test } from "vitest";
import { withoutPictures } from "../../../../../test/support/without-pictures.ts";
import type { EpochRecord, RunSummary } from "../../run/files/summary.ts";
import { createDocument } from "../page/document.ts";
import { groupCurves } from "../plots/comparison-curves.ts";
import { renderComparison } from "./comparison.tsx";
import type { ComparedRun } from "./comparison-input.ts";

const bce = "binary cross-entropy in nats, mean over pixels and images";

interface MadeUp {
  readonly name: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly objective?: string;
  readonly validation?: number;
  readonly error?: number;
  readonly penalty?: boolean;
  readonly cpu?: string;
}

/** A run that never was: its validation loss falls from 0.5, of which a penalty, if it has one, is a fifth. */
function madeUpRun({
  name,
  settings = {},
  objective = bce,
  validation = 100,
  error = 0.25,
  penalty = false,
  cpu = "a processor",
}: MadeUp): ComparedRun {
  const resolved = resolveSettings(settings, "test");
  const errors = { bce: error, mse: error / 2, sse: error * 2 };
  const summary: RunSummary = {
    format: 2,
    status: "done",
    settings: resolved,
    dataset: {
      name: "noise",
      title: "Noise <of> & by",
      source: "nowhere",
      licence: "MIT",
      classNames: ["zero", "one"],
      image: { height: 2, width: 2, channels: 1 },
      checksums: {},
      splits: { train: 1_000, validation, test: 60 },
    },
    model: {
      name: resolved.model,
      code: resolved.code,
      latentSize: resolved.latentSize,
      architecture: { name: resolved.model, encoder: [], decoder: [] },
      layers: [`encoder.code: dense 4 -> ${resolved.latentSize}`],
      parameters: 4_192,
    },
    objective,
    environment: {
      hourglass: "0.1.0",
      runtime: "onnxruntime-node 1.30.0",
      node: "v20.20.2",
      platform: "linux x64",
      cpu,
      cores: 2,
      threads: 2,
    },
    started: "2026-11-21T12:00:00.000Z",
    epochs: { run: 2, best: 2, kept: 2, stopped: "all epochs done" },
    seconds: 12.3,
    imagesPerSecond: 120_000,
    metrics: { train: errors, test: errors },
  };
  const history = [1, 2].map(
    (epoch): EpochRecord => ({
      epoch,
      trainingLoss: 0.75 / epoch,
      ...(validation === 0 ? {} : { validationLoss: 0.5 / epoch }),
      ...(penalty ? { validationReconstruction: 0.4 / epoch, validationPenalty: 0.1 / epoch } : {}),
      seconds: 1,
      imagesPerSecond: 1_000,
    }),
  );
  return { name, summary, history, reconstructions: [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6, 7, 8)] };
}

const plain = madeUpRun({ name: "plain" });
const small = madeUpRun({ name: "small", settings: { latentSize: 8 }, error: 0.75 });
const squared = madeUpRun({ name: "squared", settings: { loss: "mse" }, objective: "squared error" });
const sparse = madeUpRun({
  name: "sparse",
  settings: { penalty: "l1:0.1" },
  objective: `${bce}, plus a penalty`,
  penalty: true,
});
const noisy = madeUpRun({
  name: "noisy",
  settings: { corruption: "gaussian:0.5" },
  objective: `${bce}; noise`,
});
const gaussian = madeUpRun({
  name: "gaussian",
  settings: { code: "gaussian" },
  objective: "elbo",
  penalty: true,
});
const unvalidated = madeUpRun({ name: "unvalidated", validation: 0 });

/** Positions of the runs of each group, and the values of the group's first curve. */
const groupsOf = (...runs: ComparedRun[]): (readonly [number[], number[] | undefined])[] =>
  groupCurves(runs).map(({ curves }) => [
    curves.map(({ run }) => run),
    curves[0]?.points.map(({ value }) => value),
  ]);

describe("curves share a plot where the same quantity was measured in the same way", () => {
  test("with the same objective: its value on the validation images", () => {
    expect(groupsOf(plain, small)).toEqual([
      [
        [0, 1],
        [0.5, 0.25],
      ],
    ]);
    const [group] = groupCurves([plain, small]);
    expect(group?.label).toBe("BCE (nats, mean over pixels)");
    expect(group?.quantity).toBe("The binary cross-entropy on the validation images after each epoch.");
  });

  test("with a penalty in one of them: the reconstruction error, without it", () => {
    expect(groupsOf(sparse, plain)).toEqual([
      [
        [0, 1],
        [0.4, 0.2],
      ],
    ]);
    expect(groupCurves([sparse, plain])[0]?.quantity).toContain("without the other terms");
  });

  test("with the same penalty in both: the objective", () => {
    expect(groupsOf(sparse, sparse)).toEqual([
      [
        [0, 1],
        [0.5, 0.25],
      ],
    ]);
    expect(groupCurves([sparse, sparse])[0]).toMatchObject({ label: "objective" });
  });

  test.each([
    ["another loss", squared],
    ["noise on the input", noisy],
    ["codes that are drawn", gaussian],
    ["no validation images", unvalidated],
  ])("never with %s", (_, other) => {
    expect(groupsOf(plain, other, small).map(([runs]) => runs)).toEqual([[0, 2], [1]]);
  });

  test("without validation images: the training loss, and it says so", () => {
    expect(groupsOf(unvalidated)).toEqual([[[0], [0.75, 0.375]]]);
    expect(groupCurves([unvalidated])[0]?.quantity).toContain("on the training images");
  });
});

/** The page of a comparison; what no page may have is refused. */
function pageOf(...runs: ComparedRun[]): string {
  const examples = [0, 1].map((index) => ({ index, label: index, original: Uint8Array.of(9, 9, 9, index) }));
  const { html } = renderComparison({ runs, examples, document: createDocument() });
  expect(withoutPictures(html).match(/NaN|undefined|Infinity/)?.[0]).toBeUndefined();
  expect(html.match(/<(?:script|link|iframe)|(?:src|href)="(?!data:)/)?.[0]).toBeUndefined();
  return html;
}

// Truth values: a failure should not print the page.
describe("the page of a comparison", () => {
  test("has a row a run, the lowest error of each column in bold", () => {
    const html = pageOf(plain, small);
    expect(html.match(/<strong>0\.2500<\/strong>/g)).toHaveLength(1);
    expect(html.includes("<strong>0.7500</strong>")).toBe(false);
    expect(html.includes("2 autoencoders on Noise &lt;of> &amp; by")).toBe(true);
  });

  test("shows the originals and every run's reconstructions", () => {
    const html = pageOf(plain, small);
    for (const what of ["original", "plain", "small"]) {
      expect(html.includes(`alt="test image 1 (one): ${what}"`)).toBe(true);
    }
  });

  test("lists the settings that differ, and no others", () => {
    const html = pageOf(plain, small);
    expect(html.includes("<code>latentSize</code>")).toBe(true);
    expect(html.includes("<code>learningRate</code>")).toBe(false);
    expect(pageOf(plain, { ...plain, name: "again" }).includes("All settings are the same.")).toBe(true);
  });

  test("warns of losses and times that do not compare", () => {
    expect(pageOf(plain, squared).includes("minimised different losses")).toBe(true);
    expect(pageOf(plain, small).includes("minimised different losses")).toBe(false);
    expect(pageOf(plain, small).includes("times do not compare")).toBe(false);
    expect(pageOf(plain, madeUpRun({ name: "fast", cpu: "another" })).includes("times do not compare")).toBe(
      true,
    );
    expect(
      pageOf(plain, madeUpRun({ name: "more", validation: 50 })).includes("different numbers of images"),
    ).toBe(true);
  });

  test("tells more runs apart than there are colours", () => {
    const runs = Array.from({ length: 8 }, (_, index) => madeUpRun({ name: `run ${index}` }));
    const html = pageOf(...runs);
    const looks = [...html.matchAll(/<line [^>]*style="([^"]*)"/g)].map(([, style]) => style);
    expect(new Set(looks).size).toBe(8);
  });
});
