// The interface of the graph, in which models, losses and optimisers are written: for operators and programs of one's own. It
// runs everywhere. docs/operators.md lists the operators.

export { HourglassError, UsageError } from "./errors.ts";
// differentiation
export { gradients } from "./graph/differentiate.ts";
// ONNX
export type { Program, ProgramInput, ProgramOutput } from "./graph/onnx/program.ts";
export { operatorSetVersion, toOnnx } from "./graph/onnx/serialise.ts";
// operators
export { affine } from "./graph/operators/affine.ts";
export { add, divide, multiply, negate, type Operand, subtract } from "./graph/operators/arithmetic.ts";
export { convolve, inputGradient, kernelGradient } from "./graph/operators/convolution.ts";
export { withGradient } from "./graph/operators/custom-gradient.ts";
export { abs, cos, erf, exp, log, relu, sigmoid, sin, sqrt, tanh } from "./graph/operators/functions.ts";
export { gridSample, type Interpolation } from "./graph/operators/grid-sample.ts";
export { batchFirst, batchLast, transposeMatrix, withBatchLast } from "./graph/operators/image-layout.ts";
export { gather, range } from "./graph/operators/indexing.ts";
export { mergeAxes } from "./graph/operators/kernel-gradient.ts";
export { logSoftmax } from "./graph/operators/log-softmax.ts";
export { logSumExp } from "./graph/operators/log-sum-exp.ts";
export { loop } from "./graph/operators/loop.ts";
export { maxPool } from "./graph/operators/pooling.ts";
export { matMul } from "./graph/operators/product.ts";
export { resultOf } from "./graph/operators/result.ts";
export {
  cast,
  clip,
  greater,
  kthLargest,
  largest,
  maximum,
  select,
  step,
} from "./graph/operators/selection.ts";
export {
  expandLike,
  identity,
  reduceMax,
  reduceProduct,
  reduceSum,
  reshape,
  shapeOf,
  sumTo,
  transpose,
} from "./graph/operators/shaping.ts";
export { concat, pad, sizeOf, slice, split } from "./graph/operators/slicing.ts";
export { constant, input, inputLabel, scalar } from "./graph/operators/source.ts";
export { topValues } from "./graph/operators/top-values.ts";
export { convolveTransposed } from "./graph/operators/transposed-convolution.ts";
export { upsampleNearest } from "./graph/operators/upsampling.ts";
export { type Padding, paddingOf, type Window } from "./graph/operators/window.ts";
// shapes
export {
  broadcastShapes,
  type Dimension,
  type DType,
  normalizeAxis,
  type Shape,
  ShapeError,
  sameShape,
  showShape,
  type TensorType,
} from "./graph/type.ts";
// values
export {
  apply,
  type BinaryOperator,
  type Constant,
  type InputGradients,
  type Inputs,
  isValueOf,
  type OnnxAttribute,
  type OnnxForm,
  type OnnxNode,
  type Operator,
  type OperatorWords,
  requireDType,
  requireRank,
  requireSameDType,
  type UnaryOperator,
  type Value,
  type ValueOf,
} from "./graph/value.ts";
