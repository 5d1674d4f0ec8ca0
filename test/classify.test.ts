import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import {
  type ClassifierPlan,
  type ClassifierSummary,
  parseClassifierSummary,
} from "hourglass-lab/internal/classify/classifier-summary.ts";
import { trainClassifiers } from "hourglass-lab/internal/classify/train-classifiers.ts";
import { loadDataset } from "hourglass-lab/internal/data/load.ts";
import { readingOptions } from "hourglass-lab/internal/data/reading-options.ts";
import { runFolder } from "hourglass-lab/internal/run/folder.ts";
import { openRun } from "hourglass-lab/internal/run/open-run.ts";
import { listRuns } from "hourglass-lab/internal/server/list-runs.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { plainPng, writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// From a trained autoencoder to a classifier that tells classes: pictures that are dark, gray or light.

const timeout = 120_000;
const count = 90;
const shades = ["dark", "gray", "light"];
const shadeOf = (at: number): string => shades[at % 3]!;
const training = ["--latent-size", "3", "--epochs", "3", "--batch-size", "8", "--threads", "1"];
const models = {
  run: ["--hidden", "8", "--model", "deep"],
  gaussian: ["--model", "variational", "--hidden", "8"],
  codebook: [
    "--model",
    "vector-quantized",
    "--architecture",
    "dense",
    "--hidden",
    "8",
    "--codebook",
    "average:8,1",
  ],
};

let folder: TemporaryFolder;
const inside = (...path: string[]): string => join(folder.path, ...path);
const hourglass = (...words: string[]) => runCommand(words, { cwd: folder.path });

async function expectDone(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await hourglass(...words);
  expect(stderr + stdout, words.join(" ")).not.toMatch(/^error/m);
  expect(code, stderr).toBe(0);
  return stdout;
}

async function summaryOf(name: string): Promise<ClassifierSummary> {
  return parseClassifierSummary(new Uint8Array(await readFile(inside(name, "run.json"))), name);
}

beforeAll(async () => {
  folder = await temporaryFolder();
  const pictures = Array.from({ length: count }, (_, at) => [
    `set/p${at}.png`,
    plainPng(20 + (at % 3) * 90 + (at % 7), 4, 4),
  ]);
  const labels = Array.from({ length: count }, (_, at) => `p${at}.png,${shadeOf(at)}\n`).join("");
  await writeFiles(folder.path, {
    ...Object.fromEntries(pictures),
    "labels.csv": `file,label\n${labels}`,
  });
  for (const [name, words] of Object.entries(models)) {
    await expectDone(
      "train",
      "--dataset",
      "set",
      ...training,
      ...words,
      "--labels",
      "labels.csv",
      "--out",
      name,
    );
  }
  await expectDone("train", "--dataset", "set", ...training, ...models.run, "--out", "bare");
}, timeout);

afterAll(() => folder[Symbol.asyncDispose]());

const classify = (out: string, ...words: string[]): Promise<string> =>
  expectDone("classify", ...words, "--threads", "1", "--out", out);

describe("a classifier", () => {
  test(
    "has a head that finds shades, beside what needs no autoencoder; all labels are counted",
    async () => {
      const words = ["run", "--labels-per-class", "10", "--head", "8", "--fine-tune", "--patience", "20"];
      const printed = await classify("shades", ...words);
      const { trainings, confusion, dataset, status } = await summaryOf("shades");
      expect(status).toBe("done");
      expect(trainings.map(({ network }) => network)).toEqual(["encoder", "random", "raw"]);
      for (const { labels, accuracy } of trainings) {
        expect(labels).toEqual({ all: 30, stopping: 6 });
        expect(accuracy).toBeGreaterThan(0.6);
      }
      const { test: tested } = dataset.splits;
      const counts = confusion!.flat();
      expect(counts.reduce((a, b) => a + b, 0)).toBe(tested);
      const right = confusion!.reduce((sum, row, label) => sum + row[label]!, 0);
      expect(right / tested).toBeCloseTo(trainings[0]!.accuracy, 12);
      expect(printed).toContain(
        "30 labels (10 of each class, of which 6 are not trained on but stop training early)",
      );
      expect(printed).toContain("95 % interval");
    },
    timeout,
  );

  test(
    "has a folder that check finds whole, that predict uses and that export hands on",
    async () => {
      await classify("whole", "run", "--labels-per-class", "all");
      const checked = JSON.parse(await expectDone("check", "whole", "--json")) as { status: string }[];
      expect(checked.map(({ status }) => status)).toEqual(checked.map(() => "right"));
      expect(checked).toHaveLength(9);
      await expectDone("predict", "whole", "set/p0.png", "set/p5.png", "--out", "two.csv");
      const [head, ...rows] = (await readFile(inside("two.csv"), "utf8")).trim().split("\n");
      expect(head).toMatch(/class,p\(dark\),p\(gray\),p\(light\)$/);
      expect(rows).toHaveLength(2);
      await expectDone("predict", "whole", "--part", "test", "--out", "test.csv");
      const found = (await readFile(inside("test.csv"), "utf8"))
        .trim()
        .split("\n")
        .map((row) => row.split(","));
      const [label, chosen] = ["label", "class"].map((name) => found[0]!.indexOf(name)) as [number, number];
      const right = found.slice(1).filter((row) => row[label] === row[chosen]).length;
      const { trainings } = await summaryOf("whole");
      expect(right / (found.length - 1)).toBeCloseTo(trainings[0]!.accuracy, 12);
      const exported = await expectDone("export", "whole", "--to", "exported");
      expect(
        exported
          .trim()
          .split("\n")
          .map((path) => path.split("/").at(-1)),
      ).toEqual([...["README.md", "model.safetensors", "classifier.onnx", "trainer.onnx"]]);
    },
    timeout,
  );

  test(
    "has a page that report writes anew, without the data",
    async () => {
      const page = inside("whole", "report.html");
      const before = await readFile(page, "utf8");
      await rm(page);
      expect(await expectDone("report", "whole")).toBe("whole/report.html\n");
      expect(await readFile(page, "utf8")).toBe(before);
      expect(await expectDone("check", "whole")).toContain("9 right");
      const { stderr } = await hourglass("report", "whole", "--dataset", "set");
      expect(stderr).toContain("--dataset: the page of a classifier is drawn without its data");
    },
    timeout,
  );

  test("is listed for the studio as what it is", async () => {
    const { runs, problems } = await listRuns(folder.path);
    expect(problems).toEqual([]);
    const { kind, title, ...facts } = runs.find(({ id }) => id === "whole")!;
    expect(kind).toBe("classifier");
    expect(title).toBe("a logistic head on a deep encoder, set, seed 1");
    expect(facts).toMatchObject({ classes: 3, labels: (await summaryOf("whole")).trainings[0]!.labels.all });
  });

  test.each(["gaussian", "codebook"])(
    "goes on a %s code, which may move",
    async (name) => {
      for (const more of [[], ["--fine-tune"]]) {
        const out = [name, "classes", ...more].join("");
        await classify(out, name, "--labels-per-class", "5", "--epochs", "30", ...more);
        expect((await summaryOf(out)).status).toBe("done");
      }
    },
    timeout,
  );

  test(
    "of several numbers of labels and seeds is a curve",
    async () => {
      await classify("curve", "run", "--labels-per-class", "2,4", "--seeds", "1,2", "--epochs", "5");
      const { trainings } = await summaryOf("curve");
      expect(trainings).toHaveLength(12);
      expect(trainings[0]).toMatchObject({ network: "encoder", labelsPerClass: 4, seed: 1 });
      const page = await readFile(inside("curve", "report.html"), "utf8");
      expect(page).toContain("figures/accuracy.svg");
      const csv = (await readFile(inside("curve", "figures", "accuracy.csv"), "utf8")).trim().split("\n");
      expect(csv).toHaveLength(7);
    },
    timeout,
  );

  test(
    "uses labels that are given to a run that was trained without any",
    async () => {
      const refused = await hourglass("classify", "bare", "--labels-per-class", "2", "--out", "no");
      expect(refused.stderr).toContain("it needs labels, which the images do not have");
      await classify("given", "bare", "--labels-per-class", "2", "--epochs", "5", "--labels", "labels.csv");
      const checked = await expectDone("check", "given");
      expect(checked).toContain("9 right");
    },
    timeout,
  );
});

describe("interrupted anywhere, it goes on to the same bits:", () => {
  const plan: ClassifierPlan = {
    ...{ labelsPerClass: [4, 8], seeds: [1], fineTune: true, hidden: [6], epochs: 6 },
    ...{ batchSize: 5, learningRate: 0.01, schedule: "cosine", weightDecay: 0.01, patience: 0 },
  };

  test(
    "the first network, the second, and a smaller number of labels",
    async () => {
      const runtime = await createNodeRuntime({ threads: 1 });
      const run = await openRun(inside("run"), runtime);
      const { settings } = run.summary;
      const dataset = await loadDataset(settings.dataset, { download: false, ...readingOptions(settings) });
      const train = async (
        name: string,
        stopAt: number,
        before?: ClassifierSummary,
      ): Promise<ClassifierSummary> => {
        const controller = new AbortController();
        return trainClassifiers({
          ...{ folder: runFolder(inside(name)), run, path: "run", dataset, settings, runtime, plan },
          ...(before === undefined ? {} : { before }),
          signal: controller.signal,
          onProgress: (done) => {
            if (done >= stopAt) controller.abort();
          },
        });
      };
      const whole = await train("whole-bits", Number.POSITIVE_INFINITY);
      expect(whole.status).toBe("done");
      for (const stopAt of [0.5, 1.4, 3.6]) {
        const name = `stopped-${stopAt}`;
        const before = await train(name, stopAt);
        expect(before.status).toBe("interrupted");
        const resumed = await train(name, Number.POSITIVE_INFINITY, before);
        const timeless = ({ trainings, weights, confusion }: ClassifierSummary): unknown => ({
          trainings: trainings.map((one) => ({ ...one, seconds: 0 })),
          ...{ weights, confusion },
        });
        expect(timeless(resumed), name).toEqual(timeless(whole));
      }
      await run.autoencoder.release();
    },
    timeout,
  );
});

describe("refused, in words, and nothing is written:", () => {
  test.each<[string, readonly string[], string]>([
    ["no number of labels", ["run"], "--labels-per-class: say how many labels are used"],
    [
      "a number that is none",
      ["run", "--labels-per-class", "few"],
      'expected a whole number from 1 to 10000000, or all, found "few"',
    ],
    [
      "more labels than there are",
      ["run", "--labels-per-class", "50"],
      "--labels-per-class 50: class dark has only",
    ],
    [
      "one label that is to stop training",
      ["run", "--labels-per-class", "1", "--patience", "3"],
      "--patience: 1 label of class dark leaves none",
    ],
    [
      "a head that is none",
      ["run", "--labels-per-class", "1", "--head", "big"],
      "--head: expected a whole number from 1 to",
    ],
    [
      "a rate that is none",
      ["run", "--labels-per-class", "1", "--learning-rate", "-1"],
      "--learning-rate: expected",
    ],
    [
      "a schedule that is none",
      ["run", "--labels-per-class", "1", "--schedule", "slowly"],
      "--schedule: expected",
    ],
    ["no run", ["--labels-per-class", "1"], "RUN: name the folder of a finished run"],
    ["a folder without a run", ["set", "--labels-per-class", "1"], "set holds no run"],
    [
      "a classifier",
      ["whole", "--labels-per-class", "1"],
      "is of a classifier (hourglass classify): expected the run of an autoencoder",
    ],
    ["nothing to resume", ["--resume"], "--resume: no holds no classifier"],
    [
      "other options on resuming",
      ["--resume", "--epochs", "3"],
      "--epochs: --resume goes on as it was asked for",
    ],
  ])("%s", async (_, words, message) => {
    const { code, stderr } = await hourglass("classify", ...words, "--out", "no");
    expect(stderr).toContain(message);
    expect(code).not.toBe(0);
    expect(stderr).not.toMatch(/^\s+at /m);
    await expect(readFile(inside("no", "run.json"))).rejects.toThrow("ENOENT");
  });

  test.each(["whole", "run"])("an --out that holds a run already: %s", async (out) => {
    const { stderr } = await hourglass("classify", "gaussian", "--labels-per-class", "1", "--out", out);
    expect(stderr).toContain(`--out: ${out} holds a run already`);
  });

  test("commands that are of autoencoders say what a classifier has", async () => {
    for (const words of [
      ["evaluate", "whole"],
      ["encode", "whole", "set", "--out", "no.csv"],
    ]) {
      const { stderr } = await hourglass(...words);
      expect(stderr).toContain("whole/run.json is of a classifier (hourglass classify)");
    }
  });
});
