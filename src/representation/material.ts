import { checkArgument } from "../arguments.ts";
import type { ImageSet } from "../data/image-set.ts";
import type { Splits } from "../data/split.ts";
import { HourglassError } from "../errors.ts";
import type { Autoencoder } from "../inference/autoencoder.ts";
import type { Runtime } from "../runtime/runtime.ts";
import type { Matrix } from "./matrix.ts";
import type { PixelBaseline } from "./pixel-baseline.ts";
import { requireSubject, splitNameSchema } from "./require-subject.ts";

export type SplitName = keyof Splits;

/** The true factors of images, where the data have them: `[count, names.length]`, row-major. */
export interface TrueFactors {
  /** The first is the class. */
  readonly names: readonly string[];
  readonly train: Float32Array;
  readonly validation: Float32Array;
  readonly test: Float32Array;
}

/** A trained autoencoder and the data on which its code is measured. */
export interface Subject {
  readonly runtime: Runtime;
  readonly autoencoder: Autoencoder;
  readonly splits: Splits;
  /** What the pixels themselves give: shared by all models on the same splits, so that it is computed once. */
  readonly baseline: PixelBaseline;
  readonly factors?: TrueFactors;
}

/** A subject, and what several measures want of it, computed when first asked for. */
export interface Material extends Subject {
  /** `[N, latentSize]`, in the order of the images; of a Gaussian code the means. */
  codes(split: SplitName): Promise<Matrix>;
  /** `[N, imageSize]`: the test images after encoding and decoding, in [0, 1]. */
  reconstructions(): Promise<Matrix>;
  /** The classes of a split's images; measures that need labels are not asked where there are none. */
  labels(split: SplitName): Uint8Array;
}

/** @throws HourglassError on what is no subject, and images that do not fit the autoencoder */
export function createMaterial(subject: Subject): Material {
  requireSubject(subject, "createMaterial", "subject");
  const { autoencoder, splits } = subject;
  const codes = new Map<SplitName, Promise<Matrix>>();
  let reconstructions: Promise<Matrix> | undefined;
  const rows = (set: ImageSet, columns: number, data: Float32Array): Matrix => ({
    rows: set.count,
    columns,
    data,
  });
  return {
    ...subject,
    codes: async (split) => {
      checkArgument(splitNameSchema, split, "codes", "split");
      const known = codes.get(split);
      if (known !== undefined) return known;
      const set = splits[split];
      const made = autoencoder.encode(set.images).then((data) => rows(set, autoencoder.latentSize, data));
      codes.set(split, made);
      return made;
    },
    reconstructions: () => {
      reconstructions ??= autoencoder
        .reconstruct(splits.test.images)
        .then((data) => rows(splits.test, autoencoder.imageSize, data));
      return reconstructions;
    },
    labels: (split) => {
      checkArgument(splitNameSchema, split, "labels", "split");
      const { labels } = splits[split];
      if (labels === undefined)
        throw new HourglassError(`the ${split} images have no labels: give them with the images`);
      return labels;
    },
  };
}
