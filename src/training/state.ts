import { initialWeights, type Model, modelParameters } from "../model/model.ts";
import type { Weights } from "../model/parameter.ts";
import { stateTensors } from "../program/trainer.ts";
import type { EpochRecord } from "./epoch.ts";

/**
 * All that training needs to go on: kept from chunk to chunk, saved as a checkpoint. From the same state the same
 * steps follow, bit for bit.
 */
export interface TrainingState {
  /** Every parameter and its moments, by the names that the trainer has for them. */
  readonly tensors: Weights;
  /** Steps taken, over all epochs. */
  readonly step: number;
  /** Images of the unfinished epoch that have been seen. */
  readonly imagesOfEpoch: number;
  /** Sum of the objective over these images. */
  readonly lossOfEpoch: number;
  /** Wall time of the unfinished epoch so far, in seconds. */
  readonly secondsOfEpoch: number;
  /** The finished epochs. */
  readonly history: readonly EpochRecord[];
  /** The parameters after the best epoch; kept only where the best are to be restored. */
  readonly best?: Weights;
}

/** The state before the first step: seeded weights, moments of zeros. */
export function initialState(model: Model, seed: number): TrainingState {
  const weights = initialWeights(model, seed);
  const tensors = new Map(
    stateTensors(model).map(({ name, parameter, isMoment }) => {
      const values = weights.get(parameter.name) as Float32Array;
      return [name, isMoment ? new Float32Array(values.length) : values];
    }),
  );
  return { tensors, step: 0, imagesOfEpoch: 0, lossOfEpoch: 0, secondsOfEpoch: 0, history: [] };
}

/** The parameters of a state, without the moments. */
export function parametersOf(model: Model, state: TrainingState): Weights {
  return new Map(modelParameters(model).map(({ name }) => [name, state.tensors.get(name) as Float32Array]));
}
