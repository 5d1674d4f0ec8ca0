import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Value } from "hourglass-core/internal/graph/value.ts";
import type { Named } from "hourglass-core/internal/kinds/table.ts";
import type { Runtime } from "hourglass-core/internal/runtime/runtime.ts";
import type { ProgressHooks } from "../evaluation/progress.ts";
import type { Matrix } from "../measures/matrix.ts";

/** What a score has learnt of what is normal: float32 tensors by name. */
export type Kept = ReadonlyMap<string, KeptTensor>;

export interface KeptTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Normal samples as a score learns of them that asks no autoencoder. */
export interface NormalSeen {
  readonly runtime: Runtime;
  /** As models see them: images, or standardised numbers. */
  readonly seen: Samples;
  /** Values of the code that a score is to be compared with. */
  readonly latentSize: number;
  readonly hooks: ProgressHooks;
}

/** Normal samples, of which a score learns. */
export interface Normal extends NormalSeen {
  /** `[N, latentSize]`: their codes. */
  readonly codes: Matrix;
  /** `[sampleSize]`: the mean squared error of each value of theirs. */
  readonly usualErrors: Float32Array;
  /** Scores of held-out normal samples, by what scores have learnt, by their names. */
  readonly ofHeldOut: (scores: ReadonlyMap<string, Kept>) => Promise<ReadonlyMap<string, Float64Array>>;
}

/** A batch of samples in a program, as a score looks at it that asks no autoencoder. */
export interface LookedSeen {
  /** `[batch, seenSize]`, as a model sees them. */
  readonly seen: Value;
  /** The number of values of a sample, over which errors are meant: of a table's row its columns. */
  readonly sampleSize: number;
  readonly shape: SampleShape;
}

/** A batch of samples in a program, from which a score is computed. */
export interface Looked extends LookedSeen {
  /** `[batch, latentSize]`. */
  readonly codes: Value;
  /** `[batch, seenSize]`: the reconstructions, likewise. */
  readonly rebuilt: Value;
  /** `[batch, sampleSize]`: squared errors, value by value; of a word those of all that a model sees of it. */
  readonly errors: Value;
}

/** What a score is called. */
export interface ScoreWords extends Named {
  /** As tables call it: `error`. */
  readonly title: string;
  /** In words for images, as the definition. */
  readonly definition: string;
  /** It looks at pixels beside each other: other samples do not have it. */
  readonly needsImages?: true;
}

/** Those of some scores that samples of a shape have. */
export function havingShape<S extends Pick<ScoreWords, "needsImages">>(
  scores: readonly S[],
  shape: SampleShape,
): readonly S[] {
  return scores.filter(({ needsImages }) => needsImages === undefined || isImageShape(shape));
}

/**
 * A number that says how strange a sample is: the higher, the stranger. It is fitted to normal samples alone, and computed by a
 * program, so that it is the same wherever that runs.
 */
export interface DetectorScore extends ScoreWords {
  /** It asks no autoencoder: what one has to better. */
  readonly isBaseline?: true;
  /** @throws HourglassError where samples are too few for it */
  fit(normal: Normal): Promise<Kept>;
  /** `[batch]`. @param kept what {@link DetectorScore.fit} gave, as values of the program */
  apply(looked: Looked, kept: ReadonlyMap<string, Value>): Value;
}

/** A score that asks no autoencoder. */
export interface BaselineScore extends ScoreWords {
  readonly isBaseline: true;
  /** @throws HourglassError where samples are too few for it */
  fit(normal: NormalSeen): Promise<Kept>;
  /** `[batch]`, likewise. */
  apply(looked: LookedSeen, kept: ReadonlyMap<string, Value>): Value;
}
