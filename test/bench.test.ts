import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
interface Work {
  trainingWork(model: unknown): number;
  layerProducts(model: unknown): { places: number; inputs: number; outputs: number }[];
}
interface Rounds {
  orderOfRound(round: number, count: number): number[];
}
interface PyTorch {
  environment(
    setting: { blasThreads: number; vectors: string },
    surroundings: Record<string, string>,
  ): Record<string, string>;
  threadSettings(threads: number): { intraOpThreads: number; blasThreads: number }[];
}
interface Done {
  readonly amount: number;
  readonly seconds: number;
}
interface RunningContestant {
  readonly ready: { readonly version: string; readonly threads: number };
  train(seconds: number): Promise<Done>;
  end(): Promise<{ readonly losses: number[]; readonly peakMemory: number }>;
}
interface PageContestant {
  rate(seconds: number): Promise<number>;
  end(): Promise<void>;
}
interface PageTurns {
  takeTurns(
    starts: Record<string, () => Promise<PageContestant>>,
    times: { warmUp: number; seconds: number; rounds: number },
    tell: (text: string) => void,
  ): Promise<{ rates: Record<string, number[]>; missing: Record<string, string> }>;
}
interface ContestantProcess {
  startContestant(start: unknown, folder: string, task: object): Promise<RunningContestant>;
}
interface Contestant {
  name: string;
  find(context: unknown): Promise<unknown>;
}
interface Contestants {
  matrixProduct: unknown;
  contestants: readonly Contestant[];
  takesPart(contestant: Contestant, model: unknown, threads: number): boolean;
}
interface Peers {
  hasPeers(): boolean;
}

const bench = new URL("../bench/", import.meta.url);
const load = async <T>(file: string): Promise<T> => (await import(new URL(file, bench).href)) as T;

const { models } = await load<Models>("models.js");
const { contestants, matrixProduct, takesPart } = await load<Contestants>("contestants.js");
const { startContestant } = await load<ContestantProcess>("contestant-process.js");

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

  it("trains on for a turn when it is told, and waits in between", async () => {
    const native = await start("vanilla");
    const first = await native.train(0.05);
    const second = await native.train(0);
    const { losses, peakMemory } = await native.end();

    expect(native.ready.version).toMatch(/^onnxruntime-node \d+\.\d+\.\d+ \(native/);
    expect(native.ready.threads).toBe(1);
    expect(first.seconds).toBeGreaterThanOrEqual(0.05);
    expect(second.amount).toBeGreaterThan(0);
    expect(peakMemory).toBeGreaterThan(20e6);
    // An epoch of 600 images has two steps of 256 and one of 88. No step is taken outside of the turns.
    const imagesOfSteps = (steps: number): number => Math.floor(steps / 3) * imageCount + (steps % 3) * 256;
    expect(first.amount + second.amount).toBe(imagesOfSteps(losses.length));
    // Untrained, every pixel is about one half: ln 2 nats.
    expect(losses[0]).toBeGreaterThan(Math.LN2 - 0.01);
    expect(losses[0]).toBeLessThan(Math.LN2 + 0.05);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
  });

  it.each(models)("trains the model that it is told: $name", async ({ name }) => {
    const native = await start(name);
    await native.train(0);
    const { losses } = await native.end();

    // Cross-entropy is a mean over pixels, but of a variational model the sum, and the divergence adds some nats.
    const scale = name === "variational" ? 784 : 1;
    expect((losses[0] ?? 0) / scale).toBeGreaterThan(Math.LN2 - 0.01);
    expect((losses[0] ?? 0) / scale).toBeLessThan(Math.LN2 + 0.1);
  });

  // Convolutions take jax-js and plain JavaScript many seconds a step, and TensorFlow.js as WebAssembly has no gradient of them.
  const others = contestants
    .filter(({ name }) => name !== "hourglass-native")
    .flatMap((contestant) =>
      models
        .filter((model) => takesPart(contestant, model, 1))
        .filter(({ name }) => name !== "convolutional" || contestant.name === "pytorch")
        .map((model) => ({ contestant, name: contestant.name, model })),
    );
  it.for(others)(
    "starts from the same weights and batch: $name, $model.name",
    async ({ contestant, model }, { skip }) => {
      const { hasPeers } = await load<Peers>("peers.js");
      const start = await contestant
        .find({
          ...{ model, threads: 1 },
          tryOut: (starts: unknown[]) => Promise.resolve(starts.map(() => [1])),
          installPeers: () => (hasPeers() ? Promise.resolve() : Promise.reject(new Error("not installed"))),
        })
        .catch(() => skip("it is not installed here"));
      const other = await startContestant(start, folder, { model: model.name, threads: 1 });
      const { amount } = await other.train(0);
      const { losses } = await other.end();
      const native = await firstLossOf(model.name);

      expect(amount).toBeGreaterThanOrEqual(256);
      // Who draws noise draws its own.
      const tolerance = /denoising|variational/.test(model.name) ? 0.01 : 1e-4;
      expect(Math.abs((losses[0] ?? Number.NaN) / native - 1)).toBeLessThan(tolerance);
    },
  );

  /** Of the native Hourglass, by model. */
  const firstLosses = new Map<string, number>();
  async function firstLossOf(model: string): Promise<number> {
    const known = firstLosses.get(model);
    if (known !== undefined) return known;
    const native = await start(model);
    await native.train(0);
    const { losses } = await native.end();
    firstLosses.set(model, losses[0] ?? Number.NaN);
    return losses[0] ?? Number.NaN;
  }

  it("that fails says why", async () => {
    await expect(start("no such model")).rejects.toThrow("no benchmark model is called no such model");
  });

  it("the probe counts the FLOP of the model's products", async () => {
    const probe = await startContestant(matrixProduct, folder, { model: "vanilla", threads: 1 });
    const { amount } = await probe.train(0);
    await probe.end();

    expect(amount).toBe(2 * 256 * (784 * 32 + 32 * 784));
  });

  async function start(model: string): Promise<RunningContestant> {
    const native = contestants.find(({ name }) => name === "hourglass-native");
    return startContestant(await native?.find({}), folder, { model, threads: 1 });
  }
});

describe("the turns of a round", () => {
  it("have everybody as often before as after everybody else", async () => {
    const { orderOfRound } = await load<Rounds>("rounds.js");
    const rounds = Array.from({ length: 20 }, (_, index) => orderOfRound(index + 1, 5));

    for (const order of rounds) expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
    const before = rounds.filter((order) => order.indexOf(0) < order.indexOf(3)).length;
    expect(before).toBe(10);
    expect(new Set(rounds.map(String)).size).toBeGreaterThan(5);
  });
});

describe("turns in the page", () => {
  const times = { warmUp: 8, seconds: 2, rounds: 4 };
  const steady = (rate: number, calls: number[]): (() => Promise<PageContestant>) => {
    const turn = (seconds: number): Promise<number> => {
      calls.push(seconds);
      return Promise.resolve(rate);
    };
    return () => Promise.resolve({ rate: turn, end: () => Promise.resolve() });
  };
  const absent = (): Promise<PageContestant> =>
    Promise.reject(new Error("page.evaluate: Error: jax-js has no webgpu here\n    at step"));

  it("give a rate a round, without who cannot start", async () => {
    const { takeTurns } = await load<PageTurns>("studio/contestant.js");
    const calls: number[] = [];
    const starts = { studio: steady(20, calls), webgpu: absent, other: steady(10, []) };
    expect(await takeTurns(starts, times, () => undefined)).toEqual({
      rates: { studio: [20, 20, 20, 20], other: [10, 10, 10, 10] },
      missing: { webgpu: "jax-js has no webgpu here" },
    });
    expect(calls).toEqual([8, 2, 2, 2, 2]);
  });

  it("need the studio", async () => {
    const { takeTurns } = await load<PageTurns>("studio/contestant.js");
    await expect(takeTurns({ studio: absent }, times, () => undefined)).rejects.toThrow("no webgpu here");
  });
});

describe("PyTorch", () => {
  it("is not held to the kernels of another processor, whatever the environment says", async () => {
    const { environment } = await load<PyTorch>("pytorch.js");
    const surroundings = {
      PATH: "/bin",
      OPENBLAS_CORETYPE: "Haswell",
      OPENBLAS_L2_SIZE: "512",
      OMP_NUM_THREADS: "7",
      ATEN_CPU_CAPABILITY: "default",
    };

    expect(environment({ blasThreads: 2, vectors: "default" }, surroundings)).toEqual({
      PATH: "/bin",
      OPENBLAS_NUM_THREADS: "2",
    });
    expect(environment({ blasThreads: 1, vectors: "avx512" }, surroundings)).toEqual({
      PATH: "/bin",
      OPENBLAS_NUM_THREADS: "1",
      ATEN_CPU_CAPABILITY: "avx512",
    });
    expect(surroundings).toHaveProperty("OPENBLAS_CORETYPE", "Haswell");
  });

  it.each([1, 2, 4])("has no more threads than the others: %i", async (threads) => {
    const { threadSettings } = await load<PyTorch>("pytorch.js");
    for (const { intraOpThreads, blasThreads } of threadSettings(threads)) {
      expect(Math.max(intraOpThreads, blasThreads)).toBe(threads);
    }
  });
});

describe("the work of training", () => {
  it("counts five products for two layers: the images need no gradient", async () => {
    const { trainingWork } = await load<Work>("work.js");
    const layer = { multiplyAdds: 784 * 32 };

    expect(trainingWork({ encoder: [layer], decoder: [layer] })).toBe(5 * 784 * 32 * 2);
    // Layers that multiply nothing, such as the one that makes planes of an image, come before the first that does.
    expect(trainingWork({ encoder: [{ multiplyAdds: 0 }, layer], decoder: [layer] })).toBe(5 * 784 * 32 * 2);
  });

  it.each([
    {
      what: "dense",
      layer: {
        multiplyAdds: 784 * 32,
        inputShape: [784],
        parameters: [{ shape: [784, 32] }, { shape: [32] }],
      },
      product: { places: 1, inputs: 784, outputs: 32 },
    },
    {
      what: "a convolution",
      layer: {
        ...{ multiplyAdds: 64 * 32 * 9 * 196, inputShape: [32, 14, 14] },
        parameters: [{ shape: [64, 32, 3, 3] }, { shape: [64] }],
      },
      product: { places: 196, inputs: 288, outputs: 64 },
    },
    {
      what: "a transposed convolution",
      layer: {
        ...{ multiplyAdds: 64 * 32 * 9 * 49, inputShape: [64, 7, 7] },
        parameters: [{ shape: [64, 32, 3, 3] }, { shape: [32] }],
      },
      product: { places: 49, inputs: 64, outputs: 288 },
    },
  ])("is a product of matrices: $what", async ({ layer, product }) => {
    const { layerProducts } = await load<Work>("work.js");
    expect(layerProducts({ encoder: [layer], decoder: [{ multiplyAdds: 0, parameters: [] }] })).toEqual([
      product,
    ]);
    expect(product.places * product.inputs * product.outputs).toBe(layer.multiplyAdds);
  });
});
