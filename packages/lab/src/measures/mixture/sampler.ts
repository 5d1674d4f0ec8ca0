import {
  callback,
  checkArgument,
  optionalSignal,
  recordSchema,
  refuse,
  requireWhole,
  seedSchema,
  whole,
} from "hourglass-core/internal/arguments.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { requireSamplesOf, sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import type { Splits } from "hourglass-core/internal/data/split.ts";
import { type Autoencoder, requireAutoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import * as z from "zod";
import { anyClass } from "../../evaluation/pictures.ts";
import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Matrix } from "../matrix.ts";
import { partOf } from "../pacing.ts";
import { soundRows } from "../representation.ts";
import { requireSplits } from "../require-splits.ts";
import { type SplitName, samplesOf, splitWords } from "../split-name.ts";
import {
  type CodeMixtureFindings,
  codesLookedAt,
  defaultComponents,
  fitCodeDensity,
} from "./code-mixture.ts";

export interface SamplerOptions extends ProgressHooks {
  /**
   * Numbers of components to choose from, tried from the least on until the criterion rises: 1, 2, 5, 10, 20 and 50, as far as there are as
   * many training samples, unless given.
   */
  readonly components?: readonly number[];
}

/** Draws new samples from an autoencoder. */
export interface Sampler {
  /** The density of the codes, and how it was chosen. */
  readonly findings: CodeMixtureFindings;
  /**
   * New samples, the same for the same seed: codes drawn from the density, `[count, latentSize]`, each value within the range that its
   * unit has on training codes, and their decodings, `[count, sampleSize]`, images in [0, 1], others in their own units.
   * @param count from 1 to 100,000
   * @param seed 0 unless given
   */
  draw(
    count: number,
    seed?: number,
  ): Promise<{ readonly codes: Float32Array; readonly samples: Float32Array }>;
}

/** More are drawn with other seeds. */
const mostDrawn = 100_000;
const mostComponents = 1_000;

/** Of the time, about, for encoding. */
const encodingShare = 0.1;

const optionsSchema = recordSchema<SamplerOptions>({
  components: z.array(whole(1, mostComponents)).min(1).exactOptional(),
  signal: optionalSignal,
  onProgress: callback(),
});

/**
 * Makes of any autoencoder a model that draws: a Gaussian mixture over its codes, of which new codes are drawn and decoded (ex-post density
 * estimation: Ghosh and others, "From variational to deterministic autoencoders", 2020, section 4).
 *
 * The mixture is fitted by expectation maximisation to the codes of the first training samples, at most 5,000 and as many as hold 320,000
 * values. Covariances are full up to 64 units that vary, diagonal above. Numbers of components are tried from the least on until the Bayesian
 * information criterion rises, on the validation split or, where that has no samples, on the training codes.
 * @throws HourglassError on what is no autoencoder, splits or options, and on more components than training samples
 * @throws NotMeasurableError where there are no training samples, codes are not finite, or no unit of the code varies
 * @throws the reason of `signal` once that is aborted
 */
export async function fitSampler(
  autoencoder: Autoencoder,
  splits: Splits<Samples>,
  options: SamplerOptions = {},
): Promise<Sampler> {
  const call = "fitSampler";
  const { model, latentSize } = requireAutoencoder(autoencoder, call, "autoencoder");
  requireSplits(splits, call, "splits");
  requireSamplesOf(model.sampleShape, splits.train, call, "splits.train");
  const { components, ...hooks } = checkArgument(optionsSchema, options, call, "options");
  const codesOf = async (split: SplitName): Promise<Matrix> => {
    const set = samplesOf(splits, split);
    const some = sliceSamples(set, 0, Math.min(set.count, codesLookedAt(latentSize)));
    const data = await autoencoder.encode(valuesOf(some), some.labels);
    return soundRows({ rows: some.count, columns: latentSize, data }, `codes of the ${splitWords[split]}`);
  };
  const train = await codesOf("train");
  for (const count of components ?? []) {
    if (count > train.rows) {
      const expected = `no more components than the ${train.rows} training samples that are looked at`;
      refuse(expected, count, call, "options.components");
    }
  }
  const some = async (split: SplitName): Promise<Matrix | undefined> =>
    splits[split].count === 0 ? undefined : codesOf(split);
  const codes = { train, validation: await some("validation"), test: await some("test") };
  hooks.onProgress?.(encodingShare);
  const { findings, draw } = await fitCodeDensity(
    codes,
    components ?? defaultComponents,
    partOf(hooks, encodingShare, 1),
  );
  return {
    findings,
    draw: async (count, seed = 0) => {
      requireWhole(count, [1, mostDrawn], "draw", "count");
      checkArgument(seedSchema, seed, "draw", "seed");
      const { data } = draw(count, seed);
      return { codes: data, samples: await autoencoder.decode(data, anyClass(autoencoder, count)) };
    },
  };
}
