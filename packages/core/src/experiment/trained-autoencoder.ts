import { isTyped } from "../arguments.ts";
import { kindOfSamples } from "../data/samples/sample-kinds.ts";
import { HourglassError } from "../errors.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import { requireCodable } from "../inference/given-rows.ts";
import { saveAutoencoder } from "../inference/saved.ts";
import { toBytes } from "../inference/to-pixels.ts";
import { type Objective, objectiveSchema } from "../program/objective.ts";
import { type EpochRecord, historySchema } from "../training/epoch.ts";
import type { FitResult } from "../training/run-epochs.ts";
import { checkValue } from "../validation.ts";

/** An autoencoder that knows how it was trained, and can be saved. `score` takes images as floats in [0, 1] as well. */
export interface TrainedAutoencoder extends Autoencoder {
  /** The epochs of its training; none where a file does not tell. */
  readonly history: readonly EpochRecord[];
  /** Why training ended; absent where it was loaded. */
  readonly stopped?: FitResult["stopped"];
  /**
   * `[N, sampleSize]` noisy samples to the clean ones that a model which was trained with noise makes of them, `[N, sampleSize]`:
   * images in [0, 1], others in their own units.
   * @throws HourglassError where it was not trained with noise, or a file does not tell
   */
  denoise(...given: Parameters<Autoencoder["reconstruct"]>): Promise<Float32Array>;
  /** A safetensors file, as saveAutoencoder makes it, with the objective and the history. */
  save(): Uint8Array<ArrayBuffer>;
}

/** What is known of a training. */
export interface Training {
  /** Absent where it is not known. */
  readonly objective?: Objective | undefined;
  readonly history: readonly EpochRecord[];
}

/** An autoencoder with what is known of its training. */
export function trainedAutoencoder(
  autoencoder: Autoencoder,
  { objective, history }: Training,
): TrainedAutoencoder {
  const { model } = autoencoder;
  const { bounded } = kindOfSamples(model.sampleShape);
  return {
    ...autoencoder,
    history,
    score: async (samples, labels) =>
      bounded && isTyped(samples, Float32Array)
        ? autoencoder.score(toBytes(requireCodable(model, samples, "score") as Float32Array), labels)
        : autoencoder.score(samples, labels),
    denoise: async (samples, labels) => {
      if (objective?.corruption === undefined) throw refuseDenoising(model.name, objective);
      return autoencoder.reconstruct(samples, labels);
    },
    save: () => saveAutoencoder(autoencoder, factsOf({ objective, history })),
  };
}

function refuseDenoising(name: string, objective: Objective | undefined): HourglassError {
  const found = objective === undefined ? "the file does not tell" : "it was trained without";
  const advice =
    objective === undefined
      ? "give the objective that it was trained by to Autoencoder.load"
      : 'train with one, such as model: "denoising" or corruption: "gaussian:0.5"';
  return new HourglassError(
    `denoise: expected ${name} to be trained with a corruption, ${found}: ${advice}, or ask reconstruct`,
  );
}

/** A training in the metadata of a file. */
function factsOf({ objective, history }: Training): Readonly<Record<string, string>> {
  return {
    // In the order of the schema, so that what is loaded is saved as the same bytes.
    ...(objective === undefined ? {} : { objective: JSON.stringify(objectiveSchema.parse(objective)) }),
    history: JSON.stringify(history),
  };
}

/**
 * The training that the metadata of a file tell of.
 * @throws HourglassError where they are damaged
 */
export function trainingOfFacts(
  { objective, history = "[]" }: Readonly<Record<string, string>>,
  file: string,
): Training {
  return {
    history: checkValue(historySchema, parseJson(history), `${file}: history`),
    ...(objective === undefined
      ? {}
      : { objective: checkValue(objectiveSchema, parseJson(objective), `${file}: objective`) }),
  };
}

/** `undefined` where it is none. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
