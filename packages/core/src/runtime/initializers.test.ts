import { expect, test } from "vitest";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { add } from "../graph/operators/arithmetic.ts";
import { input } from "../graph/operators/source.ts";
import { withConstants } from "./initializers.ts";
import { float32 } from "./runtime.ts";

const x = input("x", { dtype: "float32", shape: [2] });
const program = toOnnx({
  name: "plus one",
  description: "",
  inputs: [{ value: x, description: "" }],
  outputs: [{ name: "y", value: add(x, 1), description: "" }],
});

test("the numbers of a constant stay where they are, beside the program", () => {
  const numbers = new Float32Array(10).subarray(4, 6);
  const { options, givenToRuns } = withConstants(program, { x: float32(numbers) });
  const [file] = (options?.externalData ?? []) as readonly { path: string; data: Uint8Array }[];
  expect(file?.data.buffer).toBe(numbers.buffer);
  expect(file?.data.byteOffset).toBe(16);
  expect(file?.data.byteLength).toBe(8);
  expect(givenToRuns).toBeUndefined();
});

test("a program without constants is that program", () => {
  expect(withConstants(program, {})).toEqual({ program });
});

test("a constant that the program does not ask for is refused with those that it asks for", () => {
  expect(() => withConstants(program, { weights: float32(Float32Array.of(1)) })).toThrow(
    'load: constants: unknown input "weights": the program takes x',
  );
});
