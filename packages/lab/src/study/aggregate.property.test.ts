import fc from "fast-check";
import { expect, test } from "vitest";
import { aggregate, type RunOutcome } from "./aggregate.ts";
import type { PlannedRun, StudyPlan } from "./grid.ts";

// Runs are grouped once: each cell has the numbers that it has in a study of that cell alone.

interface MadeRun {
  readonly cell: number;
  readonly status: RunOutcome["status"];
  readonly bce: number;
  readonly measured: boolean;
}

const madeRuns: fc.Arbitrary<readonly MadeRun[]> = fc.array(
  fc.record({
    cell: fc.nat(4),
    status: fc.constantFrom("done", "done", "failed", "not yet"),
    bce: fc.double({ min: 0.01, max: 1, noNaN: true }),
    measured: fc.boolean(),
  }),
  { maxLength: 30 },
);

const place = { data: "digits", model: "deep", varied: {} };

function outcomeOf({ status, bce, measured }: MadeRun): RunOutcome {
  if (status === "not yet") return { status };
  if (status === "failed") return { status, error: "it broke" };
  const errors = { bce, mse: bce / 2, sse: bce };
  const points = [0, 1].map((x) => ({ x, y: bce + x }));
  return {
    ...{ status, epochs: 2, seconds: 1, trainingImages: 10, allEpochs: true },
    course: {
      history: [1, 2].map((epoch) => ({ epoch, trainingLoss: bce, validationLoss: bce / epoch })),
      stepsPerEpoch: 1,
    },
    numbers: {
      summary: { metrics: { train: errors, test: errors }, model: { parameters: 3 } },
      evaluation: {},
      measures: measured
        ? {
            rank: {
              figures: { effectiveRank: bce },
              curves: [{ name: "c", title: "C", x: "x", y: "y", points }],
            },
          }
        : {},
    },
  };
}

test("in any order of the runs, the rows of a cell are those of a study of it alone", () => {
  fc.assert(
    fc.property(madeRuns, (made) => {
      const cells = [0, 1, 2, 3, 4].map((cell) => ({ id: `c${cell}`, title: `C${cell}`, ...place }));
      const runs = made.map(
        ({ cell }, index): PlannedRun => ({
          ...{ id: `r${index}`, cell: `c${cell}`, seed: index, ...place, settings: {} as never },
        }),
      );
      const outcomes = new Map(made.map((one, index) => [`r${index}`, outcomeOf(one)]));
      const plan: StudyPlan = { cells, runs };
      const found = aggregate(plan, outcomes);
      expect(found.runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => id));
      for (const [index, cell] of cells.entries()) {
        const alone = aggregate(
          { cells: [cell], runs: runs.filter((run) => run.cell === cell.id) },
          outcomes,
        );
        expect(found.cells[index]).toEqual(alone.cells[0]);
        expect(found.cells[index]!.seeds).toBe(alone.runs.filter(({ status }) => status === "done").length);
      }
    }),
    { numRuns: 100, seed: 1 },
  );
});
