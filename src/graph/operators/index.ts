import type { Operator, OperatorName } from "../value.ts";
import {
  addOperator,
  divideOperator,
  multiplyOperator,
  negateOperator,
  subtractOperator,
} from "./arithmetic.ts";
import { customGradientOperator } from "./custom-gradient.ts";
import {
  absOperator,
  expOperator,
  logOperator,
  reluOperator,
  sigmoidOperator,
  sqrtOperator,
} from "./functions.ts";
import { gatherOperator, rangeOperator } from "./indexing.ts";
import { loopOperator, loopResultOperator } from "./loop.ts";
import { matMulOperator } from "./product.ts";
import { castOperator, greaterOperator, maximumOperator, selectOperator } from "./selection.ts";
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
  select: selectOperator,
  cast: castOperator,
  exp: expOperator,
  log: logOperator,
  sqrt: sqrtOperator,
  sigmoid: sigmoidOperator,
  relu: reluOperator,
  abs: absOperator,
  matMul: matMulOperator,
  gather: gatherOperator,
  range: rangeOperator,
  loop: loopOperator,
  loopResult: loopResultOperator,
};
