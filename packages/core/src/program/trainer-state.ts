import type { ProgramOutput } from "../graph/onnx/serialise.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterValues } from "../model/model.ts";
import { type Layered, networkParameters } from "../model/network.ts";
import type { Parameter } from "../model/parameter.ts";
import {
  type Block,
  blockShape,
  joinParts,
  joinTensors,
  partsOf,
  singleBlocks,
  tensorsOf,
} from "./blocks.ts";
import type { Updated } from "./optimizers/optimizer-kind.ts";
import { type OptimizerOptions, optimizerOf } from "./optimizers/optimizers.ts";
import { stack, unstack } from "./stacking.ts";

/** Outputs have {@link updated} before the names of the inputs that they follow. */
export const updated = (name: string): string => `updated.${name}`;

/** What steps carry has {@link carriedName} before its name: some of it is named as parameters are. */
export const carriedName = (name: string): string => `carried.${name}`;

/** A tensor that training carries from step to step. */
export interface StateTensor {
  readonly name: string;
  readonly shape: readonly number[];
  /** The parameter that it is, or whose slot it is. */
  readonly parameter: Parameter;
  /** Whether it is one of those that the optimiser keeps beside a parameter, which start as zeros. */
  readonly isSlot: boolean;
}

/** A parameter that gradients move, and its slots, by their names among the trainer's inputs. */
function namesOfTrained(parameter: string, optimizer: OptimizerOptions): readonly string[] {
  const slots = optimizerOf(optimizer).slots(optimizer);
  return [parameter, ...slots.map((slot) => `${parameter}.${slot}`)];
}

/** Every tensor that training carries, in order: parameters, each with its slots where gradients move it. */
export function stateTensors(network: Layered, optimizer: OptimizerOptions): readonly StateTensor[] {
  return networkParameters(network).flatMap((parameter): readonly StateTensor[] => {
    const { name, shape, trainable } = parameter;
    const names = trainable ? namesOfTrained(name, optimizer) : [name];
    return names.map((tensor, index) => ({ name: tensor, shape, parameter, isSlot: index > 0 }));
  });
}

/** A tensor that is carried from step to step, as the programs have it. */
export interface CarriedTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** What is carried from step to step: of each block its value and slots, then the statistics. */
export interface StateLayout {
  readonly carried: readonly CarriedTensor[];
  readonly pack: (state: ReadonlyMap<string, Value>) => readonly Value[];
  readonly unpack: (carried: readonly Value[]) => Unpacked;
  /** The gradient for each block from those for all parts. */
  readonly join: (gradients: readonly Value[]) => readonly Value[];
  /** A block with some of its parameters changed. */
  readonly project: (
    index: number,
    block: Value,
    changes: ReadonlyMap<Parameter, (value: Value) => Value>,
  ) => Value;
  readonly results: (carried: readonly Value[]) => readonly ProgramOutput[];
}

interface Unpacked {
  readonly blocks: readonly Updated[];
  /** What gradients are taken for: the parts of all blocks. */
  readonly parts: readonly Value[];
  readonly statistics: readonly (readonly [Parameter, Value])[];
  /** Of every parameter. */
  readonly values: ParameterValues;
}

/** How the state of a network under an optimiser is carried, in these blocks. */
export function stateLayout(
  network: Layered,
  optimizer: OptimizerOptions,
  blocks: readonly Block[] = singleBlocks(network),
): StateLayout {
  const statistics = networkParameters(network).filter(({ trainable }) => !trainable);
  const namesOf = ({ name }: Parameter): readonly string[] => namesOfTrained(name, optimizer);
  const width = 1 + optimizerOf(optimizer).slots(optimizer).length;
  const rows = Array.from({ length: width }, (_, row) => row);
  const ofBlock = (carried: readonly Value[], index: number): readonly Value[] =>
    carried.slice(width * index, width * (index + 1));
  const ofStatistics = (carried: readonly Value[]): readonly (readonly [Parameter, Value])[] =>
    statistics.map((statistic, index) => [statistic, carried[width * blocks.length + index] as Value]);
  /** Of the parameters of a block: their values, or one of their slots. */
  const named = (
    block: Block,
    row: number,
    parts: readonly Value[],
  ): readonly (readonly [string, Value])[] => {
    const tensors = tensorsOf(block, parts);
    return block.tensors.flatMap((tensor, index) => {
      const values = unstack(tensor, tensors[index] as Value);
      return tensor.parameters.map(
        (parameter, place) => [namesOf(parameter)[row] as string, values[place] as Value] as const,
      );
    });
  };
  /** The tensors of a block from something for each parameter. */
  const stacked = ({ tensors }: Block, of: (parameter: Parameter) => Value): readonly Value[] =>
    tensors.map((tensor) => stack(tensor, tensor.parameters.map(of)));
  return {
    carried: [
      ...blocks.flatMap((block, index) =>
        namesOfTrained(carriedName(`block_${index + 1}`), optimizer).map((name) => ({
          name,
          shape: blockShape(block),
        })),
      ),
      ...statistics.map(({ name, shape }) => ({ name: carriedName(name), shape })),
    ],
    pack: (state) => [
      ...blocks.flatMap((block) =>
        rows.map((row) =>
          joinTensors(
            block,
            stacked(block, (parameter) => state.get(namesOf(parameter)[row] as string) as Value),
          ),
        ),
      ),
      ...statistics.map(({ name }) => state.get(name) as Value),
    ],
    unpack: (carried) => {
      const states = blocks.map((_, index) => {
        const [parameter, ...slots] = ofBlock(carried, index) as readonly [Value, ...Value[]];
        return { parameter, slots };
      });
      const parts = blocks.map((block, index) => partsOf(block, (states[index] as Updated).parameter));
      return {
        blocks: states,
        parts: parts.flat(),
        statistics: ofStatistics(carried),
        values: new Map([
          ...blocks.flatMap((block, index) => named(block, 0, parts[index] as readonly Value[])),
          ...ofStatistics(carried).map(([{ name }, value]) => [name, value] as const),
        ]),
      };
    },
    join: (gradients) => {
      let end = 0;
      return blocks.map((block) => {
        const start = end;
        end += block.tensors.length;
        return joinParts(gradients.slice(start, end));
      });
    },
    project: (index, value, changes) => {
      const block = blocks[index] as Block;
      const parameters = block.tensors.flatMap((tensor) => tensor.parameters);
      if (!parameters.some((parameter) => changes.has(parameter))) return value;
      const own = new Map(named(block, 0, partsOf(block, value)));
      return joinTensors(
        block,
        stacked(block, (parameter) => {
          const before = own.get(parameter.name) as Value;
          return changes.get(parameter)?.(before) ?? before;
        }),
      );
    },
    results: (carried) => {
      const values = new Map([
        ...blocks.flatMap((block, index) =>
          rows.flatMap((row) => named(block, row, partsOf(block, ofBlock(carried, index)[row] as Value))),
        ),
        ...ofStatistics(carried).map(([{ name }, value]) => [name, value] as const),
      ]);
      const ordered = [
        ...blocks.flatMap(({ tensors }) => tensors.flatMap(({ parameters }) => parameters.flatMap(namesOf))),
        ...statistics.map(({ name }) => name),
      ];
      return ordered.map((name) => ({
        name: updated(name),
        value: values.get(name) as Value,
        description: `${name} after the last step`,
      }));
    },
  };
}
