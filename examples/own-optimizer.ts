// An optimiser of one's own: Lion, which moves every weight by the sign of a mean of gradients (Chen and others, "Symbolic discovery
// of optimization algorithms", 2023, algorithm 2). Once it is registered, settings name it with its numbers, and a model is
// trained with it. In a checkout: npm run example own-optimizer
import {
  buildModel,
  type CommonOptions,
  fit,
  generateDigits,
  initialWeights,
  type OptimizerKind,
  optimizers,
  resolveSettings,
  trainingOptions,
} from "hourglass-lab";
import { add, multiply, negate, step, subtract, type Value } from "hourglass-lab/graph";
import { createNodeRuntime } from "hourglass-lab/node";

interface LionOptions extends CommonOptions {
  readonly kind: "lion";
  readonly beta1: number;
  readonly beta2: number;
}

const rate = { minimum: 0, maximum: 0.999999, step: 0.01 } as const;
const lion: OptimizerKind<LionOptions, "lion", "learningRate"> = {
  name: "lion",
  title: "Lion",
  fields: {
    beta1: { title: "β₁", placeholder: "BETA1", first: 0.9, ...rate },
    beta2: { title: "β₂", placeholder: "BETA2", first: 0.99, ...rate },
  },
  slots: () => ["momentum"],
  schedule: (_step, learningRate) => ({ learningRate }),
  update: ({ parameter, slots }, gradient, { learningRate }, { beta1, beta2, weightDecay = 0 }) => {
    const [momentum] = slots as readonly [Value];
    const mean = (beta: number) => add(multiply(momentum, beta), multiply(gradient, 1 - beta));
    const sign = subtract(step(mean(beta1)), step(negate(mean(beta1))));
    const moved = add(sign, multiply(parameter, weightDecay));
    return { parameter: subtract(parameter, multiply(moved, learningRate)), slots: [mean(beta2)] };
  },
};
optimizers.register(lion);

const { train: images } = await generateDigits({ seed: 1, trainCount: 640, testCount: 1 });
const model = buildModel("vanilla", { sampleShape: images });
const runtime = await createNodeRuntime({ threads: 1 });
const train = async (epochs: number, batchSize: number) => {
  const settings = { optimizer: "lion:0.9,0.99", learningRate: 1e-3, epochs, batchSize };
  return await fit(runtime, model, { train: images }, trainingOptions(resolveSettings(settings)));
};

// A single step moves every weight by the learning rate, or not at all.
const all = [initialWeights(model, 1), (await train(1, 640)).weights].map((weights) => [...weights.values()]);
const [before = [], after = []] = all.map((values) => values.flatMap((some) => [...some]));
const moves = after.map((weight, index) => Math.abs(weight - Number(before[index])));
console.log(moves.every((move) => move === 0 || Math.abs(move - 1e-3) < 1e-6)); // true

const { state } = await train(4, 64);
const [first = 0, last = 1] = [0, 3].map((epoch) => state.history[epoch]?.trainingLoss);
console.log(last < 0.8 * first); // true
