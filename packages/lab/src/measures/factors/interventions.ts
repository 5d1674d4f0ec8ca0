import { createRandom, type Random } from "hourglass-core/internal/random/random.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import type { Representation } from "../representation.ts";
import { type SplitName, splitWords } from "../split-name.ts";
import { varyingUnits } from "../varying-units.ts";
import { betaVaeScore, meanDifferences, type PairDifferences } from "./beta-vae-score.ts";
import { bins } from "./factor.ts";
import { drawBatch, drawPairs, hasPairs } from "./factor-batches.ts";
import { type FactorGroups, groupingBy } from "./factor-groups.ts";
import { factorSample, mostFactorImages } from "./factor-sample.ts";
import { factorVaeScore, leastVaryingUnit, unitVariances, type Vote } from "./factor-vae-score.ts";
import { interventionalRobustness } from "./interventional-robustness.ts";

/** Batches that are drawn of each split, as in disentanglement_lib. */
const batches = { train: 10_000, test: 5_000 } as const;

/** Between two pauses. */
const batchesAtOnce = 500;

const seed = 1;

/** Codes of a split, and its images grouped by each factor. */
interface Grouped {
  readonly codes: Matrix;
  readonly groups: readonly FactorGroups[];
}

export const interventions: Measure = {
  title: "Interventions on factors",
  definition:
    "What a code does when one true factor stays and all others change. BetaVAE score: the accuracy of a linear classifier that tells which factor 64 pairs of images have in " +
    "common from the mean size of the differences of their codes, unit by unit. FactorVAE score: the accuracy of telling which factor 64 images have in common from the unit that varies least among them, as a share of its " +
    "variance, by majority vote; units that never vary have none. IRS (interventional robustness): how little a unit moves while its best factor stays, 1 less the 99th percentile of its " +
    "distances to the mean of images that have that factor in common, over its greatest distance to the mean of all; mean over units, weighted by the latter.",
  protocol:
    `Images have a factor in common that are of one class, or, of a number, in one of ${bins} bins that hold as many training images each; the other factors vary as they do ` +
    `in the data. On the codes of the first ${mostFactorImages.toLocaleString("en")} images of a split, as they are. Classifier and votes are fitted to ` +
    `${batches.train.toLocaleString("en")} seeded batches of training images and judged by ${batches.test.toLocaleString("en")} of test images, whose accuracy it is; chance is 1 over the number of factors. ` +
    "IRS fits nothing, and is of the test images.",
  source:
    "Higgins and others 2017 (BetaVAE score); Kim and Mnih 2018 (FactorVAE score); Suter and others 2019 (IRS); numbers of batches, the logistic regression (C = 1) and the percentile " +
    "as in disentanglement_lib (Locatello and others 2019), which draws new images where these are grouped",
  figures: {
    betaVae: { title: "BetaVAE score", unit: "", better: "higher", headline: true },
    factorVae: { title: "FactorVAE score", unit: "", better: "higher", headline: true },
    irs: { title: "IRS", unit: "", better: "higher", headline: true },
  },
  needs: "factors",
  seconds: 4,
  memory: ({ train, test, latentSize }) =>
    4 * latentSize * (train + test + 2 * mostFactorImages + 3 * (batches.train + batches.test)),
  async measure(representation, hooks) {
    const { runtime, factors } = representation;
    const train = await grouped(representation, "train");
    const test = await grouped(representation, "test");
    const units = varyingUnits(train.codes);
    if (units.length === 0) {
      throw new NotMeasurableError("the codes of the training images do not vary: all are one point");
    }
    const variances = unitVariances(train.codes);
    const fittedVotes = await votesOf(train, "train", units, variances, partOf(hooks, 0, 0.25));
    const judgedVotes = await votesOf(test, "test", units, variances, partOf(hooks, 0.25, 0.4));
    const fitted = await differencesOf(train, "train", partOf(hooks, 0.4, 0.6));
    const judged = await differencesOf(test, "test", partOf(hooks, 0.6, 0.7));
    const count = factors!.names.length;
    const betaVae = await betaVaeScore(runtime, fitted, judged, count);
    await pause(hooks, 0.9);
    return {
      figures: {
        betaVae,
        factorVae: factorVaeScore(fittedVotes, judgedVotes, count),
        irs: interventionalRobustness(test.codes, test.groups),
      },
    };
  },
};

/** @throws NotMeasurableError where no two images of the split have a factor in common */
async function grouped(representation: Representation, split: SplitName): Promise<Grouped> {
  const fitted = await factorSample(representation, "train");
  const { codes, factors } = await factorSample(representation, split);
  const groups = factors.map((factor, index) => groupingBy(fitted.factors[index]!)(factor));
  const lone = groups.findIndex((ofFactor) => !hasPairs(ofFactor));
  if (lone >= 0) {
    throw new NotMeasurableError(
      `it needs ${splitWords[split]} that have a factor in common, found no two with the same ${representation.factors!.names[lone]}`,
    );
  }
  return { codes, groups };
}

/** Batches of a split, each of a factor that is drawn, and what is made of them. */
async function ofBatches<T>(
  { groups }: Grouped,
  split: keyof typeof batches,
  purpose: string,
  look: (ofFactor: FactorGroups, factor: number, random: Random) => T,
  hooks: ProgressHooks,
): Promise<readonly T[]> {
  const random = createRandom(seed, `${purpose} of the ${splitWords[split]}`);
  const found: T[] = [];
  for (let batch = 0; batch < batches[split]; batch++) {
    if (batch % batchesAtOnce === 0) await pause(hooks, batch / batches[split]);
    const factor = random.below(groups.length);
    found.push(look(groups[factor]!, factor, random));
  }
  return found;
}

function votesOf(
  of: Grouped,
  split: keyof typeof batches,
  units: readonly number[],
  variances: Float64Array,
  hooks: ProgressHooks,
): Promise<readonly Vote[]> {
  return ofBatches(
    of,
    split,
    "batches",
    (ofFactor, factor, random) => ({
      factor,
      unit: leastVaryingUnit(of.codes, drawBatch(ofFactor, random), units, variances),
    }),
    hooks,
  );
}

async function differencesOf(
  of: Grouped,
  split: keyof typeof batches,
  hooks: ProgressHooks,
): Promise<PairDifferences> {
  const { columns } = of.codes;
  const data = new Float32Array(batches[split] * columns);
  let at = 0;
  const factors = await ofBatches(
    of,
    split,
    "pairs",
    (ofFactor, factor, random) => {
      data.set(meanDifferences(of.codes, drawPairs(ofFactor, random)), at);
      at += columns;
      return factor;
    },
    hooks,
  );
  return { differences: { rows: batches[split], columns, data }, factors: Uint8Array.from(factors) };
}
