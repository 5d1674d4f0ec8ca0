import { kindOfSamples } from "../../data/samples/sample-kinds.ts";
import { add, multiply } from "../../graph/operators/arithmetic.ts";
import { clip } from "../../graph/operators/selection.ts";
import { normal } from "../../model/noise.ts";
import { type CorruptionKind, probabilities } from "./corruption-kind.ts";

/** The strongest noise that is trained with. */
const mostDeviation = 10;

/** Normal noise is added, and the result held to [0, 1] where samples are: Vincent and others, "Stacked denoising autoencoders", 2010, section 3.3. */
export const gaussian: CorruptionKind<"gaussian", { readonly level: number }> = {
  name: "gaussian",
  title: "Gaussian noise",
  fields: {
    level: {
      title: "standard deviation",
      placeholder: "SIGMA",
      minimum: 0,
      maximum: mostDeviation,
      first: 0.5,
      step: 0.05,
    },
  },
  axis: "standard deviation of the noise (intensity)",
  levels: [...probabilities, 1],
  mostMeasured: 2 * mostDeviation,
  phrase: ({ level }) => `gaussian noise of ${level}`,
  sentence: ({ level }, { bounded }) => {
    const unit = bounded ? "in intensity, the result held to [0, 1]" : "in deviations of each channel";
    return `Gaussian noise of standard deviation ${level} (${unit})`;
  },
  apply: (samples, { level, noise, sampleShape }) => {
    const size = samples.shape[1] as number;
    const noisy = add(samples, multiply(normal(noise, "corruption", size), level));
    return kindOfSamples(sampleShape).bounded ? clip(noisy, 0, 1) : noisy;
  },
};
