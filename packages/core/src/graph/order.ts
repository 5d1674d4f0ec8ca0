import type { Value } from "./value.ts";

/**
 * Every value that `roots` depend on, each after its inputs; the same order for the same graph.
 * Iterative: a long graph must not exhaust the call stack.
 */
export function topologicalOrder(
  roots: readonly Value[],
  dependencies: (value: Value) => readonly Value[] = (value) => value.inputs,
): readonly Value[] {
  const order: Value[] = [];
  const state = new Map<Value, "open" | "done">();
  const stack = roots.toReversed();
  while (stack.length > 0) {
    const value = stack.at(-1) as Value;
    if (state.get(value) === undefined) {
      state.set(value, "open");
      const missing = dependencies(value).filter((x) => state.get(x) === undefined);
      stack.push(...missing.toReversed());
    } else {
      stack.pop();
      if (state.get(value) === "open") order.push(value);
      state.set(value, "done");
    }
  }
  return order;
}
