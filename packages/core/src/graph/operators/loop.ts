import { ShapeError, sameShape, showShape } from "../type.ts";
import { apply, type Operator, requireDType, requireValues, type Value } from "../value.ts";
import { resultOf } from "./result.ts";
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

/** Its results: the last carried values, then the stacked ones. */
export const loopOperator: Operator<LoopAttributes, readonly [count: Value, ...initial: Value[]]> = {
  name: "loop",
  infer: ([count, ...initial], { body, countName }) => {
    requireDType("loop", count, "int64");
    if (body.next.length !== initial.length) {
      throw new ShapeError(`loop: ${initial.length} carried values become ${body.next.length}`);
    }
    body.next.forEach((next, index) => {
      const { dtype, shape } = initial[index] as Value;
      if (next.dtype !== dtype || !sameShape(next.shape, shape)) {
        throw new ShapeError(
          `loop: carried value ${index} starts as ${dtype} ${showShape(shape)} ` +
            `and becomes ${next.dtype} ${showShape(next.shape)}`,
        );
      }
    });
    const stacked = body.stacked.map(({ dtype, shape }) => ({ dtype, shape: [countName, ...shape] }));
    return [...body.next.map(({ dtype, shape }) => ({ dtype, shape })), ...stacked];
  },
  onnx: { structure: "Loop, whose body has what changes from iteration to iteration" },
  gradient: { none: "training differentiates the body of its loop, not the loop" },
  about: {
    call: "loop(count, countName, initial, step)",
    shape: "carried values as they start, stacked ones with the axis countName before their own",
  },
};

/**
 * Repeats `step` a number of times known when the program runs: ONNX's Loop. Values from outside may be used
 * inside; what depends on nothing that changes is computed once, outside.
 * @param count the number of iterations, int64 scalar; `countName` is its name in the shapes of stacked results
 * @returns the last carried values, and the stacked values as `[count, ...]`
 * @throws ShapeError when a carried value changes its type
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
  const carried = requireValues(initial, "loop", "initial").map(({ dtype, shape }, index) =>
    input(`carried_${index}`, { dtype, shape }),
  );
  const results = step(iteration, carried);
  const next = requireValues(results.next, "loop", "next");
  const stacked = requireValues(results.stacked, "loop", "stacked");
  const body: LoopBody = { iteration, carried, next, stacked };
  const whole = apply(loopOperator, [count, ...initial], { body, countName });
  return {
    carried: next.map((_, index) => resultOf(whole, index)),
    stacked: stacked.map((_, index) => resultOf(whole, next.length + index)),
  };
}
