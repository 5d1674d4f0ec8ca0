import { shapeOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { createRandom, shuffle } from "hourglass-core/internal/random/random.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { type Matrix, selectRows } from "../matrix.ts";
import type { Curve, FigureInfo, Measure } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import type { PixelBaseline } from "../pixel-baseline.ts";
import { rawValues, seenBy } from "../raw-values.ts";
import type { Representation } from "../representation.ts";
import { samplesOf } from "../split-name.ts";
import { fitStandardiser } from "../standardise.ts";
import { accuracyOf, classCount } from "./classification.ts";
import { classify, maximumIterations, penaltyByDefault, probeMemory, tolerance } from "./linear-probe.ts";
import { createLogisticRegression } from "./logistic-regression.ts";

/** Numbers of labels in all. */
const sizes = [10, 100, 1_000] as const;
/** How often each number of labels is drawn. */
const draws = 5;
/** Of the draws: they are the same for every model. */
const seed = 1;

/**
 * The positions of `count` images, as many of every class as of any other (where that does not divide, one more of the first
 * classes), each class in an order of its own that the draw decides.
 * @returns `undefined` where a class has too few images, or there are more classes than labels
 */
export function drawLabelled(labels: Uint8Array, count: number, draw: number): Int32Array | undefined {
  const classes = [...new Set(labels)].sort((a, b) => a - b);
  if (classes.length > count) return undefined;
  const chosen: number[] = [];
  for (const [index, label] of classes.entries()) {
    const quota = Math.floor(count / classes.length) + (index < count % classes.length ? 1 : 0);
    const own = Int32Array.from(labels.keys()).filter((position) => labels[position] === label);
    if (own.length < quota) return undefined;
    // The smaller draws are the beginnings of the larger ones.
    chosen.push(
      ...shuffle(own, createRandom(seed, `few labels, draw ${draw}, class ${label}`)).subarray(0, quota),
    );
  }
  return Int32Array.from(chosen).sort();
}

/** The classes that a linear classifier finds for rows, fitted on those that have a label: all rows are standardised alike. */
export async function classifyByFew(
  runtime: Runtime,
  train: Matrix,
  labels: Uint8Array,
  labelled: Int32Array,
  test: Matrix,
  classes: number,
): Promise<Uint8Array> {
  const own = Uint8Array.from(labelled, (position) => labels[position] as number);
  const regression = await createLogisticRegression(runtime, selectRows(train, labelled), own, classes);
  try {
    return classify(await regression.fit(penaltyByDefault, { tolerance, maximumIterations }), test);
  } finally {
    await regression.release();
  }
}

/** Mean accuracy over the draws, and its sample standard deviation. */
interface Accuracy {
  readonly labels: number;
  readonly mean: number;
  readonly deviation: number;
}

async function accuraciesOf(
  runtime: Runtime,
  { splits }: Pick<Representation, "splits">,
  rowsOf: (split: "train" | "test") => Promise<Matrix>,
  hooks: ProgressHooks,
): Promise<readonly Accuracy[]> {
  const [train, test] = [await rowsOf("train"), await rowsOf("test")];
  const standardiser = fitStandardiser(train);
  const [rows, others] = [standardiser.apply(train), standardiser.apply(test)];
  const [labels, truth] = [splits.train.labels as Uint8Array, splits.test.labels as Uint8Array];
  const found: Accuracy[] = [];
  for (const [index, count] of sizes.entries()) {
    const accuracies: number[] = [];
    for (let draw = 1; draw <= draws; draw++) {
      await pause(hooks, (index + (draw - 1) / draws) / sizes.length);
      const labelled = drawLabelled(labels, count, draw);
      if (labelled === undefined) break;
      const classes = await classifyByFew(runtime, rows, labels, labelled, others, classCount(splits));
      accuracies.push(accuracyOf(classes, truth));
    }
    if (accuracies.length < draws) continue;
    const mean = accuracies.reduce((sum, value) => sum + value, 0) / draws;
    const squares = accuracies.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    found.push({ labels: count, mean, deviation: Math.sqrt(squares / (draws - 1)) });
  }
  await pause(hooks, 1);
  return found;
}

const ofPixels = new WeakMap<PixelBaseline, readonly Accuracy[]>();

const figures = Object.fromEntries(
  sizes.flatMap((count): readonly [string, FigureInfo][] => {
    const words = `${count.toLocaleString("en")} labels`;
    return [
      [
        `accuracy${count}`,
        {
          title: `accuracy with ${words}`,
          unit: "",
          better: "higher",
          beside: `pixels${count}`,
          headline: true,
        },
      ],
      [`spread${count}`, { title: `its deviation over draws of ${words}`, unit: "", better: "lower" }],
      [`pixels${count}`, { title: `accuracy of raw pixels with ${words}`, unit: "", better: "higher" }],
      [
        `pixelsSpread${count}`,
        { title: `deviation of raw pixels over draws of ${words}`, unit: "", better: "lower" },
      ],
    ];
  }),
);

export const fewLabels: Measure = {
  title: "Few labels",
  definition:
    "What a code is worth where few images have a label: the test accuracy of a linear classifier (multinomial logistic " +
    "regression) on the codes of 10, 100 and 1,000 labelled images in all, and beside it the same on the raw pixels.",
  protocol:
    `Of the training split, ${draws} stratified draws of each number of labels, the same for every model; mean and sample standard ` +
    "deviation over the draws. Means and deviations for the standardisation are of all training images, which needs no label. " +
    `Nothing is chosen: the inverse penalty C is ${penaltyByDefault}. The accuracy is that of all test images.`,
  source:
    "the objective of scikit-learn's LogisticRegression; the use of few labels as in Kingma and others 2014 (arXiv 1406.5298)",
  figures,
  needs: "labels",
  seconds: 4,
  baselineSeconds: 12,
  memory: (given) => probeMemory(Math.max(given.imageSize, given.latentSize), given),
  measure: async (representation, hooks) => {
    const { runtime, splits, baseline } = representation;
    const ofCode = await accuraciesOf(runtime, representation, representation.codes, partOf(hooks, 0, 0.3));
    if (ofCode.length === 0) {
      throw new NotMeasurableError(
        "the training images have fewer than 10 labels, or more than 1,000 classes",
      );
    }
    const seen = seenBy(splits.train);
    const values = async (split: "train" | "test"): Promise<Matrix> =>
      rawValues(seen(samplesOf(splits, split)));
    const beside =
      ofPixels.get(baseline) ?? (await accuraciesOf(runtime, representation, values, partOf(hooks, 0.3, 1)));
    ofPixels.set(baseline, beside);
    const missing = sizes.filter((count) => ofCode.every(({ labels }) => labels !== count));
    const curve = (name: string, title: string, values: readonly Accuracy[]): Curve => ({
      ...{ name, title, x: "labels", y: "accuracy" },
      points: values.map(({ labels, mean }) => ({ x: labels, y: mean })),
    });
    return {
      figures: Object.fromEntries([
        ...ofCode.flatMap(({ labels, mean, deviation }) => [
          [`accuracy${labels}`, mean],
          [`spread${labels}`, deviation],
        ]),
        ...beside.flatMap(({ labels, mean, deviation }) => [
          [`pixels${labels}`, mean],
          [`pixelsSpread${labels}`, deviation],
        ]),
      ]),
      curves: [
        curve("code", "Accuracy of the code with few labels", ofCode),
        curve("pixels", "Accuracy of raw pixels with few labels", beside),
      ],
      choices: [`C = ${penaltyByDefault}, fixed`],
      ...(missing.length === 0
        ? {}
        : {
            notMeasured: inWordsOf(
              shapeOf(splits.train),
              `with ${missing.map((count) => count.toLocaleString("en")).join(" and ")} labels: a class has too few training images`,
            ),
          }),
    };
  },
};
