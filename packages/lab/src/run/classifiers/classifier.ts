import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { Named } from "hourglass-core/internal/kinds/table.ts";
import type { Provenance } from "../files/provenance.ts";
import type { RunFolder } from "../folder.ts";

/** What tells the classes of samples with a run's model. */
export interface Classifier {
  /** In the order of the probabilities. */
  readonly classNames: readonly string[];
  /** What it is and what it is worth, in words. */
  readonly words: string;
  /** Of which weights and data it is. */
  readonly provenance: Provenance;
  /** The probability of each class for each of `N` samples: `[N, classes]`, row-major; a row sums to 1. */
  classify(autoencoder: Pick<Autoencoder, "encode">, samples: SampleValues): Promise<Float32Array>;
}

/** A kind of classifier that a run's folder may have, in a file of its own. */
export interface ClassifierKind extends Named {
  readonly file: string;
  /** The command that writes the file. @param run the folder, as a shell takes it */
  readonly command: (run: string) => string;
  /** `undefined` where the folder has none. @throws HourglassError where the file is damaged */
  readonly read: (folder: RunFolder) => Promise<Classifier | undefined>;
}
