import type { AnyValues, Kind } from "../../kinds/kind.ts";

/** Where a training stands after its warm-up. */
export interface SchedulePlace {
  /** Epochs since the warm-up, with their fractions. */
  readonly epoch: number;
  /** The share of what follows the warm-up that is over, 0 to 1, were it not to stop early. */
  readonly share: number;
  /** Steps since the warm-up, and how many there are after it; parts of a step where the warm-up ends within one. */
  readonly step: number;
  readonly steps: number;
}

/** How the learning rate changes over the steps, after the warm-up. */
export interface ScheduleKind<Name extends string = string, V extends AnyValues = AnyValues>
  extends Kind<Name, V> {
  /** The learning rate of a step. @param learningRate the one that was chosen */
  rate(learningRate: number, place: SchedulePlace, values: V): number;
  /** What each of its epochs owes to how many there are, for a message; absent where they owe nothing. */
  readonly course?: (word: string, epochs: number) => string;
}

/** The choices that a kind of schedule allows. */
export type ScheduleOf<K> = K extends ScheduleKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
