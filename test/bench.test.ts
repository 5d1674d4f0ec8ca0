import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The benchmark is JavaScript: what is used of it here, as types.
interface CreateJob {
  createJob(images: Uint8Array, models: readonly unknown[]): unknown;
  randomBytes(count: number): Uint8Array;
}
interface WriteJob {
  writeJob(folder: string, content: unknown): void;
}
interface Models {
  models: readonly { name: string }[];
}
interface Document {
  fillTemplate(template: string, values: Record<string, string>): string;
}
interface Work {
  trainingWork(model: { encoder: { multiplyAdds: number }[]; decoder: { multiplyAdds: number }[] }): number;
}
interface Statistics {
  summariseRatios(numerators: (number | undefined)[], denominators: (number | undefined)[]): unknown;
  compareLosses(losses: number[], reference: number[], window?: number): unknown;
  relativeGrowth(values: number[]): number;
}
interface Result {
  images: number;
  seconds: number;
  losses: number[];
  version: string;
  threads: number;
  peakMemory: number;
}

const bench = new URL("../bench/", import.meta.url);
const load = async <T>(file: string): Promise<T> => (await import(new URL(file, bench).href)) as T;

const { models } = await load<Models>("models.js");

describe("a contestant", () => {
  let folder = "";
  const imageCount = 600;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hourglass-bench-test-"));
    const { createJob, randomBytes } = await load<CreateJob>("create-job.js");
    const { writeJob } = await load<WriteJob>("job.js");
    writeJob(folder, createJob(randomBytes(imageCount * 784), models));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("trains for as long as it is told and answers with what it did", () => {
    const result = ask("contestants/hourglass-native.js", {
      model: "vanilla",
      warmUpSeconds: 0,
      seconds: 0.05,
      threads: 1,
    });

    expect(result.images).toBeGreaterThan(0);
    expect(result.seconds).toBeGreaterThanOrEqual(0.05);
    expect(result.threads).toBe(1);
    expect(result.version).toMatch(/^onnxruntime-node \d+\.\d+\.\d+ \(native/);
    expect(result.peakMemory).toBeGreaterThan(20e6);
  });

  it("computes the loss of every step, warm-up included", () => {
    const { images, losses } = ask("contestants/hourglass-native.js", {
      model: "vanilla",
      warmUpSeconds: 0,
      seconds: 0.05,
      threads: 1,
    });

    // An epoch of 600 images has two steps of 256 and one of 88, and the warm-up is a chunk, here the first two.
    const stepsOfEpoch = 3;
    const imagesOfSteps = (steps: number): number =>
      Math.floor(steps / stepsOfEpoch) * imageCount + (steps % stepsOfEpoch) * 256;
    expect(images).toBe(imagesOfSteps(losses.length) - imagesOfSteps(2));
    // Untrained, every pixel is about one half: ln 2 nats.
    expect(losses[0]).toBeGreaterThan(Math.LN2 - 0.01);
    expect(losses[0]).toBeLessThan(Math.LN2 + 0.05);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  });

  it.each(models)("trains the model that it is told: $name", ({ name }) => {
    const { losses } = ask("contestants/hourglass-native.js", {
      ...{ model: name, warmUpSeconds: 0, seconds: 0, threads: 1 },
    });

    // Cross-entropy is a mean over pixels, but of a variational model the sum, and the divergence adds some nats.
    const scale = name === "variational" ? 784 : 1;
    expect((losses[0] ?? 0) / scale).toBeGreaterThan(Math.LN2 - 0.01);
    expect((losses[0] ?? 0) / scale).toBeLessThan(Math.LN2 + 0.1);
  });

  function ask(contestant: string, task: object): Result {
    const path = fileURLToPath(new URL(contestant, bench));
    const line = execFileSync(process.execPath, [path, folder, JSON.stringify(task)], { encoding: "utf8" });
    return JSON.parse(line) as Result;
  }
});

describe("the work of training", () => {
  it("counts five products for two layers: the images need no gradient", async () => {
    const { trainingWork } = await load<Work>("work.js");
    const layer = { multiplyAdds: 784 * 32 };

    expect(trainingWork({ encoder: [layer], decoder: [layer] })).toBe(5 * 784 * 32 * 2);
    // Layers that multiply nothing, such as the one that makes planes of an image, come before the first that does.
    expect(trainingWork({ encoder: [{ multiplyAdds: 0 }, layer], decoder: [layer] })).toBe(5 * 784 * 32 * 2);
  });
});

describe("the growth of memory", () => {
  it("is that of the line through the values, over their mean", async () => {
    const { relativeGrowth } = await load<Statistics>("statistics.js");

    expect(relativeGrowth([90, 100, 110])).toBeCloseTo(0.2, 12);
    expect(relativeGrowth([100, 130, 130, 100])).toBeCloseTo(0, 12);
  });
});

describe("the document", () => {
  it("has values in place of the template's placeholders, and none of its comments", async () => {
    const { fillTemplate } = await load<Document>("document.js");

    expect(fillTemplate("a {{b}}\n\n<!-- to be\nwritten -->\n\nc {{b}}", { b: "x" })).toBe("a x\n\nc x");
    expect(() => fillTemplate("{{b}}", {})).toThrow("nothing to put in place of {{b}}");
  });
});

describe("ratios", () => {
  it("are taken round by round, without the rounds that lack one of the two", async () => {
    const { summariseRatios } = await load<Statistics>("statistics.js");

    expect(summariseRatios([10, 200, undefined, 30, 8], [5, 50, 1, 10, undefined])).toEqual({
      median: 3,
      lowest: 2,
      highest: 4,
    });
    expect(summariseRatios([1, undefined], [undefined, 1])).toBeUndefined();
  });
});

describe("losses", () => {
  it("are compared over the last steps that both have taken", async () => {
    const { compareLosses } = await load<Statistics>("statistics.js");

    expect(compareLosses([9, 4, 2], [9, 5, 3, 1], 2)).toEqual({ steps: 3, loss: 3, reference: 4 });
  });
});
