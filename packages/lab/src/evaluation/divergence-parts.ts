import type { SamplePosterior } from "hourglass-core/internal/inference/posterior.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";

/**
 * What KL(q(z|x) || p(z)) is made of, in nats, mean over images: the three add up to its estimate with one sample of each posterior.
 * Hoffman and Johnson, "ELBO surgery", 2016; Chen and others, "Isolating sources of disentanglement in variational autoencoders", 2018,
 * equation 2. q(z) is the mixture of the posteriors of all images that are given.
 */
export interface DivergenceParts {
  /** Images whose samples are looked at, the first ones. */
  readonly samples: number;
  /** Images whose posteriors make up q(z). */
  readonly posteriors: number;
  /** The index-code mutual information: what the code says of which image it is of; at most log(posteriors). */
  readonly mutualInformation: number;
  /** KL(q(z) || product of q(z_j)): what the values of the code say of each other. */
  readonly totalCorrelation: number;
  /** The sum over the values of the code of KL(q(z_j) || p(z_j)). */
  readonly dimensionWise: number;
}

/** Densities of one value of the code that are computed at most: some seconds. */
const mostDensities = 1.5e8;
const mostSamples = 1000;
const sampleSeed = 1;

/** How many images are looked at. */
export function samplesOfParts(posteriors: number, latentSize: number): number {
  const affordable = Math.floor(mostDensities / (posteriors * latentSize));
  return Math.min(posteriors, mostSamples, Math.max(1, affordable));
}

/** @param posterior of each image: `[N, latentSize]` */
export function divergenceParts({ mean, deviation }: SamplePosterior, latentSize: number): DivergenceParts {
  const posteriors = mean.length / latentSize;
  const samples = samplesOfParts(posteriors, latentSize);
  const random = createRandom(sampleSeed, "samples of posteriors");
  const logDeviations = Float64Array.from(deviation, Math.log);
  const sums = { own: 0, joint: 0, marginals: 0, prior: 0 };
  const code = new Float64Array(latentSize);
  const jointTerms = new Float64Array(posteriors);
  const marginalTerms = Array.from({ length: latentSize }, () => new Float64Array(posteriors));
  for (let image = 0; image < samples; image++) {
    for (let unit = 0; unit < latentSize; unit++) {
      const place = image * latentSize + unit;
      const deviate = random.normal();
      code[unit] = (mean[place] as number) + (deviation[place] as number) * deviate;
      sums.own += -0.5 * deviate ** 2 - (logDeviations[place] as number);
      sums.prior += -0.5 * (code[unit] as number) ** 2;
    }
    for (let other = 0; other < posteriors; other++) {
      let joint = 0;
      for (let unit = 0; unit < latentSize; unit++) {
        const place = other * latentSize + unit;
        const distance = ((code[unit] as number) - (mean[place] as number)) / (deviation[place] as number);
        const density = -0.5 * distance * distance - (logDeviations[place] as number);
        (marginalTerms[unit] as Float64Array)[other] = density;
        joint += density;
      }
      jointTerms[other] = joint;
    }
    sums.joint += logMean(jointTerms);
    for (const terms of marginalTerms) sums.marginals += logMean(terms);
  }
  // The constants of all densities are the same, and cancel.
  return {
    samples,
    posteriors,
    mutualInformation: (sums.own - sums.joint) / samples,
    totalCorrelation: (sums.joint - sums.marginals) / samples,
    dimensionWise: (sums.marginals - sums.prior) / samples,
  };
}

/** The logarithm of the mean of exponentials. */
function logMean(terms: Float64Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < terms.length; index++) most = Math.max(most, terms[index] as number);
  let sum = 0;
  for (let index = 0; index < terms.length; index++) sum += Math.exp((terms[index] as number) - most);
  return most + Math.log(sum / terms.length);
}
