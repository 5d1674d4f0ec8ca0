import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { afterAll, describe, expect, test, vi } from "vitest";
import { barsSettings, barsTrainer, noHooks } from "../../../../test/support/page-trainer.ts";
import type { TrainerApi, TrainingEnd, WeightsSnapshot } from "./trainer-api.ts";

// Settings that are changed while a model trains: 50 images in batches of 16, so 4 steps an epoch.

vi.stubGlobal("navigator", { userAgent: "a browser of this test", hardwareConcurrency: 2 });
afterAll(() => vi.unstubAllGlobals());

const settings = { ...barsSettings, epochs: 3 };

async function prepared(given: object = settings): Promise<TrainerApi> {
  const trainer = await barsTrainer();
  await trainer.prepare(given);
  return trainer;
}

interface Trained {
  readonly end: TrainingEnd;
  readonly weights: WeightsSnapshot;
  readonly steps: readonly number[];
}

async function trained(
  trainer: TrainerApi,
  steps?: number,
  onStep: (step: number) => unknown = () => undefined,
): Promise<Trained> {
  let weights: WeightsSnapshot = new Map();
  const seen: number[] = [];
  const hooks = {
    onNews: ({ step }: { step: number }) => {
      seen.push(step);
      onStep(step);
    },
    onWeights: (newest: WeightsSnapshot) => {
      weights = newest;
    },
  };
  const end = await trainer.train(hooks, steps);
  return { end, weights, steps: seen };
}

const losses = ({ end }: Trained): unknown =>
  end.history.map(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss]);

const unchanged = await trained(await prepared());

describe("a setting that is changed while a model trains", () => {
  test("and back before a step is taken changes no bit", async () => {
    const trainer = await prepared();
    await trained(trainer, 5);
    for (const other of [{ learningRate: 0.1 }, { corruption: "gaussian:0.5" }, { loss: "mse" }]) {
      const { changes } = await trainer.change({ ...settings, ...other });
      expect(changes.map(({ name }) => name)).toEqual(Object.keys(other));
    }
    expect((await trainer.change(settings)).changes).toEqual([]);
    const rest = await trained(trainer);
    expect(losses(rest)).toEqual(losses(unchanged));
    expect(rest.weights).toEqual(unchanged.weights);
  });

  test("goes on from the same weights: its steps are those of the old value before it, and of the new one after", async () => {
    const rate = { ...settings, learningRate: 0.01 };
    const trainer = await prepared();
    const before = await trained(trainer, 4);
    const { settings: now, changes, isOver } = await trainer.change(rate);
    expect(now.learningRate).toBe(0.01);
    expect(changes).toEqual([{ name: "learningRate", from: 0.001, to: 0.01, step: 4, epoch: 1 }]);
    expect(isOver).toBe(false);
    const after = await trained(trainer);
    const first = await trained(await prepared(), 4);
    expect(before.weights).toEqual(first.weights);
    expect(after.end.history[0]).toMatchObject({ trainingLoss: unchanged.end.history[0]!.trainingLoss });
    const fromStart = await trained(await prepared(rate));
    expect(after.weights).not.toEqual(unchanged.weights);
    expect(after.weights).not.toEqual(fromStart.weights);
  });

  test("before the first step is as if it had been so from the start", async () => {
    const trainer = await prepared();
    const { changes } = await trainer.change({ ...settings, learningRate: 0.01, corruption: "gaussian:0.3" });
    expect(changes).toEqual([]);
    const changed = await trained(trainer);
    const fromStart = await trained(
      await prepared({ ...settings, learningRate: 0.01, corruption: "gaussian:0.3" }),
    );
    expect(changed.weights).toEqual(fromStart.weights);
  });

  test("is taken up after the chunk under way, at the same step whatever the pace", async () => {
    const trainer = await prepared();
    trainer.setPace("slow");
    const told: Promise<unknown>[] = [];
    const run = await trained(trainer, undefined, (step) => {
      if (step === 6) told.push(trainer.change({ ...settings, learningRate: 0.01, beta1: 0.5 }));
    });
    // One step a chunk.
    expect(run.steps).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    const [changed] = (await Promise.all(told)) as [{ changes: readonly { name: string; step: number }[] }];
    expect(changed.changes.map(({ name, step }) => [name, step])).toEqual([
      ["learningRate", 6],
      ["beta1", 6],
    ]);
    const paused = await prepared();
    await trained(paused, 6);
    await paused.change({ ...settings, learningRate: 0.01, beta1: 0.5 });
    const rest = await trained(paused);
    expect(run.weights).toEqual(rest.weights);
    expect(losses(run)).toEqual(losses(rest));
  });

  test("more epochs leave no trace, be they asked for on the way or when it is done", async () => {
    const longer = await trained(await prepared({ ...settings, epochs: 5 }));
    const trainer = await prepared();
    await trained(trainer, 3);
    expect((await trainer.change({ ...settings, epochs: 4 })).changes).toEqual([]);
    expect((await trained(trainer)).end.stopped).toBe("all epochs done");
    expect(await trainer.change({ ...settings, epochs: 5 })).toMatchObject({ changes: [], isOver: false });
    expect((await trained(trainer)).weights).toEqual(longer.weights);
  });

  test("fewer epochs than have begun are refused, and training goes on as it was", async () => {
    const trainer = await prepared();
    await trained(trainer, 5);
    await expect(trainer.change({ ...settings, epochs: 1 })).rejects.toThrow("expected at least 2");
    expect((await trained(trainer)).weights).toEqual(unchanged.weights);
  });

  test.each([
    ["the layers", { latentSize: 5 }],
    ["the layers", { penalty: "topk:2" }],
    ["the first weights", { seed: 2 }],
    ["the data", { trainingImages: 20 }],
    ["other batches", { batchSize: 8 }],
    ["other numbers", { optimizer: "sgd:0.9" }],
  ])("is refused where it would be another model: %s, %o", async (reason, other) => {
    const trainer = await prepared();
    await trained(trainer, 1);
    await expect(trainer.change({ ...settings, ...other })).rejects.toThrow(reason);
  });

  test("losses of another objective neither stop it nor are the best", async () => {
    const trainer = await prepared({ ...settings, epochs: 4, patience: 1, restoreBest: true });
    await trained(trainer, 4);
    // Squared errors are smaller than cross-entropies, so back again every epoch is worse than the first.
    const other = { ...settings, epochs: 4, patience: 1, restoreBest: true, loss: "mse" };
    await trainer.change(other);
    await trained(trainer, 4);
    await trainer.change({ ...other, loss: "bce" });
    const { end } = await trained(trainer);
    expect(end).toMatchObject({ stopped: "all epochs done", keptEpoch: 4 });
  });
});

describe("what is taken away of it", () => {
  test("says which settings were changed, and when", async () => {
    const trainer = await prepared();
    await trained(trainer, 6);
    await trainer.change({ ...settings, learningRate: 0.01 });
    await trainer.train(noHooks);
    const { metadata } = decodeSafetensors((await trainer.take("weights", () => undefined)).bytes, "weights");
    expect(JSON.parse(metadata["changed_settings"] ?? "")).toMatchObject([{ name: "learningRate", step: 6 }]);
    const page = new TextDecoder().decode((await trainer.take("report", () => undefined)).bytes);
    expect(page).toContain("This command does not repeat the run");
    expect(page).toContain("learning rate 0.001 → 0.01 at epoch 1.64");
    expect(page).toContain("changed on the way");
    expect(page).toContain("These are the last ones, which did not hold throughout");
  });

  test("says nothing of it where none was", async () => {
    const trainer = await prepared();
    await trainer.train(noHooks);
    const { metadata } = decodeSafetensors((await trainer.take("weights", () => undefined)).bytes, "weights");
    expect(metadata["changed_settings"]).toBeUndefined();
    const page = new TextDecoder().decode((await trainer.take("report", () => undefined)).bytes);
    expect(page).not.toContain("does not repeat");
  });
});
