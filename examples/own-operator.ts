// An operator of one's own: Softplus, which ONNX has and the graph has not, in a program that is differentiated, written as
// ONNX and executed. Its gradient is compared with central differences. In a checkout: npm run example own-operator
import {
  apply,
  gradients,
  input,
  multiply,
  reduceSum,
  requireDType,
  sigmoid,
  toOnnx,
  type UnaryOperator,
  type Value,
} from "hourglass-lab/graph";
import { createNodeRuntime } from "hourglass-lab/node";

const softplusOperator: UnaryOperator = {
  name: "softplus",
  infer: ([x]) => {
    requireDType("softplus", x, "float32");
    return { dtype: x.dtype, shape: x.shape };
  },
  onnx: { type: "Softplus" },
  gradient: ({ inputs: [x] }, g) => [multiply(g, sigmoid(x))],
};

/** log(1 + exp(x)), elementwise. */
const softplus = (x: Value): Value => apply(softplusOperator, [x], null);

const x = input("x", { dtype: "float32", shape: [3] });
const objective = reduceSum(multiply(x, softplus(x)));
const [gradient] = gradients(objective, [x]) as [Value];

const runtime = await createNodeRuntime({ threads: 1 });
const program = toOnnx({
  name: "softplus",
  description: "The sum of x softplus(x), and its gradient.",
  inputs: [{ value: x, description: "three numbers" }],
  outputs: [
    { name: "objective", value: objective, description: "the sum" },
    { name: "gradient", value: gradient, description: "its derivatives for x" },
  ],
});
const executable = await runtime.load(program);
const point = [-1.5, 0, 2];
const at = async (index: number, offset: number) => {
  const data = Float32Array.from(point.with(index, (point[index] ?? 0) + offset));
  const results = await executable.run({ x: { dtype: "float32", shape: [3], data } });
  return { value: Number(results["objective"]?.data[0]), slope: Number(results["gradient"]?.data[index]) };
};

// float32 has some seven digits, of which a difference over so small a step keeps four.
const step = 2 ** -7;
const errors = point.map(async (_, index) => {
  const [below, here, above] = [await at(index, -step), await at(index, 0), await at(index, step)];
  return Math.abs((above.value - below.value) / (2 * step) - here.slope);
});
console.log(Math.max(...(await Promise.all(errors))) < 1e-3); // true
await executable.release();
