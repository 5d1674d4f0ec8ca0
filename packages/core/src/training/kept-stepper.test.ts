import { describe, expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import {
  expectLosses,
  expectTensors,
  goldenNames,
  readGolden,
  trainGolden,
} from "../../../../test/support/golden-training.ts";
import { keepingRuntime } from "../../../../test/support/keeping-runtime.ts";
import { tinyModel } from "../../../../test/support/programs.ts";
import { sampleImages } from "../../../../test/support/sample-images.ts";
import { fitTiny, timelessState } from "../../../../test/support/training.ts";
import { keptLosses } from "../program/stepwise-trainer.ts";

// Steps that leave what they carry where it is computed: on the processor here, so that nothing but the way of taking them differs from a loop.

describe("three steps, each a run of its own, equal PyTorch's", () => {
  test.each(goldenNames)("%s", async (name) => {
    const golden = await readGolden(name);
    const { runtime, kept } = keepingRuntime(await nativeRuntime());
    const results = await trainGolden(golden, runtime);
    expectLosses(results, golden, 1e-5);
    expectTensors(results, golden, 1e-4);
    expect(kept()).toBe(0);
  });
});

describe("a training by such steps", () => {
  test("gives what a loop gives, to the bit", async () => {
    const { runtime, kept } = keepingRuntime(await nativeRuntime());
    const looped = await fitTiny({ epochs: 2 });
    const stepped = await fitTiny({ epochs: 2 }, {}, undefined, runtime);
    expect(timelessState(stepped.state)).toEqual(timelessState(looped.state));
    expect(kept()).toBe(0);
  });

  test("converts a batch at a time where the device does not take all samples at once", async () => {
    const { runtime } = keepingRuntime(await nativeRuntime(), 1);
    const looped = await fitTiny({ epochs: 1 });
    expect(timelessState((await fitTiny({ epochs: 1 }, {}, undefined, runtime)).state)).toEqual(
      timelessState(looped.state),
    );
  });

  test(`begins anew after ${keptLosses} steps, and loses no loss`, async () => {
    const { runtime } = keepingRuntime(await nativeRuntime());
    const data = { train: sampleImages(tinyModel(), keptLosses + 44) };
    const options = { epochs: 1, batchSize: 1 };
    const hooks = { stepsPerChunk: 1000 };
    const looped = await fitTiny(options, hooks, data);
    const stepped = await fitTiny(options, hooks, data, runtime);
    expect(stepped.state.step).toBe(keptLosses + 44);
    expect(timelessState(stepped.state)).toEqual(timelessState(looped.state));
  });
});
