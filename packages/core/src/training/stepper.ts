import type { NoiseInput } from "../program/noise-inputs.ts";
import type { Tensors } from "../runtime/runtime.ts";

/** Steps to be taken one after the other, all of one batch size. */
export interface Steps {
  /** Every parameter and slot before the first of them. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
  /** The samples of each, by number: int32 `[steps, batchSize]`. */
  readonly order: Int32Array;
  readonly batchSize: number;
  /** How many steps were taken before. */
  readonly step: number;
  /** Of each step. */
  readonly learningRates: Float32Array;
  /** The share of all steps of the training that were taken before each, 0 to 1. */
  readonly progress: Float32Array;
  /** The random words that a program asks for, of all of them: int32 `[steps, count]` by its names. */
  words(requests: readonly NoiseInput[]): Tensors;
}

/** What steps have given. */
export interface Stepped {
  /** Every parameter and slot after the last of them. */
  readonly tensors: ReadonlyMap<string, Float32Array>;
  /** The objective on the batch of each step, before its update. */
  readonly losses: Float32Array;
}

/** A training program, ready to take steps. */
export interface Stepper {
  /** The most steps that it takes at once; no limit where it is absent. */
  readonly most?: number;
  take(steps: Steps): Promise<Stepped>;
  release(): Promise<void>;
}
