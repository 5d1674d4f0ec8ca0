import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import { createCodeFitter } from "hourglass-core/internal/inference/code-fitter.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import { unfreeCode } from "hourglass-core/internal/model/free-code.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import { meanAndDeviation } from "../../evaluation/spread.ts";
import { columnOf, firstRows, type Matrix } from "../matrix.ts";
import type { Measure, MeasureResult } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import { seenBy } from "../raw-values.ts";
import type { Representation } from "../representation.ts";
import type { SplitName } from "../split-name.ts";
import { componentCount } from "./pca.ts";
import { componentsMemory } from "./principal-components.ts";
import { projectionError } from "./projection.ts";

/** How many images codes are fitted to, and for how long. */
export interface AmortizationOptions {
  /** The first of the test split, and as many of the training split. */
  readonly images: number;
  readonly steps: number;
}

/** What a measure may cost: 100 steps give 98 % of the gap that 300 give (docs/results.md). */
const usual: AmortizationOptions = { images: 2_000, steps: 100 };
/** Of Adam at first, in standard deviations of each value of a code. Chosen on held-out training images (docs/results.md). */
const rate = 0.1;
/** Of the time, about. */
const shareOfBaseline = 0.1;

export const amortization: Measure = {
  title: "Amortization gap",
  definition:
    "Whether the encoder or the decoder limits the model: the squared error of the images with the codes that the encoder gives, less that with codes " +
    "that are fitted to each image by gradient descent on this error, with the same decoder. What is left with fitted codes no better encoder would " +
    "save. Summed over the pixels, mean over the images. A code keeps to the range of its activation; nothing else that an objective asks of codes, such as a penalty or a " +
    "divergence, counts, and the error is the squared one whatever the loss of training. Beside it is the same of training images: by how much more test images lose " +
    "with fitted codes the decoder overfits, and by how much larger their gap is the encoder. The codes of principal components are the best for their decoder: their gap is 0.",
  protocol:
    `Of the first ${usual.images.toLocaleString("en")} test images, and as many training images. Each code begins where the encoder puts it (a Gaussian one at its mean), makes ${usual.steps} steps of ` +
    `Adam with a rate that falls from ${rate} to 0 by half a cosine, in standard deviations of each of its values over the training split, and the best that it met is kept. ` +
    "Nothing is fitted to several images but these deviations and the components; nothing is chosen.",
  source:
    "Cremer, Li and Duvenaud 2018 (the gap, of the evidence lower bound; here of the squared error); Kim, Wiseman, Miller, Sontag and Rush 2018 (codes refined by gradients); Kingma and Ba 2015 (Adam)",
  figures: {
    fitted: {
      title: "squared error with fitted codes",
      unit: "summed over pixels",
      ...{ better: "lower", beside: "encoder", headline: true },
    },
    encoder: {
      title: "squared error with the encoder's codes",
      unit: "summed over pixels",
      better: "lower",
    },
    gap: {
      title: "amortization gap",
      unit: "summed over pixels",
      ...{ better: "lower", beside: "trainingGap" },
    },
    share: { title: "amortization gap over the error", unit: "", better: "lower", headline: true },
    trainingFitted: {
      title: "squared error of training images with fitted codes",
      unit: "summed over pixels",
      better: "lower",
    },
    trainingGap: {
      title: "amortization gap of training images",
      unit: "summed over pixels",
      better: "lower",
    },
    pca: { title: "squared error of PCA", unit: "summed over pixels", better: "lower" },
    steps: { title: "steps of fitting", unit: "steps" },
  },
  seconds: 4,
  baselineSeconds: 3,
  memory: (sizes) =>
    componentsMemory(sizes) +
    4 * (sizes.train + sizes.test) * sizes.latentSize +
    8 * Math.min(sizes.test, usual.images) * (sizes.imageSize + sizes.latentSize),
  baseline: "principalComponents",
  measure: async (representation, hooks) => ({
    figures: await amortizationGap(representation, usual, hooks),
  }),
};

/**
 * The figures of the measure for other numbers of images and steps.
 * @throws NotMeasurableError where values of a code are not free, or codes are not finite
 */
export async function amortizationGap(
  representation: Representation,
  { images, steps }: AmortizationOptions,
  hooks: ProgressHooks,
): Promise<MeasureResult["figures"]> {
  const { runtime, autoencoder, splits, baseline } = representation;
  requireFreeCode(autoencoder);
  const ofBaseline = partOf(hooks, 0, shareOfBaseline);
  const components = await baseline.principalComponents(componentCount(autoencoder), ofBaseline);
  const pca = await projectionError(runtime, seenBy(splits.train)(firstOf(splits.test, images)), components);
  const deviations = deviationsOf(await representation.codes("train"));
  const fitter = await createCodeFitter(runtime, autoencoder.model, autoencoder.weights);
  const errorsOf = async (split: SplitName, told: ProgressHooks): Promise<Errors> => {
    const set = firstOf(splits[split], images);
    const codes = firstRows(await representation.codes(split), images);
    await pause(told, 0);
    const { before, after } = await fitter.fit(valuesOf(set), codes.data, {
      ...{ deviations, steps, rate, labels: set.labels },
      ...told,
    });
    return { encoder: meanError(before), fitted: meanError(after) };
  };
  try {
    const half = (1 + shareOfBaseline) / 2;
    const test = await errorsOf("test", partOf(hooks, shareOfBaseline, half));
    const training = await errorsOf("train", partOf(hooks, half, 1));
    const gap = test.encoder - test.fitted;
    return {
      ...test,
      gap,
      ...(test.encoder === 0 ? {} : { share: gap / test.encoder }),
      trainingFitted: training.fitted,
      trainingGap: training.encoder - training.fitted,
      ...{ pca, steps },
    };
  } finally {
    await fitter.release();
  }
}

/** Squared errors, summed over the values of a sample, mean over samples. */
interface Errors {
  readonly encoder: number;
  readonly fitted: number;
}

const firstOf = (set: Samples, count: number): Samples => sliceSamples(set, 0, Math.min(set.count, count));

/** The standard deviation of each value of codes. */
function deviationsOf(codes: Matrix): Float32Array {
  return Float32Array.from(
    { length: codes.columns },
    (_, unit) => meanAndDeviation(columnOf(codes, unit)).standardDeviation,
  );
}

/** @throws NotMeasurableError where values of a code are not free */
function requireFreeCode({ model }: Autoencoder): void {
  const unfree = unfreeCode(model);
  if (unfree === undefined) return;
  throw new NotMeasurableError(`it needs codes whose values are free, and these are ${unfree}`);
}
