import { checkArgument, nameSchema, recordSchema, unchecked } from "../arguments.ts";
import type { Dataset } from "../data/image-set.ts";
import { requireBytes } from "../data/numbers.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples } from "../data/samples/samples.ts";
import { usualSplitSeed } from "../data/split.ts";
import { createAutoencoder, type Autoencoder as Trained } from "../inference/autoencoder.ts";
import { decodeAutoencoder, type LoadAutoencoderOptions } from "../inference/saved.ts";
import { modelParameters } from "../model/model.ts";
import { requireWeights } from "../model/parameter.ts";
import { objectiveSchema } from "../program/objective.ts";
import { createDefaultRuntime } from "../runtime/default.ts";
import { requireRuntime } from "../runtime/require-runtime.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { resolveSettings } from "../settings/resolve.ts";
import type { Settings } from "../settings/settings.ts";
import { trainingOptions } from "../settings/training-options.ts";
import { fit } from "../training/fit.ts";
import { type GivenSamples, requireGivenSamples } from "./given-samples.ts";
import { planTraining } from "./plan-training.ts";
import { sortOptions, type TrainOptions, validationSetting } from "./train-options.ts";
import { type TrainedAutoencoder, trainedAutoencoder, trainingOfFacts } from "./trained-autoencoder.ts";

/** A trained autoencoder that can be asked. */
export type Autoencoder = Trained;

/** Makes trained autoencoders in one call. */
export interface Autoencoders {
  /**
   * Trains an autoencoder on samples, of which some are held out for validation, drawn by a fixed seed. It is to the bit the one that
   * `resolveSettings`, `splitDataset`, `buildModel`, `trainingOptions`, `fit` and `createAutoencoder` make. One whose training a
   * signal ends has the weights that it had come to, and `stopped` is `interrupted`.
   * @throws HourglassError on what are no samples, on options that do not exist or do not go together, and on what would take
   * more memory than the runtime may
   * @throws DivergedError naming the epoch and the step at which the loss was not finite
   */
  train(samples: GivenSamples, options?: TrainOptions): Promise<TrainedAutoencoder>;
  /**
   * An autoencoder from the bytes of a file: of what `save` gave, or a run's `model.safetensors`.
   * @throws HourglassError when the file is damaged, or does not describe its model
   */
  load(bytes: Uint8Array, options?: AutoencoderLoadOptions): Promise<TrainedAutoencoder>;
}

/** How `Autoencoder.load` loads. */
export interface AutoencoderLoadOptions extends LoadAutoencoderOptions {
  /** Where it runs: the native library in Node and WebAssembly elsewhere, unless given. */
  readonly runtime?: Runtime;
}

export const Autoencoder: Autoencoders = { train, load };

async function train(given: GivenSamples, options: TrainOptions = {}): Promise<TrainedAutoencoder> {
  const call = "Autoencoder.train";
  const { runtime: chosen, hooks, settings, samples: reading } = sortOptions(options, call);
  const samples = requireGivenSamples(given, reading, call);
  const validation = validationSetting(settings["validation"], samples.count);
  const resolved = resolveSettings(
    { ...settings, validation: validation as Settings["validation"] },
    `${call}: options`,
    shapeOf(samples),
  );
  const runtime = chosen ?? (await createDefaultRuntime());
  const plan = planTraining(resolved, datasetOf(samples), undefined, { limit: runtime.memory });
  const { initialWeights } = hooks;
  if (initialWeights !== undefined) {
    requireWeights(modelParameters(plan.model), initialWeights, call, "options.initialWeights");
  }
  const training = trainingOptions(plan.settings);
  const { weights, state, stopped } = await fit(runtime, plan.model, plan.seen, training, hooks);
  const { objective } = training;
  const autoencoder = await createAutoencoder(runtime, plan.model, weights, objective);
  return { ...trainedAutoencoder(autoencoder, { objective, history: state.history }), stopped };
}

/** The samples as a data set without a test part: whoever gives them has kept one, or will find one. */
function datasetOf(samples: Samples): Dataset<Samples> {
  const [name, licence] = ["the samples", "own data"];
  return {
    ...{ name, title: name, source: name, licence, classNames: [], checksums: {} },
    train: samples,
    test: sliceSamples(samples, 0, 0),
    splitSeed: usualSplitSeed,
  };
}

const loadSchema = recordSchema<AutoencoderLoadOptions>({
  runtime: unchecked<Runtime>().exactOptional(),
  file: nameSchema.exactOptional(),
  objective: objectiveSchema.exactOptional(),
});

async function load(bytes: Uint8Array, options: AutoencoderLoadOptions = {}): Promise<TrainedAutoencoder> {
  const call = "Autoencoder.load";
  requireBytes(bytes, call, "bytes");
  const { runtime: chosen, file, ...given } = checkArgument(loadSchema, options, call, "options");
  if (chosen !== undefined) requireRuntime(chosen, call, "options.runtime");
  const { model, weights, metadata } = decodeAutoencoder(bytes, file);
  const training = { ...trainingOfFacts(metadata, file ?? "the file"), ...given };
  const runtime = chosen ?? (await createDefaultRuntime());
  const autoencoder = await createAutoencoder(runtime, model, weights, training.objective);
  return trainedAutoencoder(autoencoder, training);
}
