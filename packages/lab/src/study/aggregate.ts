import { group } from "d3-array";
import { meanOf } from "../evaluation/spread.ts";
import type { Confusion, Curve, MeasureResult } from "../measures/measure.ts";
import { figuresOf, type RunNumbers } from "./figures.ts";
import type { PlannedRun, StudyPlan } from "./grid.ts";
import { lastTenthOf, learningCurve, type TrainingCourse } from "./learning.ts";
import type { CellRow, CurveSpread, RunRow } from "./results.ts";
import { spreadOverSeeds } from "./spread-over-seeds.ts";
import type { TrainingGiven } from "./training-given.ts";

/** What became of a planned training. */
export type RunOutcome =
  | { readonly status: "not yet" }
  | { readonly status: "failed"; readonly error: string }
  | {
      readonly status: "done";
      readonly epochs: number;
      /** Of training, over all resumes. */
      readonly seconds: number;
      /** How it went, and whether it had all epochs that it might have. */
      readonly course: TrainingCourse;
      readonly trainingImages: number;
      readonly allEpochs: boolean;
      readonly numbers: RunNumbers;
    };

/** The rows of runs and of cells, in the order of the plan. */
export function aggregate(
  plan: StudyPlan,
  outcomes: ReadonlyMap<string, RunOutcome>,
): { readonly runs: readonly RunRow[]; readonly cells: readonly CellRow[] } {
  const outcomeOf = ({ id }: PlannedRun): RunOutcome => outcomes.get(id) ?? { status: "not yet" };
  const runs = plan.runs.map((run) => runRow(run, outcomeOf(run)));
  const ofCell = group(plan.runs, (run) => run.cell);
  const figuresOfRun = new Map(runs.map(({ id, figures }) => [id, figures]));
  const cells = plan.cells.map((cell): CellRow => {
    const finished = (ofCell.get(cell.id) ?? []).flatMap((run) => {
      const outcome = outcomeOf(run);
      return outcome.status === "done" ? [{ ...outcome, figures: figuresOfRun.get(run.id) ?? {} }] : [];
    });
    const names = [...new Set(finished.flatMap(({ figures }) => Object.keys(figures)))];
    const measured = finished.map(({ numbers }) => numbers.measures);
    const learning = learningCurve(finished.map(({ course }) => course));
    return {
      ...cell,
      ...(finished.length === 0 ? {} : { training: meanTraining(finished) }),
      seeds: finished.length,
      figures: Object.fromEntries(
        names.map((name) => [name, spreadOverSeeds(finished.flatMap(({ figures }) => figures[name] ?? []))]),
      ),
      curves: [
        ...(learning === undefined ? [] : [learning]),
        ...curveSpreads(measured.map((one) => partsOf(one, "curves"))),
      ],
      confusions: partsOf(measured[0] ?? {}, "confusions"),
    };
  });
  return { runs, cells };
}

type Done = Extract<RunOutcome, { readonly status: "done" }>;

function trainingGiven({ epochs, course, trainingImages }: Done): TrainingGiven {
  return { epochs, steps: epochs * course.stepsPerEpoch, images: epochs * trainingImages };
}

function meanTraining(done: readonly Done[]): TrainingGiven {
  const given = done.map(trainingGiven);
  const mean = (what: keyof TrainingGiven): number => meanOf(given.map((one) => one[what]));
  return { epochs: mean("epochs"), steps: mean("steps"), images: mean("images") };
}

function runRow({ settings: _, ...place }: PlannedRun, outcome: RunOutcome): RunRow {
  if (outcome.status === "not yet") return { ...place, status: "not yet", figures: {} };
  if (outcome.status === "failed") return { ...place, status: "failed", error: outcome.error, figures: {} };
  const { status, epochs, seconds, numbers, allEpochs, course } = outcome;
  const { steps, images } = trainingGiven(outcome);
  const lastTenth = lastTenthOf(course.history);
  const reasons = Object.entries(numbers.measures).flatMap(([name, { notMeasured }]) =>
    notMeasured === undefined ? [] : [[name, notMeasured] as const],
  );
  const { weights } = numbers.summary;
  const { warnings = [] } = numbers.evaluation;
  return {
    ...{ ...place, status, epochs, steps, images, allEpochs, seconds },
    ...(lastTenth === undefined ? {} : { lastTenth }),
    ...(weights === undefined ? {} : { weights }),
    figures: figuresOf(numbers),
    ...(warnings.length === 0 ? {} : { warnings: warnings.map(({ text }) => text) }),
    ...(reasons.length === 0 ? {} : { notMeasured: Object.fromEntries(reasons) }),
  };
}

/** The curves or the confusions of all measures, by their full names: `robustness.gaussian.mse`. */
function partsOf<Part extends "curves" | "confusions">(
  results: Readonly<Record<string, MeasureResult>>,
  part: Part,
): readonly (Part extends "curves" ? Curve : Confusion)[];
function partsOf(
  results: Readonly<Record<string, MeasureResult>>,
  part: "curves" | "confusions",
): readonly (Curve | Confusion)[] {
  return Object.entries(results).flatMap(([measure, result]) =>
    (result[part] ?? []).map((one) => ({ ...one, name: `${measure}.${one.name}` })),
  );
}

/** Where seeds have a curve at different places, each place is over the seeds that have it. */
function curveSpreads(ofSeeds: readonly (readonly Curve[])[]): readonly CurveSpread[] {
  const byName = group(ofSeeds.flat(), ({ name }) => name);
  return [...byName.values()].map((curves): CurveSpread => {
    const [{ points: _, ...info }] = curves as [Curve];
    const atPlace = group(
      curves.flatMap(({ points }) => points),
      ({ x }) => x,
    );
    const points = [...atPlace].map(([x, values]) => ({ x, ...spreadOverSeeds(values.map(({ y }) => y)) }));
    return { ...info, points: points.sort((a, b) => a.x - b.x) };
  });
}
