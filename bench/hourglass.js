/** What the benchmark uses of the built package, internals included. */

export { toOnnx } from "hourglass-core/internal/graph/onnx/serialise.ts";
export { matMul } from "hourglass-core/internal/graph/operators/product.ts";
export { slice } from "hourglass-core/internal/graph/operators/slicing.ts";
export { input } from "hourglass-core/internal/graph/operators/source.ts";
export { initialWeights, modelParameters } from "hourglass-core/internal/model/model.ts";
export { trainerProgram } from "hourglass-core/internal/program/trainer.ts";
export { createRandom } from "hourglass-core/internal/random/random.ts";
export { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
export { float32, float32Result } from "hourglass-core/internal/runtime/runtime.ts";
export { createWebRuntime } from "hourglass-core/internal/runtime/web.ts";
export { buildModel } from "hourglass-core/internal/settings/build-model.ts";
export { presets } from "hourglass-core/internal/settings/presets.ts";
export { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
export { trainingOptions } from "hourglass-core/internal/settings/training-options.ts";
export { fit } from "hourglass-core/internal/training/fit.ts";
export { epochOrder } from "hourglass-core/internal/training/order.ts";
export { secondsOfSample } from "hourglass-core/internal/training/time-steps.ts";
export { loadDataset } from "hourglass-lab/internal/data/load.ts";
