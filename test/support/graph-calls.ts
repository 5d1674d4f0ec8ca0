import * as graph from "hourglass-core/graph";

/** A right call of every function of the graph's entry that the other entries do not have. */
export function graphCalls(): Readonly<
  Record<string, readonly [(...given: never[]) => unknown, ...unknown[]]>
> {
  const real = (...shape: readonly (number | string)[]): graph.Value =>
    graph.input("x", { dtype: "float32", shape });
  const [scalar, vector, matrix, image] = [real(), real(3), real("batch", 3), real(2, 4, 4, "batch")];
  const count = graph.scalar(2, "int64");
  const window = { stride: 1, padding: graph.paddingOf(1) };
  const operator: graph.UnaryOperator = {
    name: "softplus",
    infer: ([x]) => ({ dtype: x.dtype, shape: x.shape }),
    onnx: { type: "Softplus" },
    gradient: (_, g) => [g],
  };
  const unary = { ...{ abs: graph.abs, cos: graph.cos, exp: graph.exp, log: graph.log, relu: graph.relu } };
  const more = { sigmoid: graph.sigmoid, sin: graph.sin, sqrt: graph.sqrt, tanh: graph.tanh };
  const logarithms = { logSoftmax: graph.logSoftmax, logSumExp: graph.logSumExp };
  const others = { identity: graph.identity, negate: graph.negate, ...logarithms };
  const last = { erf: graph.erf, shapeOf: graph.shapeOf, step: graph.step };
  const { add, subtract, multiply, divide, greater, maximum } = graph;
  const binary = { add, subtract, multiply, divide, greater, maximum };
  const of = (functions: object, ...given: unknown[]) =>
    Object.fromEntries(
      Object.entries(functions).map(([name, call]) => [
        name,
        [call as (...given: never[]) => unknown, ...given] as const,
      ]),
    );
  return {
    ...of({ ...unary, ...more, ...others, ...last }, vector),
    ...of(binary, matrix, vector),
    affine: [graph.affine, matrix, real(3, 5), real(5), false],
    apply: [graph.apply, operator, [vector], null],
    batchFirst: [graph.batchFirst, image],
    gridSample: [graph.gridSample, real("batch", 2, 4, 4), real("batch", 3, 3, 2)],
    batchLast: [graph.batchLast, real("batch", 2, 4, 4)],
    broadcastShapes: [graph.broadcastShapes, "add", [3, 1], [4]],
    cast: [graph.cast, vector, "float64"],
    clip: [graph.clip, vector, -1, 1],
    concat: [graph.concat, [vector, vector], 0],
    constant: [graph.constant, [1, 2], [2], "float32"],
    convolve: [graph.convolve, image, real(5, 2, 3, 3), window, real(5)],
    convolveTransposed: [graph.convolveTransposed, image, real(2, 5, 3, 3), [4, 4], window, real(5)],
    expandLike: [graph.expandLike, scalar, vector],
    gather: [graph.gather, matrix, count],
    input: [graph.input, "x", { dtype: "float32", shape: [3] }],
    inputGradient: [graph.inputGradient, image, real(2, 5, 3, 3), [5, 4, 4, "batch"], window, real(5)],
    inputLabel: [graph.inputLabel, vector],
    isValueOf: [graph.isValueOf, vector, operator],
    kernelGradient: [graph.kernelGradient, image, image, [3, 3], window],
    kthLargest: [graph.kthLargest, vector, 2],
    largest: [graph.largest, vector, 2],
    loop: [graph.loop, count, "steps", [vector], (_: unknown, next: never) => ({ next, stacked: [] })],
    matMul: [graph.matMul, matrix, real(3, 5), { bias: real(5), transposeA: false, transposeB: false }],
    maxPool: [graph.maxPool, image, 2],
    mergeAxes: [graph.mergeAxes, image, 2],
    normalizeAxis: [graph.normalizeAxis, "slice", -1, 3],
    pad: [graph.pad, vector, 0, 1, 1, 0],
    paddingOf: [graph.paddingOf, 1],
    range: [graph.range, count, count, count, "steps"],
    reduceMax: [graph.reduceMax, matrix, [1]],
    reduceProduct: [graph.reduceProduct, matrix, [1]],
    reduceSum: [graph.reduceSum, matrix, [1], true],
    requireDType: [graph.requireDType, "log", vector, "float32"],
    requireRank: [graph.requireRank, "log", vector, 1],
    requireSameDType: [graph.requireSameDType, "log", vector, matrix],
    reshape: [graph.reshape, matrix, [3, "batch"]],
    resultOf: [graph.resultOf, graph.largest(vector, 2), 1],
    sameShape: [graph.sameShape, [3], [3]],
    scalar: [graph.scalar, 1, "float32"],
    select: [graph.select, graph.greater(vector, scalar), vector, vector],
    showShape: [graph.showShape, [3]],
    sizeOf: [graph.sizeOf, matrix, 0],
    slice: [graph.slice, vector, 0, 1, 2],
    split: [graph.split, vector, 0, [1, 2]],
    sumTo: [graph.sumTo, matrix, [3]],
    topValues: [graph.topValues, matrix, count, "kept"],
    transpose: [graph.transpose, matrix, [1, 0]],
    transposeMatrix: [graph.transposeMatrix, matrix],
    upsampleNearest: [graph.upsampleNearest, image, 2],
    withBatchLast: [graph.withBatchLast, real("batch", 2, 4, 4), (x: never) => x],
    withGradient: [graph.withGradient, scalar, [vector], () => [vector]],
  };
}
