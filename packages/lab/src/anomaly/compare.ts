import { group, max } from "d3-array";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { capitalise, counted } from "hourglass-core/internal/words.ts";
import { type MeanInterval, meanInterval } from "../evaluation/mean-interval.ts";
import { meanAndDeviation } from "../evaluation/spread.ts";
import { type AnomalyScoreName, anomalyScores, headlineScore, scoresIn } from "./anomaly-scores.ts";
import { type AnomalyBaselineName, anomalyBaselines, baselinesIn } from "./baselines.ts";
import { percent, points } from "./percent.ts";
import type { AnomalyBaselines, AnomalyCell, AnomalyComparison, AnomalyPlan } from "./results.ts";

/**
 * Compares the scores of autoencoders with the baselines: areas under the ROC curve, the differences paired by class, where each
 * class's is the mean over the seeds, or by seed where one thing is normal.
 * @param shape of the samples; images unless given
 * @returns `undefined` where something of the plan is missing
 */
export function compareWithBaselines(
  { classes, seeds }: Pick<AnomalyPlan, "classes" | "seeds">,
  cells: readonly AnomalyCell[],
  baselines: readonly AnomalyBaselines[],
  shape?: SampleShape,
): AnomalyComparison | undefined {
  const tasks = [...group(cells, ({ normalClass }) => normalClass)].map(([normalClass, ofTask]) => ({
    cells: ofTask,
    baselines: baselines.find((one) => one.normalClass === normalClass),
  }));
  const isWhole = tasks.every((task) => task.cells.length === seeds.length && task.baselines !== undefined);
  if (!isWhole || tasks.length !== (classes?.length ?? 1)) return undefined;
  const [first] = tasks;
  if (first?.cells[0] === undefined || first.baselines === undefined) return undefined;
  const areaOf = (task: (typeof tasks)[number], baseline: AnomalyBaselineName): number =>
    task.baselines?.auroc[baseline] ?? Number.NaN;
  const pairs = tasks.length > 1 ? "classes" : seeds.length > 1 ? "seeds" : "none";
  const differencesOf = (score: AnomalyScoreName, baseline: AnomalyBaselineName): readonly number[] => {
    const ofTasks = tasks.map((task) =>
      task.cells.map(({ auroc }) => (auroc[score] ?? Number.NaN) - areaOf(task, baseline)),
    );
    return pairs === "classes" ? ofTasks.map((ofSeeds) => meanAndDeviation(ofSeeds).mean) : ofTasks.flat();
  };
  const names = baselinesIn(first.baselines.auroc);
  const means = forEach(
    names,
    (baseline) => meanAndDeviation(tasks.map((task) => areaOf(task, baseline))).mean,
  );
  const greatest = max(names, (name) => means[name]);
  const best = names.find((name) => means[name] === greatest) ?? "cosine";
  const differences = forEach(scoresIn(first.cells[0].auroc), (score) =>
    forEach(names, (baseline) => meanInterval(differencesOf(score, baseline))),
  );
  const tell = (score: AnomalyScoreName, baseline: AnomalyBaselineName): string =>
    finding({
      ...{ score, baseline, pairs },
      baselineMean: means[baseline],
      difference: differences[score][baseline],
      pairwise: differencesOf(score, baseline),
    });
  const told = new Set([tell(headlineScore(first.cells[0].auroc), best), tell("error", "pcaError")]);
  return {
    ...{ pairs, baselines: means, best, differences },
    findings: [
      `Of the ${names.length} baselines, which need no autoencoder, "${anomalyBaselines[best].title}" is best here: ` +
        `${percent(means[best])} %.`,
      ...told,
    ].map((sentence) => (shape === undefined ? sentence : inWordsOf(shape, sentence))),
  };
}

interface Told {
  readonly score: AnomalyScoreName;
  readonly baseline: AnomalyBaselineName;
  readonly pairs: AnomalyComparison["pairs"];
  readonly baselineMean: number;
  readonly difference: MeanInterval;
  /** A difference a pair. */
  readonly pairwise: readonly number[];
}

/** What a difference shows, and what it does not. */
function finding({ score, baseline, pairs, baselineMean, difference, pairwise }: Told): string {
  const { mean, interval } = difference;
  const names = `the autoencoder's ${anomalyScores[score].title} score`;
  const against = `"${anomalyBaselines[baseline].title}"`;
  const amounts = `${percent(baselineMean + mean)} % against ${percent(baselineMean)} %, a difference of ${points(mean)} percentage points`;
  const capital = capitalise(names);
  if (interval === undefined) {
    return `${capital} has ${amounts} to ${against}, by one training: how far another would differ is not known.`;
  }
  const [low, high] = interval;
  const over =
    pairs === "classes"
      ? `paired t over ${counted(pairwise.length, "class", "classes")}`
      : `t over ${counted(pairwise.length, "seed")}, of one and the same test images`;
  const above = pairwise.filter((one) => one > 0).length;
  const kind = pairs === "classes" ? "classes" : "seeds";
  const evidence = `${amounts} (95 % interval ${points(low)} to ${points(high)}, ${over}; above it in ${above} of ${pairwise.length} ${kind})`;
  if (low > 0) return `${capital} tells more than ${against}: ${evidence}.`;
  if (high < 0) return `${capital} tells less than ${against}, so the autoencoder adds nothing: ${evidence}.`;
  return `That ${names} tells more than ${against} is not shown, nor that it tells less: ${evidence}.`;
}

function forEach<N extends string, T>(names: readonly N[], value: (name: N) => T): Record<N, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<N, T>;
}
