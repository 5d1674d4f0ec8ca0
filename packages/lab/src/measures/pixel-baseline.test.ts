import { expect, test } from "vitest";
import { nativeRuntime } from "../../../../test/support/evaluate.ts";
import { goldenSplits } from "../../../../test/support/golden-digits.ts";
import { createPixelBaseline } from "./pixel-baseline.ts";

test("everything is computed once", async () => {
  const runtime = await nativeRuntime();
  let programs = 0;
  const counting = {
    ...runtime,
    load: (program: Uint8Array) => {
      programs++;
      return runtime.load(program);
    },
  };
  const baseline = createPixelBaseline(counting, goldenSplits(100));
  expect(programs).toBe(0);
  const ask = () => Promise.all([baseline.probe(), baseline.neighbours(), baseline.principalComponents(3)]);
  const [probe, neighbours, components] = await ask();
  // The probe transposes and fits, neighbours look in two splits, the components need the covariance.
  expect(programs).toBe(5);
  const again = await ask();
  expect(again[0]).toBe(probe);
  expect(again[1]).toBe(neighbours);
  expect(again[2]).toBe(components);
  await baseline.principalComponents(5);
  expect(programs).toBe(5);
  expect(probe.accuracy).toBeGreaterThan(0.7);
  expect(neighbours.accuracy).toBeGreaterThan(0.7);
});
