// A penalty of one's own: DeCov, half the squared covariances of different values of the code over a batch (Cogswell and others,
// "Reducing overfitting in deep networks by decorrelating representations", 2016, equation 2). Once it is registered, settings name
// it with its weight. The values of codes of held-out images covary less than after a training that hardly has it (smaller codes would
// do so as well). In a checkout: npm run example own-penalty
import {
  buildModel,
  fit,
  generateDigits,
  type PenaltyKind,
  penalties,
  resolveSettings,
  sliceImages,
  trainingOptions,
} from "hourglass-lab";
import {
  cast,
  divide,
  matMul,
  multiply,
  reduceSum,
  sizeOf,
  subtract,
  transpose,
  type Value,
} from "hourglass-lab/graph";
import { createNodeRuntime } from "hourglass-lab/node";

const decov: PenaltyKind<"decov", { readonly weight: number }> = {
  name: "decov",
  title: "DeCov penalty",
  fields: { weight: { title: "weight", placeholder: "WEIGHT", minimum: 0, maximum: 1000, first: 0.1 } },
  label: "weight × DeCov",
  phrase: ({ weight }) => `${weight} times half the squared covariances of different values of the code`,
  value: ({ codes, values: { weight } }) => {
    const count = cast(sizeOf(codes, 0), "float32");
    const centred = subtract(codes, divide(reduceSum(codes, [0], true), count));
    const covariances = divide(matMul(transpose(centred, [1, 0]), centred), count);
    const variances = divide(reduceSum(multiply(centred, centred), [0]), count);
    const squares = (x: Value) => reduceSum(multiply(x, x));
    return multiply(subtract(squares(covariances), squares(variances)), 0.5 * weight);
  },
};
penalties.register(decov);

const { train: all } = await generateDigits({ seed: 1, trainCount: 840, testCount: 1 });
const data = { train: sliceImages(all, 0, 640), validation: sliceImages(all, 640, 840) };
const model = buildModel("vanilla", { sampleShape: all });
const runtime = await createNodeRuntime({ threads: 1 });

/** The penalty of held-out images after a training, without its weight. */
async function penaltyAfter(weight: number): Promise<number> {
  const settings = resolveSettings({ penalty: `decov:${weight}`, epochs: 5, batchSize: 64 });
  const { state } = await fit(runtime, model, data, trainingOptions(settings));
  return Number(state.history.at(-1)?.validationPenalty) / weight;
}
const [weak, strong] = [await penaltyAfter(1e-6), await penaltyAfter(0.1)];
console.log(weak, strong);
console.log(strong < 0.5 * weak); // true
