import * as graph from "hourglass-core/graph";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";
import { graphCalls } from "./support/graph-calls.ts";

// No function of the graph's entry takes for a value what is none: it refuses it in words, also in plain JavaScript.

const calls = Object.entries(graphCalls());
const isValue = (given: unknown): given is graph.Value =>
  typeof given === "object" && given !== null && "operator" in given;

const junk = [undefined, null, "x", Symbol("x"), {}, [], new Float32Array(3), () => 1, Promise.resolve(1)];

test("every function has a right call", () => {
  const functions = Object.entries(graph).filter(
    ([name, one]) => typeof one === "function" && /^[a-z]/.test(name),
  );
  const elsewhere = ["gradients", "toOnnx"];
  expect(
    functions
      .map(([name]) => name)
      .filter((name) => !elsewhere.includes(name))
      .sort(),
  ).toEqual(calls.map(([name]) => name).sort());
  for (const [, [call, ...given]] of calls) call(...(given as never[]));
});

test.each(calls)("%s refuses what is no value", (_, [call, ...given]) => {
  for (const [place, right] of given.entries()) {
    const list = Array.isArray(right) && right.some(isValue);
    if (!list && !isValue(right)) continue;
    // An optional input may be left out.
    for (const wrong of junk.slice(place > 1 ? 1 : 0)) {
      for (const one of list ? [wrong, [wrong]] : [wrong]) {
        if (list && Array.isArray(one) && one.length === 0) continue;
        let error: unknown;
        try {
          call(...(given.with(place, one) as never[]));
        } catch (caught) {
          error = caught;
        }
        expect(error, `argument ${place + 1}: ${String(wrong)}`).toBeInstanceOf(HourglassError);
        expect((error as Error).message).toMatch(/expected .*, found /);
      }
    }
  }
});
