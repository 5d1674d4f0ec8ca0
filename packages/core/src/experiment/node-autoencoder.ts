import { checkArgument, isRecord, pathSchema, refuse } from "../arguments.ts";
import { writeFileWhole } from "../files/place-file.ts";
import { readUncompressed } from "../files/read-file.ts";
import type { DeviceChoice } from "../runtime/device.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { checkSetting } from "../settings/resolve.ts";
import { Autoencoder as Anywhere, type AutoencoderLoadOptions } from "./autoencoder.ts";
import type { GivenSamples } from "./given-samples.ts";
import { createNodeRuntime } from "./node-runtime.ts";
import type { TrainOptions } from "./train-options.ts";
import type { TrainedAutoencoder } from "./trained-autoencoder.ts";

/** A trained autoencoder that can be asked. */
export type Autoencoder = Anywhere;

/** Where something runs, where no runtime is given. */
export interface NodeRuntimeChoice {
  readonly runtime?: Runtime;
  /** Of the runtime that is made; 0 (the default) for all cores. */
  readonly threads?: number;
  /** Of the runtime that is made: what does the arithmetic; the processor unless given. */
  readonly device?: DeviceChoice;
}

/** How `Autoencoder.train` of `hourglass-core/node` trains. */
export type NodeTrainOptions = TrainOptions & NodeRuntimeChoice;

/** What `Autoencoder` is everywhere, with threads and files. */
export interface NodeAutoencoders {
  /** `Autoencoder.train` of `hourglass-core`. */
  train(samples: GivenSamples, options?: NodeTrainOptions): Promise<TrainedAutoencoder>;
  /**
   * An autoencoder from a file, by its path or its bytes: of what `save` gave, or a run's `model.safetensors`.
   * @throws HourglassError when the file cannot be read, is damaged, or does not describe its model
   */
  load(
    file: string | Uint8Array,
    options?: AutoencoderLoadOptions & NodeRuntimeChoice,
  ): Promise<TrainedAutoencoder>;
  /**
   * Writes what the autoencoder's own `save` gives into a file, as a whole or not at all.
   * @throws HourglassError when the file cannot be written
   */
  save(autoencoder: TrainedAutoencoder, file: string): Promise<void>;
}

export const Autoencoder: NodeAutoencoders = {
  train: async (samples, options = {}) =>
    Anywhere.train(samples, await withRuntime(options, "Autoencoder.train")),
  load: async (file, options = {}) => {
    const call = "Autoencoder.load";
    if (typeof file !== "string") return Anywhere.load(file, await withRuntime(options, call));
    const path = checkArgument(pathSchema, file, call, "file");
    const { bytes } = await readUncompressed(path, { gunzip: false });
    return Anywhere.load(bytes, { file: path, ...(await withRuntime(options, call)) });
  },
  save: async (autoencoder, file) => {
    const call = "Autoencoder.save";
    if (typeof (autoencoder as Partial<TrainedAutoencoder> | undefined)?.save !== "function") {
      const advice = "give what Autoencoder.train or Autoencoder.load returns";
      refuse("a trained autoencoder", autoencoder, call, "autoencoder", advice);
    }
    await writeFileWhole(checkArgument(pathSchema, file, call, "file"), autoencoder.save());
  },
};

/** Options with a runtime of so many threads on a device, where they say so. What else they are is checked where they are used. */
export async function withRuntime<T extends NodeRuntimeChoice>(options: T, call: string): Promise<T> {
  if (!isRecord(options) || options.runtime !== undefined) return options;
  const { threads, device, ...rest } = options;
  if (threads === undefined && device === undefined) return options;
  const given = {
    ...(threads === undefined ? {} : { threads }),
    ...(device === undefined ? {} : { device }),
  };
  for (const [name, value] of Object.entries(given)) {
    checkSetting(name as keyof typeof given, value, `${call}: options: ${name}`);
  }
  return { ...rest, runtime: await createNodeRuntime(given) } as unknown as T;
}
