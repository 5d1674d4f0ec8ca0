import { checkArgument, isRecord, pathSchema } from "../arguments.ts";
import { readUncompressed } from "../files/read-file.ts";
import type { LoadAutoencoderOptions } from "../inference/saved.ts";
import { createNodeRuntime } from "../runtime/node.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { checkSetting } from "../settings/resolve.ts";
import { Autoencoder as Anywhere } from "./autoencoder.ts";
import type { GivenSamples } from "./given-samples.ts";
import type { TrainOptions } from "./train-options.ts";
import type { TrainedAutoencoder } from "./trained-autoencoder.ts";

/** A trained autoencoder that can be asked. */
export type Autoencoder = Anywhere;

/** Where an autoencoder runs: on a runtime that is given, or one that is made. */
interface NodeRuntimeChoice {
  readonly runtime?: Runtime;
  /** Of a runtime that is made; 0 (the default) for all cores. */
  readonly threads?: number;
}

/** How `Autoencoder.train` of `hourglass-lab/node` trains. */
export type NodeTrainOptions = Omit<TrainOptions, "runtime"> & NodeRuntimeChoice;

/** What `Autoencoder` is everywhere, with a runtime that it makes itself, and files. */
export interface NodeAutoencoders {
  /** `Autoencoder.train` of `hourglass-lab`, on a native runtime unless one is given. */
  train(samples: GivenSamples, options?: NodeTrainOptions): Promise<TrainedAutoencoder>;
  /**
   * An autoencoder from a file, by its path or its bytes: of what `save` gave, or a run's `model.safetensors`.
   * @throws HourglassError when the file cannot be read, is damaged, or does not describe its model
   */
  load(
    file: string | Uint8Array,
    options?: LoadAutoencoderOptions & NodeRuntimeChoice,
  ): Promise<TrainedAutoencoder>;
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
};

/** Options with a runtime, which is made where none is given. What else they are is checked where they are used. */
async function withRuntime<T extends NodeRuntimeChoice>(
  options: T,
  call: string,
): Promise<Omit<T, "threads"> & { readonly runtime: Runtime }> {
  const given = options as T & { readonly runtime: Runtime };
  if (!isRecord(options) || options.runtime !== undefined) return given;
  const { threads = 0, ...rest } = given;
  checkSetting("threads", threads, `${call}: options: threads`);
  return { ...rest, runtime: await createNodeRuntime({ threads }) };
}
