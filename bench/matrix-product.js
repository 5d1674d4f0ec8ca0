import { createRandom, float32, input, matMul, toOnnx } from "./hourglass.js";
import { createNativeRuntime } from "./native-runtime.js";
import { readArguments } from "./protocol.js";

/**
 * Measures the machine's matrix-product rate: 1024 x 1024 x 1024, float32, through ONNX Runtime. Not a contestant,
 * but started like one. Several products follow each other in one run, so that handing over the matrices, which is
 * no arithmetic, hardly counts.
 */
const size = 1024;
const products = 8;

const { task } = readArguments();
const runtime = await createNativeRuntime(task.threads);
const left = input("left", { dtype: "float32", shape: [size, size] });
const right = input("right", { dtype: "float32", shape: [size, size] });
let product = left;
for (let count = 0; count < products; count++) product = matMul(product, right);
const executable = await runtime.load(
  toOnnx({
    name: "matrix_product",
    description: `${products} products of ${size} x ${size} matrices, one after the other`,
    inputs: [
      { value: left, description: "the first factor" },
      { value: right, description: "the second factor of every product" },
    ],
    outputs: [{ name: "product", value: product, description: "the last product" }],
  }),
);

// Of variance 1 / size: the products neither grow nor fade, and no value is slow because it is subnormal.
const random = createRandom(1, "matrices");
const matrix = () =>
  float32(
    Float32Array.from({ length: size * size }, () => random.normal() / Math.sqrt(size)),
    [size, size],
  );
const inputs = { left: matrix(), right: matrix() };

/** @param {number} seconds */
async function multiplyFor(seconds) {
  const started = performance.now();
  let runs = 0;
  do {
    await executable.run(inputs);
    runs++;
  } while (performance.now() - started < seconds * 1000);
  return (2 * size ** 3 * products * runs) / ((performance.now() - started) / 1000);
}

await multiplyFor(task.warmUpSeconds);
const flopPerSecond = await multiplyFor(task.seconds);
process.stdout.write(`${JSON.stringify({ flopPerSecond })}\n`, () => process.exit(0));
