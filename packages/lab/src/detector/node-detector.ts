import { checkArgument, pathSchema, refuse } from "hourglass-core/internal/arguments.ts";
import type { GivenSamples } from "hourglass-core/internal/experiment/given-samples.ts";
import { type NodeRuntimeChoice, withRuntime } from "hourglass-core/internal/experiment/node-autoencoder.ts";
import { writeFileWhole } from "hourglass-core/internal/files/place-file.ts";
import { readUncompressed } from "hourglass-core/internal/files/read-file.ts";
import { Detector as Anywhere, type DetectorLoadOptions, type DetectorOptions } from "./detector.ts";

/** A detector of anomalies: an autoencoder of what is normal, a score and a threshold. */
export type Detector = Anywhere;

/** How `Detector.fit` of `hourglass-lab/node` fits. */
export type NodeDetectorOptions = DetectorOptions & NodeRuntimeChoice;

/** What `Detector` is everywhere, with threads and files. */
export interface NodeDetectors {
  /** `Detector.fit` of `hourglass-lab`. */
  fit(samples: GivenSamples, options?: NodeDetectorOptions): Promise<Detector>;
  /**
   * A detector from a file, by its path or its bytes: of what `save` gave, or the `model.safetensors` of `hourglass detect fit`.
   * @throws HourglassError when the file cannot be read, is damaged, or holds no detector
   */
  load(file: string | Uint8Array, options?: DetectorLoadOptions & NodeRuntimeChoice): Promise<Detector>;
  /**
   * Writes what the detector's own `save` gives into a file, as a whole or not at all.
   * @throws HourglassError when the file cannot be written
   */
  save(detector: Detector, file: string): Promise<void>;
}

export const Detector: NodeDetectors = {
  fit: async (samples, options = {}) => Anywhere.fit(samples, await withRuntime(options, "Detector.fit")),
  load: async (file, options = {}) => {
    const call = "Detector.load";
    if (typeof file !== "string") return Anywhere.load(file, await withRuntime(options, call));
    const path = checkArgument(pathSchema, file, call, "file");
    const { bytes } = await readUncompressed(path, { gunzip: false });
    return Anywhere.load(bytes, { file: path, ...(await withRuntime(options, call)) });
  },
  save: async (detector, file) => {
    const call = "Detector.save";
    if (typeof (detector as Partial<Detector> | undefined)?.save !== "function") {
      refuse("a detector", detector, call, "detector", "give what Detector.fit or Detector.load returns");
    }
    await writeFileWhole(checkArgument(pathSchema, file, call, "file"), detector.save());
  },
};
