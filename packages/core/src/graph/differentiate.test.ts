import { expect, test } from "vitest";
import { evaluate } from "../../../../test/support/evaluate.ts";
import { checkGradient } from "../../../../test/support/gradient.ts";
import { sampleNumbers, samplePositive } from "../../../../test/support/numbers.ts";
import { gradients } from "./differentiate.ts";
import { add, divide, multiply, negateOperator, subtract } from "./operators/arithmetic.ts";
import { withGradient } from "./operators/custom-gradient.ts";
import { exp, log, relu, sigmoid, sqrt } from "./operators/functions.ts";
import { gather } from "./operators/indexing.ts";
import { matMul } from "./operators/product.ts";
import { cast } from "./operators/selection.ts";
import { reduceSum, transpose } from "./operators/shaping.ts";
import { split } from "./operators/slicing.ts";
import { input, scalar } from "./operators/source.ts";
import { ShapeError } from "./type.ts";
import { apply, type UnaryOperator, type Value } from "./value.ts";

const real = (label: string, ...shape: (number | string)[]): Value =>
  input(label, { dtype: "float64", shape });

/** The gradients of `objective` for `variables` at these scalars. */
async function scalarGradients(
  objective: Value,
  variables: readonly Value[],
  at: readonly number[],
): Promise<readonly number[]> {
  const feeds = new Map(variables.map((x, index) => [x, { shape: [], data: [at[index] as number] }]));
  const results = await evaluate(gradients(objective, variables), feeds);
  return results.map(({ data }) => data[0] as number);
}

test("gradients through a shared expression add up", async () => {
  const x = real("x");
  const square = multiply(x, x);
  // x^2 x^2 + x^2 = x^4 + x^2, whose derivative at 3 is 4 27 + 2 3.
  expect(await scalarGradients(add(multiply(square, square), square), [x], [3])).toEqual([114]);
});

test("the same value as both operands counts twice", async () => {
  const x = real("x");
  expect(await scalarGradients(add(x, x), [x], [5])).toEqual([2]);
  expect(await scalarGradients(subtract(x, x), [x], [5])).toEqual([0]);
  expect(await scalarGradients(divide(x, x), [x], [5])).toEqual([0]);
});

test("the parts of a split tensor have gradients of their own", async () => {
  const whole = real("whole", 3);
  const [first, second] = split(whole, 0, [1, 2]) as readonly [Value, Value];
  // The first part is the operator's own value, the second a further result of it: neither depends on the other.
  const objective = add(multiply(reduceSum(first), 2), reduceSum(multiply(second, second)));
  const found = await evaluate(
    gradients(objective, [first, second]),
    new Map([[whole, { shape: [3], data: [5, 3, -2] }]]),
  );
  expect(found.map(({ data }) => [...data])).toEqual([[2], [6, -4]]);
});

test("a chain with sharing of length 60 does not take 2^60 steps", async () => {
  const x = real("x");
  let sum = x;
  for (let depth = 0; depth < 60; depth++) sum = add(sum, sum);
  expect(await scalarGradients(sum, [x], [1])).toEqual([2 ** 60]);
});

test("a graph of 20,000 operators does not exhaust the stack", () => {
  const x = real("x");
  let value = x;
  for (let depth = 0; depth < 20_000; depth++) value = add(value, 1);
  expect(gradients(value, [x])[0]?.shape).toEqual([]);
});

test("a parameter on the way to another gets its whole gradient", async () => {
  const x = real("x");
  const inner = multiply(x, 3);
  const [forX, forInner] = gradients(multiply(inner, inner), [x, inner]);
  const [atX, atInner] = await evaluate([forX!, forInner!], new Map([[x, { shape: [], data: [2] }]]));
  expect(atX?.data).toEqual([36]);
  expect(atInner?.data).toEqual([12]);
});

test("the objective's gradient for itself is 1", async () => {
  const x = real("x");
  expect(await scalarGradients(x, [x], [7])).toEqual([1]);
});

test("gradients are in the order of the parameters", async () => {
  const [x, y] = [real("x"), real("y")];
  const objective = multiply(multiply(x, x), y);
  expect(await scalarGradients(objective, [x, y], [3, 5])).toEqual([30, 9]);
  expect(await scalarGradients(objective, [y, x], [5, 3])).toEqual([9, 30]);
});

test("a composition of many operators has the gradient of central differences", async () => {
  await checkGradient(
    (x, kernel, bias) => {
      const hidden = relu(matMul(x, kernel, { bias }));
      const back = matMul(hidden, kernel, { transposeB: true });
      const norm = sqrt(add(reduceSum(multiply(back, back), [1], true), 1));
      return log(add(exp(sigmoid(divide(back, norm))), transpose(x, [0, 1])));
    },
    [
      { shape: ["batch", 2], given: samplePositive([2, 2], "x") },
      { given: samplePositive([2, 3], "kernel") },
      { given: sampleNumbers([3], "bias") },
    ],
  );
});

test("gradients can be differentiated again", async () => {
  // d/dx of the derivative of sigmoid(x)^2.
  await checkGradient(
    (x) => gradients(reduceSum(multiply(sigmoid(x), sigmoid(x))), [x])[0]!,
    [{ given: sampleNumbers([3], "x") }],
  );
});

test("an objective that is no scalar is refused with its shape", () => {
  const x = real("x", "batch", 3);
  expect(() => gradients(x, [x])).toThrow(ShapeError);
  expect(() => gradients(x, [x])).toThrow("the objective must be a scalar, found [batch, 3]");
});

test("a parameter that the objective does not depend on is refused with its shape", () => {
  const [x, other] = [real("x"), real("other", 4, 5)];
  expect(() => gradients(multiply(x, x), [x, other])).toThrow(ShapeError);
  expect(() => gradients(multiply(x, x), [x, other])).toThrow("does not depend on a parameter [4, 5]");
});

test("an operator whose gradient has another shape than its input is refused by name", () => {
  const x = real("x", 2, 3);
  const operator: UnaryOperator = { ...negateOperator, name: "mine", gradient: (_, g) => [reduceSum(g)] };
  expect(() => gradients(reduceSum(apply(operator, [x], null)), [x])).toThrow(
    "gradients: mine gives a gradient [] for an input [2, 3]",
  );
});

test("a whole number made of a parameter carries no gradient", () => {
  const x = real("x");
  expect(() => gradients(cast(cast(x, "int32"), "float64"), [x])).toThrow("does not depend on a parameter");
});

test("an operator without a gradient is refused only where a gradient must pass through it", () => {
  const table = real("table", 3);
  const row = gather(table, scalar(1, "int32"));
  const x = real("x");
  expect(gradients(multiply(row, x), [x])).toHaveLength(1);
  expect(() => gradients(multiply(row, x), [table])).toThrow("gather has no gradient: data sets");
});

test("withGradient replaces the derived gradient and keeps the value", async () => {
  const x = real("x");
  const cube = multiply(multiply(x, x), x);
  const replaced = withGradient(cube, [x], (gradient) => [multiply(gradient, 100)]);
  const objective = multiply(replaced, 2);
  const [value, gradient] = await evaluate(
    [objective, ...gradients(objective, [x])],
    new Map([[x, { shape: [], data: [2] }]]),
  );
  expect([value?.data[0], gradient?.data[0]]).toEqual([16, 200]);
});

test("withGradient adds to what reaches its variables on other ways", async () => {
  const x = real("x");
  const replaced = withGradient(multiply(x, x), [x], (gradient) => [multiply(gradient, 100)]);
  expect(await scalarGradients(add(replaced, x), [x], [2])).toEqual([101]);
});

test("withGradient refuses gradients that do not fit the variables", () => {
  const x = real("x", 2, 3);
  const build = (parts: readonly Value[]): readonly Value[] =>
    gradients(
      withGradient(reduceSum(x), [x], () => parts),
      [x],
    );
  expect(() => build([real("wrong", 3)])).toThrow("customGradient: gradient [3] for an input [2, 3]");
  expect(() => build([])).toThrow("customGradient: 0 gradients for 1 inputs");
});
