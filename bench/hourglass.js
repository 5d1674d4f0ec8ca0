/** What the benchmark uses of the built package, internals included. */
export { loadDataset } from "../dist/data/load.js";
export { toOnnx } from "../dist/graph/onnx/serialise.js";
export { matMul } from "../dist/graph/operators/product.js";
export { slice } from "../dist/graph/operators/slicing.js";
export { input } from "../dist/graph/operators/source.js";
export { initialWeights, modelParameters } from "../dist/model/model.js";
export { trainerProgram } from "../dist/program/trainer.js";
export { createRandom } from "../dist/random/random.js";
export { createNodeRuntime } from "../dist/runtime/node.js";
export { float32, float32Result } from "../dist/runtime/runtime.js";
export { createWebRuntime } from "../dist/runtime/web.js";
export { buildModel } from "../dist/settings/build-model.js";
export { presets } from "../dist/settings/presets.js";
export { resolveSettings } from "../dist/settings/resolve.js";
export { trainingOptions } from "../dist/settings/training-options.js";
export { fit } from "../dist/training/fit.js";
export { epochOrder } from "../dist/training/order.js";
