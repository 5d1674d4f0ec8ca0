import { reshape } from "../graph/operators/shaping.ts";
import { concat, split } from "../graph/operators/slicing.ts";
import { elementCount } from "../graph/type.ts";
import type { Value } from "../graph/value.ts";
import type { Layered } from "../model/network.ts";
import { stackedShape, type TrainedTensor, trainedTensors } from "./stacking.ts";

/** What an optimiser moves at once: a trained tensor as it is, or several as one vector, one after the other. */
export interface Block {
  readonly tensors: readonly TrainedTensor[];
}

/** Every trained tensor by itself: for a processor, which loses time over what it copies and none over operators. */
export function singleBlocks(network: Layered): readonly Block[] {
  return trainedTensors(network).map((tensor) => ({ tensors: [tensor] }));
}

/** WebGPU promises eight buffers to a kernel, of which one is the whole. */
const mostTensors = 7;

/**
 * As many tensors in a vector as one kernel can join: for a graphics processor, on which Adam's ten operators take longer to begin than
 * to compute.
 */
export function joinedBlocks(network: Layered): readonly Block[] {
  const tensors = trainedTensors(network);
  const count = Math.ceil(tensors.length / mostTensors);
  const size = Math.ceil(tensors.length / Math.max(count, 1));
  return Array.from({ length: count }, (_, block) => ({
    tensors: tensors.slice(block * size, (block + 1) * size),
  }));
}

/** A block from its tensors, or from what has their shapes. */
export function joinTensors({ tensors }: Block, values: readonly Value[]): Value {
  return tensors.length === 1
    ? (values[0] as Value)
    : joinParts(tensors.map((tensor, index) => flat(tensor, values[index] as Value)));
}

/** A block from its parts, or from the gradients for them. */
export function joinParts(parts: readonly Value[]): Value {
  return parts.length === 1 ? (parts[0] as Value) : concat(parts, 0);
}

/** The parts of a block, one a tensor: the tensor itself, or its numbers in the vector. */
export function partsOf({ tensors }: Block, block: Value): readonly Value[] {
  return tensors.length === 1 ? [block] : split(block, 0, tensors.map(sizeOfStacked));
}

/** The tensors of a block from its parts. */
export function tensorsOf({ tensors }: Block, parts: readonly Value[]): readonly Value[] {
  return tensors.length === 1
    ? parts
    : tensors.map((tensor, index) => reshape(parts[index] as Value, stackedShape(tensor)));
}

/** How many numbers a block has, in the shape that it is carried in. */
export function blockShape({ tensors }: Block): readonly number[] {
  const [first] = tensors as readonly [TrainedTensor, ...TrainedTensor[]];
  return tensors.length === 1
    ? stackedShape(first)
    : [tensors.reduce((sum, tensor) => sum + sizeOfStacked(tensor), 0)];
}

function flat(tensor: TrainedTensor, value: Value): Value {
  return reshape(value, [sizeOfStacked(tensor)]);
}

function sizeOfStacked(tensor: TrainedTensor): number {
  return elementCount(stackedShape(tensor));
}
