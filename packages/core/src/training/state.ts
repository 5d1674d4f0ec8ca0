import * as z from "zod";
import { checkArgument, whole } from "../arguments.ts";
import { channelStatistics } from "../data/samples/channel-statistics.ts";
import type { Samples } from "../data/samples/sample-kinds.ts";
import { UsageError } from "../errors.ts";
import { type Network, networkParameters } from "../model/network.ts";
import { requireWeights, seededWeights, type Weights } from "../model/parameter.ts";
import type { OptimizerOptions } from "../program/optimizers/optimizers.ts";
import { stateTensors } from "../program/trainer-state.ts";
import { type EpochRecord, historySchema } from "./epoch.ts";
import type { TrainingOptions } from "./options.ts";

/**
 * All that training needs to go on: kept from chunk to chunk, saved as a checkpoint. From the same state the same
 * steps follow, bit for bit.
 */
export interface TrainingState {
  /** Every parameter and its slots, by the names that the trainer has for them. */
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

const progressSchema = z.object({
  step: whole(0),
  imagesOfEpoch: whole(0),
  lossOfEpoch: z.number(),
  secondsOfEpoch: z.number().min(0),
  history: historySchema,
});

/**
 * A state that was given to go on from.
 * @param trainImages how many images are trained on
 * @throws HourglassError unless it is one of a training of this network on so many images with these options
 */
export function requireState(
  network: Network,
  given: unknown,
  trainImages: number,
  { batchSize, optimizer, restoreBest }: Pick<TrainingOptions, "batchSize" | "optimizer" | "restoreBest">,
  call: string,
  name: string,
): void {
  const { step, imagesOfEpoch, history } = checkArgument(
    progressSchema,
    given,
    call,
    name,
    "give the state that fit returns, or hands to its hooks",
  );
  const { tensors, best } = given as TrainingState;
  requireWeights(stateTensors(network, optimizer), tensors, call, `${name}.tensors`);
  if (best !== undefined) requireWeights(networkParameters(network), best, call, `${name}.best`);
  const stepsPerEpoch = Math.ceil(trainImages / batchSize);
  const expected = history.length * stepsPerEpoch + Math.ceil(imagesOfEpoch / batchSize);
  const isBetweenSteps = imagesOfEpoch % batchSize === 0 || imagesOfEpoch === trainImages;
  if (step !== expected || imagesOfEpoch > trainImages || !isBetweenSteps) {
    throw new UsageError(
      `${call}: ${name}: expected step ${expected} after ${history.length} epochs and ${imagesOfEpoch} images, of ` +
        `${trainImages} in batches of ${batchSize}, found step ${step}: it is of another training; ` +
        "go on with the images and the batchSize that it began with",
    );
  }
  if (restoreBest && best === undefined && history.length > 0) {
    throw new UsageError(
      `${call}: ${name}.best: expected the weights of the best epoch for restoreBest, found nothing: ` +
        "go on without restoreBest, as it was trained",
    );
  }
}

/**
 * The state before the first step: seeded weights, what training samples are standardised by, slots of zeros.
 * @param train which samples; without them nothing is standardised, and images never are
 * @param given all of the network's parameters, what samples are standardised by included, to begin with instead
 */
export function initialState(
  network: Network,
  seed: number,
  optimizer: OptimizerOptions,
  train?: Samples,
  given?: Weights,
): TrainingState {
  const weights = given ?? beginningWeights(network, seed, train);
  const tensors = new Map(
    stateTensors(network, optimizer).map(({ name, parameter, isSlot }) => {
      const values = weights.get(parameter.name) as Float32Array;
      return [name, isSlot ? new Float32Array(values.length) : values];
    }),
  );
  return { tensors, step: 0, imagesOfEpoch: 0, lossOfEpoch: 0, secondsOfEpoch: 0, history: [] };
}

/** Seeded weights, with what training samples are standardised by. */
export function beginningWeights(network: Network, seed: number, train?: Samples): Weights {
  return new Map([...seededWeights(networkParameters(network), seed), ...scalingWeights(network, train)]);
}

/** The mean and the deviation of each channel of the training samples, where the network standardises by them. */
function scalingWeights({ scaling }: Network, train: Samples | undefined): Weights {
  if (scaling === undefined || train === undefined) return new Map();
  const { mean, deviation } = channelStatistics(train);
  return new Map([
    [scaling.mean.name, mean],
    [scaling.deviation.name, deviation],
  ]);
}

/** The parameters of a state, without the slots. */
export function parametersOf(network: Network, state: TrainingState): Weights {
  return new Map(
    networkParameters(network).map(({ name }) => [name, state.tensors.get(name) as Float32Array]),
  );
}
