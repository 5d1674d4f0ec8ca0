import { type Shape, ShapeError, sameShape, showShape } from "../type.ts";
import { apply, inputOf, type Operator, requireDType, type Value } from "../value.ts";
import { input } from "./source.ts";

/** The body of a loop: graphs from the placeholders to the results of one iteration. */
export interface LoopBody {
  /** The number of the iteration, int64 scalar, from 0. */
  readonly iteration: Value;
  /** What the carried values are before the iteration. */
  readonly carried: readonly Value[];
  /** What they are after it. */
  readonly next: readonly Value[];
  /** Values of every iteration, to be stacked. */
  readonly stacked: readonly Value[];
}

interface LoopAttributes {
  readonly body: LoopBody;
  readonly countName: string;
}

const noGradient = { none: "training differentiates the body of its loop, not the loop" } as const;

/** Inputs: the number of iterations and the initial carried values. Its results are taken by {@link loopResult}. */
export const loopOperator: Operator<LoopAttributes> = {
  name: "loop",
  infer: (inputs, { body }) => {
    requireDType("loop", inputOf(inputs, 0), "int64");
    body.next.forEach((next, index) => {
      const initial = inputOf(inputs, index + 1);
      if (next.dtype !== initial.dtype || !sameShape(next.shape, initial.shape)) {
        throw new ShapeError(
          `loop: carried value ${index} starts as ${initial.dtype} ${showShape(initial.shape)} ` +
            `and becomes ${next.dtype} ${showShape(next.shape)}`,
        );
      }
    });
    // A loop has several results and no type of its own.
    return { dtype: "bool", shape: [] };
  },
  onnx: "structure",
  gradient: noGradient,
};

export const loopResultOperator: Operator<{ index: number }> = {
  name: "loopResult",
  infer: ([loop], { index }) => {
    const { body, countName } = (loop as Value).attributes as LoopAttributes;
    const next = body.next[index];
    if (next !== undefined) return { dtype: next.dtype, shape: next.shape };
    const stacked = inputOf(body.stacked, index - body.next.length);
    const shape: Shape = [countName, ...stacked.shape];
    return { dtype: stacked.dtype, shape };
  },
  onnx: "structure",
  gradient: noGradient,
};

/**
 * Repeats `step` a number of times known when the program runs: ONNX's Loop. Values from outside may be used
 * inside; what depends on nothing that changes is computed once, outside.
 * @param count the number of iterations, int64 scalar; `countName` is its name in the shapes of stacked results
 * @returns the last carried values, and the stacked values as `[count, ...]`
 */
export function loop(
  count: Value,
  countName: string,
  initial: readonly Value[],
  step: (
    iteration: Value,
    carried: readonly Value[],
  ) => { readonly next: readonly Value[]; readonly stacked: readonly Value[] },
): { readonly carried: readonly Value[]; readonly stacked: readonly Value[] } {
  const iteration = input("iteration", { dtype: "int64", shape: [] });
  const carried = initial.map(({ dtype, shape }, index) => input(`carried_${index}`, { dtype, shape }));
  const { next, stacked } = step(iteration, carried);
  const body: LoopBody = { iteration, carried, next, stacked };
  const whole = apply(loopOperator, [count, ...initial], { body, countName });
  const result = (index: number): Value => apply(loopResultOperator, [whole], { index });
  return {
    carried: next.map((_, index) => result(index)),
    stacked: stacked.map((_, index) => result(next.length + index)),
  };
}

/** The body of a loop value, `undefined` for other values. */
export function loopBody(value: Value): LoopBody | undefined {
  return value.operator === loopOperator ? (value.attributes as LoopAttributes).body : undefined;
}

/** Which of its loop's results a {@link loop} result is, `undefined` for other values. */
export function loopResultIndex(value: Value): number | undefined {
  return value.operator === loopResultOperator ? (value.attributes as { index: number }).index : undefined;
}
