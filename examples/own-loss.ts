// A loss of one's own: Charbonnier's, sqrt(error² + epsilon²) - epsilon, quadratic for small errors and linear for large ones (but for
// its scale that of Charbonnier and others, "Two deterministic half-quadratic regularization algorithms for computed imaging", 1994).
// Once it is registered, objectives and settings name it as they name any other. Its gradient is derived, and compared with
// central differences; then a model is trained by it. In a checkout: npm run example own-loss
import { buildModel, fit, generateDigits, type LossKind, losses, outputs } from "hourglass-lab";
import { add, gradients, input, multiply, reduceSum, sqrt, subtract, toOnnx } from "hourglass-lab/graph";
import { createNodeRuntime } from "hourglass-lab/node";

const charbonnier: LossKind<"charbonnier", { readonly epsilon: number }> = {
  name: "charbonnier",
  title: "Charbonnier loss",
  fields: { epsilon: { title: "epsilon", placeholder: "EPSILON", minimum: 0.001, maximum: 1, first: 0.1 } },
  nearestError: "mse",
  unit: "intensity",
  short: () => "Charbonnier",
  phrase: ({ epsilon }) => `Charbonnier loss with epsilon ${epsilon}`,
  ofImages: ({ logits, targets, output, values: { epsilon } }) => {
    const error = subtract(output.apply(logits), targets);
    return reduceSum(subtract(sqrt(add(multiply(error, error), epsilon ** 2)), epsilon), [1]);
  },
};
losses.register(charbonnier);

const pixel = (name: string) => input(name, { dtype: "float32", shape: ["batch", 1] });
const [logits, targets] = [pixel("logits"), pixel("targets")];
const values = { epsilon: 0.1 };
const loss = charbonnier.ofImages({ logits, targets, output: outputs.of("sigmoid"), values });
const both = [loss, ...gradients(reduceSum(loss), [logits])];
const program = toOnnx({
  name: "charbonnier",
  description: "The loss of images of one pixel, and its derivative for the logit.",
  inputs: [logits, targets].map((value) => ({ value, description: "one an image" })),
  outputs: both.map((value, index) => ({
    name: ["loss", "slope"][index] ?? "",
    value,
    description: "of each",
  })),
});
const runtime = await createNodeRuntime({ threads: 1 });
const executable = await runtime.load(program);
const at = async (logit: number, name: "loss" | "slope") => {
  const one = (value: number) => ({ dtype: "float32", shape: [1, 1], data: Float32Array.of(value) }) as const;
  const results = await executable.run({ logits: one(logit), targets: one(0.4) });
  return Number(results[name]?.data[0]);
};
// float32 has some seven digits, of which a difference over so small a step keeps four.
const errors = [-2, -0.5, 3].map(async (logit) => {
  const difference = (await at(logit + 2 ** -7, "loss")) - (await at(logit - 2 ** -7, "loss"));
  return Math.abs(2 ** 6 * difference - (await at(logit, "slope")));
});
console.log(Math.max(...(await Promise.all(errors))) < 1e-4); // true
await executable.release();

const { train } = await generateDigits({ seed: 1, trainCount: 640, testCount: 1 });
const model = buildModel("vanilla", { sampleShape: train });
const objective = { loss: "charbonnier:0.1" };
const { state } = await fit(runtime, model, { train }, { epochs: 4, batchSize: 64, objective });
const [first, last] = [state.history[0], state.history.at(-1)];
console.log(Number(last?.trainingLoss) < 0.8 * Number(first?.trainingLoss)); // true
