import { corruptions, createRandom, measures, parseStudy, planStudy } from "./hourglass-studies.js";

/** @import { StudyShape } from "./study-shapes.js" */
/** @import { StudyPlan } from "hourglass-lab/internal/study/grid.ts" */
/** @import { MeasureResult } from "hourglass-lab/internal/measures/measure.ts" */
/** @import { RunOutcome } from "hourglass-lab/internal/study/aggregate.ts" */

/** What the studies of the package measure that ask most, and as many figures drawn. */
const measured = ["quality", "pca", "probe", "neighbours", "clusters", "rank", "units", "robustness"];
const drawn = ["bce", "quality.ssim", "probe.accuracy", "clusters.accuracy", "robustness.maskingAccuracy"];
/** Models by their labels; all others are deep ones. */
const presets = new Set(["vanilla", "deep"]);
const epochs = 20;
const counts = { train: 60_000, test: 10_000 };
const exampleCount = 10;
export const image = { height: 28, width: 28, channels: 1 };

/**
 * A study that never was, as its folder would have it when all trainings are done.
 * @param {StudyShape} shape
 */
export function madeUpStudy({ name, data, models, vary, seeds }) {
  const study = parseStudy(
    JSON.stringify({
      ...{ title: name, question: "What do all of them come to?", data, measures: measured, plot: drawn },
      models: Object.fromEntries(models.map((model) => [model, presets.has(model) ? {} : { model: "deep" }])),
      ...{ settings: { epochs }, vary, seeds: Array.from({ length: seeds }, (_, index) => index + 1) },
    }),
    "study.yaml",
  );
  const plan = planStudy(study, "study.yaml");
  const indices = Array.from({ length: exampleCount }, (_, index) => index);
  return {
    ...{ study, plan, outcomes: outcomesOf(plan) },
    data: data.map((set) => ({
      ...{ data: set, title: set, count: counts, image, indices, labels: indices },
    })),
    environment: { hourglass: "0.1.0", runtime: "onnxruntime-node", cpu: "a processor", cores: 1 },
  };
}

/** @param {StudyPlan} plan @returns {Map<string, RunOutcome>} */
function outcomesOf({ cells, runs }) {
  const places = new Map(cells.map(({ id }, index) => [id, index / cells.length]));
  const random = createRandom(1, "outcomes of the aggregation's benchmark");
  return new Map(
    runs.map(({ id, cell, settings }) => [id, outcome(random, places.get(cell) ?? 0, settings.latentSize)]),
  );
}

/**
 * @param {ReturnType<typeof createRandom>} random
 * @param {number} place of the cell among all, from 0 to 1
 * @param {number} latentSize
 * @returns {RunOutcome}
 */
function outcome(random, place, latentSize) {
  const draw = (/** @type {number} */ mean) =>
    mean * (1 + 0.3 * Math.sin(20 * place) + 0.02 * random.normal());
  const errors = { bce: draw(0.1), mse: draw(0.02), sse: draw(16) };
  const history = Array.from({ length: epochs }, (_, index) => ({
    ...{
      epoch: index + 1,
      trainingLoss: draw(0.1) + 0.3 / (index + 1),
    },
    validationLoss: 0.1 * (1 + 1 / (index + 1) ** 2) + 1e-4 * Math.abs(random.normal()),
  }));
  return /** @type {RunOutcome} */ ({
    ...{ status: "done", epochs, seconds: 20 + random.uniform(), trainingImages: 50_000, allEpochs: true },
    course: { history, stepsPerEpoch: 196 },
    numbers: {
      summary: {
        metrics: { train: errors, test: errors },
        model: { parameters: 50_000 + latentSize },
        weights: "a".repeat(64),
      },
      evaluation: { warnings: [] },
      measures: Object.fromEntries(measured.map((name) => [name, resultOf(name, draw, latentSize)])),
    },
  });
}

/**
 * @param {string} name of a measure
 * @param {(mean: number) => number} draw
 * @param {number} latentSize
 * @returns {MeasureResult}
 */
function resultOf(name, draw, latentSize) {
  const figures = Object.fromEntries(
    Object.keys(measures[name].figures).map((figure) => [figure, draw(0.5)]),
  );
  const curves = curvesOf(name, draw, latentSize);
  const counted = () =>
    Array.from({ length: 10 }, () => Array.from({ length: 10 }, () => Math.round(draw(100))));
  return {
    figures,
    ...(curves.length === 0 ? {} : { curves }),
    ...(name === "probe"
      ? { confusions: [{ name: "code", title: "Classes told from the code", counts: counted() }] }
      : {}),
  };
}

/**
 * @param {string} name of a measure
 * @param {(mean: number) => number} draw
 * @param {number} latentSize
 * @returns {NonNullable<MeasureResult["curves"]>}
 */
function curvesOf(name, draw, latentSize) {
  const curve = (/** @type {string} */ curveName, /** @type {readonly number[]} */ places) => ({
    ...{ name: curveName, title: `${curveName} of ${name}`, x: "level", y: "value" },
    points: places.map((x) => ({ x, y: draw(0.5) })),
  });
  if (name === "rank")
    return [
      curve(
        "spectrum",
        Array.from({ length: latentSize }, (_, axis) => axis + 1),
      ),
    ];
  if (name !== "robustness") return [];
  return corruptions.kinds.flatMap(({ name: kind, levels }) =>
    ["mse", "accuracy"].map((what) => curve(`${kind}.${what}`, levels)),
  );
}
