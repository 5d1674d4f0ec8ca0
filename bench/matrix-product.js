import { createRandom, float32, input, matMul, slice, toOnnx } from "./hourglass.js";
import { hourglassModel, modelNamed } from "./models.js";
import { createNativeRuntime } from "./native-runtime.js";
import { obey, readArguments, takingSteps } from "./protocol.js";
import { layerProducts } from "./work.js";

/**
 * The probe: measures the machine's rate in matrix products of the model's sizes, float32, through ONNX Runtime, on as many threads as the
 * contestants have. It takes turns as they do, before and after each of theirs: a reader sees how steady the machine was. Each layer is a
 * product of `[batch * places, in]` and `[in, out]`, a convolution as well. Only the first row of a product is handed back, and the
 * factors lie still: there is hardly any work but the products.
 */
const batchSize = 256;

const { task } = readArguments();
const runtime = await createNativeRuntime(task.threads);
const products = layerProducts(hourglassModel(modelNamed(task.model)));
const random = createRandom(1, "matrices");
/** @param {number} rows @param {number} columns */
const matrix = (rows, columns) =>
  float32(
    Float32Array.from({ length: rows * columns }, () => random.normal() / Math.sqrt(columns)),
    [rows, columns],
  );
const factors = products.flatMap(({ places, inputs, outputs }, index) => [
  { name: `left_${index}`, tensor: matrix(batchSize * places, inputs) },
  { name: `right_${index}`, tensor: matrix(inputs, outputs) },
]);
const values = factors.map(({ name, tensor: { shape } }) => input(name, { dtype: "float32", shape }));
const flop = products.reduce(
  (sum, { places, inputs, outputs }) => sum + 2 * batchSize * places * inputs * outputs,
  0,
);
const executable = await runtime.load(
  toOnnx({
    name: "matrix_products",
    description: "the matrix products of a model's layers",
    inputs: values.map((value) => ({ value, description: "a factor" })),
    outputs: products.map((_, index) => ({
      name: `row_${index}`,
      value: slice(matMul(at(values, 2 * index), at(values, 2 * index + 1)), 0, 0, 1),
      description: "the first row of a product",
    })),
  }),
  Object.fromEntries(factors.map(({ name, tensor }) => [name, tensor])),
);

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} index
 */
function at(list, index) {
  return /** @type {T} */ (list[index]);
}

await obey(
  { version: runtime.description, threads: runtime.threads },
  takingSteps(async () => {
    await executable.run({});
    return flop;
  }),
);
