import type { AnyValues, Kind } from "../../kinds/kind.ts";
import type { Model } from "../../model/model.ts";
import type { Objective } from "../../program/objective.ts";

/** A part of an autoencoder that is trained by itself, before the whole. */
export interface PretrainedPart {
  /** As progress and reports call it: `encoder.dense1`. */
  readonly name: string;
  /**
   * An autoencoder whose layers are some of the whole's. The first part takes the samples of the whole; each other takes, as rows, the
   * codes that the part before it gives of them, without corruption.
   */
  readonly model: Model;
  readonly objective: Objective;
  readonly epochs: number;
}

/** A way to find initial weights by training parts. */
export interface PretrainingKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /**
   * The parts, in the order in which they are trained.
   * @param objective that of the whole
   * @throws UsageError where the layers, or the objective, do not allow it
   */
  parts(model: Model, objective: Objective, values: V): readonly PretrainedPart[];
  /**
   * As a report explains it: a sentence without its full stop.
   * @param objective that of the whole
   */
  sentence(objective: Objective, values: V): string;
}

/** The choices that a kind of pretraining allows. */
export type PretrainingOf<K> =
  K extends PretrainingKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
