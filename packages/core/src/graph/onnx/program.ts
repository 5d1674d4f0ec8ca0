import * as z from "zod";
import { checkArgument, isTyped, kindOf, nameSchema, refuse, repeated, unchecked } from "../../arguments.ts";
import { inputLabel } from "../operators/source.ts";
import { elementCount } from "../type.ts";
import { requireValue, type Value } from "../value.ts";

/** What a program is given. */
export interface ProgramInput {
  readonly value: Value;
  readonly description: string;
}

/** A named result of a program. */
export interface ProgramOutput {
  readonly name: string;
  readonly value: Value;
  readonly description: string;
}

/** A graph with named inputs and outputs: what becomes one ONNX file. */
export interface Program {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly ProgramInput[];
  readonly outputs: readonly ProgramOutput[];
  /** Numbers for inputs by name: these become part of the file instead of being asked for. */
  readonly weights?: ReadonlyMap<string, Float32Array>;
  /** Facts to keep in the file. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const description = z.string();
const programSchema = z.object({
  name: nameSchema,
  description,
  inputs: z.array(z.object({ value: unchecked<unknown>(), description })),
  outputs: z.array(z.object({ name: nameSchema, value: unchecked<unknown>(), description })).min(1),
  metadata: z.record(z.string(), z.string()).exactOptional(),
});

const call = "toOnnx";

/** @throws UsageError unless it is a program whose inputs and outputs are values, each under a name of its own */
export function requireProgram(given: unknown): asserts given is Program {
  const { inputs, outputs } = checkArgument(programSchema, given, call, "program");
  const labels = inputs.map(({ value }, index) => {
    const name = `program.inputs[${index}].value`;
    const label = inputLabel(requireValue(value, call, name));
    return label ?? refuse("an input of the graph", "another value", call, name);
  });
  outputs.forEach(({ value }, index) => {
    requireValue(value, call, `program.outputs[${index}].value`);
  });
  const twice = repeated([...labels, ...outputs.map(({ name }) => name)]);
  if (twice !== undefined)
    refuse("names that differ", twice, call, "program", "give one of the two another name");
  requireConstants(given as Program);
}

/** @throws UsageError unless numbers that become part of the file are as many as their inputs say */
function requireConstants({ inputs, weights }: Program): void {
  if (weights === undefined) return;
  if (kindOf(weights) !== "Map") refuse("a Map of numbers by name", weights, call, "program.weights");
  for (const { value } of inputs) {
    const label = inputLabel(value) as string;
    const numbers = weights.get(label);
    if (numbers === undefined) continue;
    const count = elementCount(value.shape);
    if (!isTyped(numbers, Float32Array) || numbers.length !== count) {
      refuse(`a Float32Array of ${count}`, numbers, call, `program.weights: ${label}`);
    }
  }
}
