import type { ProgramOutput } from "../graph/onnx/serialise.ts";
import type { Value } from "../graph/value.ts";
import type { ParameterValues } from "../model/model.ts";
import { type Layered, networkParameters } from "../model/network.ts";
import type { Parameter } from "../model/parameter.ts";
import type { Updated } from "./optimizers/optimizer-kind.ts";
import { type OptimizerOptions, optimizerOf } from "./optimizers/optimizers.ts";
import { stack, type TrainedTensor, trainedTensors, unstack } from "./stacking.ts";

/** Outputs have {@link updated} before the names of the inputs that they follow. */
export const updated = (name: string): string => `updated.${name}`;

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

/** What is carried through the loop: of each trained tensor its value and slots, then the statistics. */
export interface StateLayout {
  readonly pack: (state: ReadonlyMap<string, Value>) => readonly Value[];
  readonly unpack: (carried: readonly Value[]) => {
    readonly trained: readonly Updated[];
    readonly statistics: readonly (readonly [Parameter, Value])[];
    /** Of every parameter. */
    readonly values: ParameterValues;
  };
  /** A trained tensor with some of its parameters changed. */
  readonly project: (
    index: number,
    tensor: Value,
    changes: ReadonlyMap<Parameter, (value: Value) => Value>,
  ) => Value;
  readonly results: (carried: readonly Value[]) => readonly ProgramOutput[];
}

/** How the state of a network under an optimiser is carried. */
export function stateLayout(network: Layered, optimizer: OptimizerOptions): StateLayout {
  const tensors = trainedTensors(network);
  const statistics = networkParameters(network).filter(({ trainable }) => !trainable);
  const namesOf = ({ name }: Parameter): readonly string[] => namesOfTrained(name, optimizer);
  const width = 1 + optimizerOf(optimizer).slots(optimizer).length;
  const rows = Array.from({ length: width }, (_, row) => row);
  const ofTensor = (carried: readonly Value[], index: number): readonly Value[] =>
    carried.slice(width * index, width * (index + 1));
  /** Of the parameters of a tensor: their values, or one of their slots. */
  const named = (tensor: TrainedTensor, row: number, value: Value): readonly (readonly [string, Value])[] => {
    const parts = unstack(tensor, value);
    return tensor.parameters.map((parameter, part) => [
      namesOf(parameter)[row] as string,
      parts[part] as Value,
    ]);
  };
  const ofStatistics = (carried: readonly Value[]): readonly (readonly [Parameter, Value])[] =>
    statistics.map((statistic, index) => [statistic, carried[width * tensors.length + index] as Value]);
  return {
    pack: (state) => [
      ...tensors.flatMap((tensor) =>
        rows.map((row) =>
          stack(
            tensor,
            tensor.parameters.map((parameter) => state.get(namesOf(parameter)[row] as string) as Value),
          ),
        ),
      ),
      ...statistics.map(({ name }) => state.get(name) as Value),
    ],
    unpack: (carried) => {
      const trained = tensors.map((_, index) => {
        const [parameter, ...slots] = ofTensor(carried, index) as readonly [Value, ...Value[]];
        return { parameter, slots };
      });
      return {
        trained,
        statistics: ofStatistics(carried),
        values: new Map([
          ...tensors.flatMap((tensor, index) => named(tensor, 0, (trained[index] as Updated).parameter)),
          ...ofStatistics(carried).map(([{ name }, value]) => [name, value] as const),
        ]),
      };
    },
    project: (index, value, changes) => {
      const tensor = tensors[index] as TrainedTensor;
      if (!tensor.parameters.some((parameter) => changes.has(parameter))) return value;
      const parts = unstack(tensor, value);
      return stack(
        tensor,
        tensor.parameters.map((parameter, part) => {
          const own = parts[part] as Value;
          return changes.get(parameter)?.(own) ?? own;
        }),
      );
    },
    results: (carried) => {
      const values = new Map([
        ...tensors.flatMap((tensor, index) =>
          rows.flatMap((row) => named(tensor, row, ofTensor(carried, index)[row] as Value)),
        ),
        ...ofStatistics(carried).map(([{ name }, value]) => [name, value] as const),
      ]);
      const ordered = [
        ...tensors.flatMap(({ parameters }) => parameters.flatMap(namesOf)),
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
