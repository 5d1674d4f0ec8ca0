import type { Operator, OperatorName } from "../value.ts";
import {
  addOperator,
  divideOperator,
  multiplyOperator,
  negateOperator,
  subtractOperator,
} from "./arithmetic.ts";
import { convolutionOperator, kernelGradientOperator, mergeAxesOperator } from "./convolution.ts";
import { customGradientOperator } from "./custom-gradient.ts";
import {
  absOperator,
  cosOperator,
  erfOperator,
  expOperator,
  logOperator,
  reluOperator,
  sigmoidOperator,
  sinOperator,
  sqrtOperator,
  tanhOperator,
} from "./functions.ts";
import { transposeMatrixOperator } from "./image-layout.ts";
import { gatherOperator, rangeOperator } from "./indexing.ts";
import { logSoftmaxOperator } from "./log-softmax.ts";
import { loopOperator, loopResultOperator } from "./loop.ts";
import { matMulOperator } from "./product.ts";
import {
  castOperator,
  clipOperator,
  greaterOperator,
  kthLargestOperator,
  largestPlacesOperator,
  maximumOperator,
  selectOperator,
  stepOperator,
} from "./selection.ts";
import {
  expandOperator,
  identityOperator,
  reduceProductOperator,
  reduceSumOperator,
  reshapeOperator,
  shapeOfOperator,
  transposeOperator,
} from "./shaping.ts";
import { concatOperator, padOperator, sliceOperator } from "./slicing.ts";
import { constantOperator, inputOperator } from "./source.ts";

/** Every operator by name. Tests walk through this table, so that none is without its gradient check. */
export const operators: { readonly [Name in OperatorName]: Operator } = {
  input: inputOperator,
  constant: constantOperator,
  identity: identityOperator,
  customGradient: customGradientOperator,
  reshape: reshapeOperator,
  transpose: transposeOperator,
  shapeOf: shapeOfOperator,
  expand: expandOperator,
  reduceSum: reduceSumOperator,
  reduceProduct: reduceProductOperator,
  slice: sliceOperator,
  pad: padOperator,
  concat: concatOperator,
  add: addOperator,
  subtract: subtractOperator,
  multiply: multiplyOperator,
  divide: divideOperator,
  negate: negateOperator,
  maximum: maximumOperator,
  greater: greaterOperator,
  step: stepOperator,
  select: selectOperator,
  clip: clipOperator,
  kthLargest: kthLargestOperator,
  largestPlaces: largestPlacesOperator,
  cast: castOperator,
  exp: expOperator,
  log: logOperator,
  sqrt: sqrtOperator,
  sigmoid: sigmoidOperator,
  relu: reluOperator,
  tanh: tanhOperator,
  sin: sinOperator,
  cos: cosOperator,
  abs: absOperator,
  erf: erfOperator,
  logSoftmax: logSoftmaxOperator,
  matMul: matMulOperator,
  convolution: convolutionOperator,
  kernelGradient: kernelGradientOperator,
  mergeAxes: mergeAxesOperator,
  transposeMatrix: transposeMatrixOperator,
  gather: gatherOperator,
  range: rangeOperator,
  loop: loopOperator,
  loopResult: loopResultOperator,
};
