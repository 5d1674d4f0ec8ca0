import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { learningRateAt } from "./schedules.ts";

const { oneCycle } = JSON.parse(
  readFileSync(new URL("../../../../../test/golden/optimizers/steps.json", import.meta.url), "utf8"),
) as {
  readonly oneCycle: readonly {
    readonly steps: number;
    readonly rise: number;
    readonly rates: readonly number[];
  }[];
};

test.each(oneCycle)("one cycle of $steps steps has PyTorch's rates", ({ steps, rise, rates }) => {
  const schedule = { kind: "one-cycle", rise, warmUpEpochs: 0 } as const;
  for (const [step, rate] of rates.entries()) {
    expect(learningRateAt(schedule, 0.01, step, 10, steps / 10) / rate).toBeCloseTo(1, 10);
  }
});

test("a rise that is not given is three tenths", () => {
  const rates = [undefined, 0.3].map((rise) =>
    learningRateAt(
      { kind: "one-cycle", warmUpEpochs: 0, ...(rise === undefined ? {} : { rise }) },
      0.01,
      7,
      10,
      6,
    ),
  );
  expect(rates[0]).toBe(rates[1]);
});

test("a training of one or two steps has rates", () => {
  for (const steps of [1, 2]) {
    for (let step = 0; step < steps; step++) {
      const rate = learningRateAt({ kind: "one-cycle", warmUpEpochs: 0 }, 0.01, step, steps, 1);
      expect(rate).toBeGreaterThan(0);
      expect(rate).toBeLessThanOrEqual(0.01);
    }
  }
});
