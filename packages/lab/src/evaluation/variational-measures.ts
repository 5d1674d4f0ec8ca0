import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { CodeStatistics } from "./activations.ts";
import { type DivergenceParts, divergenceParts } from "./divergence-parts.ts";
import { decodeSamples } from "./pictures.ts";
import { priorCodes } from "./prior-codes.ts";
import type { Progress } from "./progress.ts";
import { isSound, type NotFinite } from "./sound.ts";
import { type MeanAndDeviation, meanAndDeviation, type Spread, spreadOf } from "./spread.ts";

/** What a model with a Gaussian code makes of the test set as a generative model, in nats an image. */
export interface VariationalMeasures {
  /** The evidence lower bound: -(reconstruction + divergence), with one sample of each image's posterior. */
  readonly elbo: Spread;
  /** -log p(x|z) of that sample. */
  readonly reconstruction: Spread;
  /** KL(q(z|x) || p(z)), summed over the code. */
  readonly divergence: Spread;
  /**
   * Units of the code whose posterior mean has a variance over the test images above the threshold: Burda, Grosse and
   * Salakhutdinov, "Importance weighted autoencoders", 2016, section 5.2.
   */
  readonly activeUnits: { readonly threshold: number; readonly count: number };
  /** What the divergence is made of; absent where posteriors are not normal, and of runs of earlier versions. */
  readonly divergenceParts?: DivergenceParts;
  /** log p(x), estimated by importance sampling; absent where it was not asked for. */
  readonly logLikelihood?: MeanAndDeviation & {
    /** Of the posterior of each image. */
    readonly samples: number;
  };
}

export const activityThreshold = 0.01;

/**
 * @param deviations of each unit over images; of a code with a distribution, of its posterior mean
 * @param scale the variance that a unit may have, of which it takes a share above the threshold to be active: that of the standard normal prior unless given
 */
export function activeUnits(
  deviations: readonly number[],
  scale: number = 1,
): VariationalMeasures["activeUnits"] {
  const active = deviations.filter((deviation) => deviation ** 2 > activityThreshold * scale);
  return { threshold: activityThreshold, count: active.length };
}

/** How many images {@link measureVariational} passes through, or the same work. */
export function variationalWork(images: number, samples: number): number {
  return images + likelihoodWork(images, samples);
}

/** An importance sample is decoded and scored one image at a time, which takes about as long as half a pass. */
function likelihoodWork(images: number, samples: number): number {
  return (images * samples) / 2;
}

/**
 * Of all test images at once: only then are the same random binary images asked for the bound and for the likelihood.
 * Images whose bound or likelihood is not finite are left out; without any that is, there are no measures.
 * @param samples of the posterior of each image, for the log-likelihood; 0: none
 */
export async function measureVariational(
  variational: NonNullable<Autoencoder["variational"]>,
  test: Samples,
  code: CodeStatistics,
  samples: number,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<{ readonly measures?: VariationalMeasures; readonly notFinite: readonly NotFinite[] }> {
  const { count } = test;
  const values = valuesOf(test);
  const boundDone = progress.part(count);
  const { elbo, reconstruction, divergence } = await variational.bound(values, test.labels);
  boundDone(1);
  const ofSound = (values: Float32Array): Float64Array =>
    Float64Array.from(values.filter((_, image) => Number.isFinite(elbo[image])));
  const bounded = ofSound(elbo).length;
  const notFinite = [{ what: "the evidence lower bounds", count: count - bounded, of: count }];
  if (bounded === 0) return { notFinite };
  const measures: VariationalMeasures = {
    elbo: spreadOf(ofSound(elbo)),
    reconstruction: spreadOf(ofSound(reconstruction)),
    divergence: spreadOf(ofSound(divergence)),
    activeUnits: activeUnits(code.units.map(({ standardDeviation }) => standardDeviation)),
    ...(await partsOf(variational, test, code.latentSize)),
  };
  if (samples === 0) return { measures, notFinite };
  const onProgress = progress.part(likelihoodWork(count, samples));
  const logLikelihoods = await variational.logLikelihood(
    values,
    samples,
    { ...(signal === undefined ? {} : { signal }), onProgress },
    test.labels,
  );
  const finite = logLikelihoods.filter(Number.isFinite);
  return {
    measures:
      finite.length === 0
        ? measures
        : { ...measures, logLikelihood: { ...meanAndDeviation(finite), samples } },
    notFinite: [
      ...notFinite,
      { what: "the estimated log-likelihoods", count: count - finite.length, of: count },
    ],
  };
}

/** Of images without a finite posterior there are no parts. */
async function partsOf(
  { posterior }: NonNullable<Autoencoder["variational"]>,
  test: Samples,
  latentSize: number,
): Promise<Pick<VariationalMeasures, "divergenceParts">> {
  const found = await posterior?.(valuesOf(test), test.labels);
  if (found === undefined || !isSound(found.mean) || !isSound(found.deviation)) return {};
  const parts = divergenceParts(found, latentSize);
  return Object.values(parts).every(Number.isFinite) ? { divergenceParts: parts } : {};
}

/** The same codes for every model of a size. */
const sampleSeed = 1;

/** Decodings of `count` codes drawn from the standard normal prior: `[sampleSize]` each, as sets have samples. */
export async function samplePrior(model: Autoencoder, count: number): Promise<SampleValues[]> {
  return decodeSamples(model, priorCodes(model, count, sampleSeed, "samples of the prior"));
}
