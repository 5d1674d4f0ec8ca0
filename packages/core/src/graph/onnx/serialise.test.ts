import { describe, expect, test } from "vitest";
import { evaluate } from "../../../../../test/support/evaluate.ts";
import {
  allGraphs,
  allNodes,
  bodies,
  fileOf,
  mainGraph,
  readOnnx,
} from "../../../../../test/support/onnx-file.ts";
import { allPrograms, tinyModel } from "../../../../../test/support/programs.ts";
import { standardOperators } from "../../../../../test/support/standard-operators.ts";
import { add, multiply, negate, negateOperator } from "../operators/arithmetic.ts";
import { exp, expOperator } from "../operators/functions.ts";
import { gather } from "../operators/indexing.ts";
import { loop } from "../operators/loop.ts";
import { resultOf } from "../operators/result.ts";
import { cast, largest } from "../operators/selection.ts";
import { reduceSum } from "../operators/shaping.ts";
import { constant, input, scalar } from "../operators/source.ts";
import { apply, type UnaryOperator, type Value } from "../value.ts";
import { type Program, toOnnx } from "./serialise.ts";

describe.each(Object.keys(allPrograms(tinyModel())))("the %s", (name) => {
  const build = (): Uint8Array => toOnnx(allPrograms(tinyModel())[name] as Program);

  test("has the same bytes whenever it is built", () => {
    expect(Buffer.compare(build(), build())).toBe(0);
  });

  test("says that it is operator set 17 of the default domain and nothing else", () => {
    const { irVersion, opsetImport } = readOnnx(build());
    expect(opsetImport.map(({ domain, version }) => [domain, version])).toEqual([["", 17n]]);
    expect(irVersion).toBe(8n);
  });

  test("uses standard operators only, and no field that our schema lacks", () => {
    for (const node of allNodes(mainGraph(build()))) {
      expect(standardOperators).toContain(node.opType);
      // Another domain would be a field of the node that the schema does not have.
      expect(node.$unknown ?? []).toEqual([]);
    }
  });

  test("gives every tensor a name of its own, and takes none before it exists", () => {
    const graph = mainGraph(build());
    const defined = allGraphs(graph).flatMap((one) => [
      ...one.input.map((x) => x.name),
      ...one.initializer.map((x) => x.name),
      ...one.node.flatMap((x) => x.output),
    ]);
    expect(defined.filter((x, index) => defined.indexOf(x) !== index)).toEqual([]);
    expectDefinedBeforeUse(graph, new Set());
  });

  test("describes itself and every input and output", () => {
    const { docString, graph } = readOnnx(build());
    for (const text of [docString, ...[...graph!.input, ...graph!.output].map((x) => x.docString)]) {
      expect(text).toMatch(/\w/);
    }
  });
});

function expectDefinedBeforeUse(graph: ReturnType<typeof mainGraph>, outside: ReadonlySet<string>): void {
  // The empty name stands for an optional input that is left out.
  const known = new Set(["", ...outside, ...[...graph.input, ...graph.initializer].map((x) => x.name)]);
  for (const node of graph.node) {
    expect(node.input.filter((name) => !known.has(name))).toEqual([]);
    for (const { g } of node.attribute) if (g !== undefined) expectDefinedBeforeUse(g, known);
    for (const name of node.output) known.add(name);
  }
  expect(graph.output.filter(({ name }) => !known.has(name))).toEqual([]);
}

const vector = (label: string): Value => input(label, { dtype: "float64", shape: [2] });

const operatorsOf = (graph: ReturnType<typeof mainGraph>): readonly (string | undefined)[] =>
  graph.node.map(({ opType }) => opType);

test("the batch size is symbolic in the file", () => {
  const file = toOnnx(allPrograms(tinyModel())["encoder"] as Program);
  const [images] = mainGraph(file).input;
  expect(images?.type?.tensorType?.shape?.dim.map(({ value }) => value.value)).toEqual(["batch", 25n]);
});

test("weights become part of the file and are no inputs", () => {
  const graph = mainGraph(toOnnx(allPrograms(tinyModel())["encoder"] as Program));
  expect(graph.input.map(({ name }) => name)).toEqual(["images"]);
  const kernel = graph.initializer.find(({ name }) => name === "encoder.code.kernel");
  expect(kernel?.dims).toEqual([25n, 4n]);
  expect(kernel?.rawData).toHaveLength(25 * 4 * 4);
});

test("a value that is used twice is computed once", () => {
  const x = vector("x");
  const shared = exp(x);
  expect(
    operatorsOf(mainGraph(fileOf(add(shared, shared), x))).filter((type) => type === "Exp"),
  ).toHaveLength(1);
});

test("equal constants are stored once, constants that differ in type, shape or sign of zero are not", () => {
  const x = vector("x");
  const sum = [
    scalar(2, "float64"),
    scalar(2, "float64"),
    constant([2], [1], "float64"),
    scalar(0, "float64"),
    scalar(-0, "float64"),
    cast(scalar(2, "float32"), "float64"),
  ].reduce(add, x);
  expect(mainGraph(fileOf(sum, x)).initializer).toHaveLength(5);
});

test("constants of every type keep their numbers", async () => {
  const x = vector("x");
  const constants = [
    constant([1.5, -2e300], [2], "float64"),
    constant([1.5, -3e38], [2], "float32"),
    constant([-(2 ** 53), 2 ** 53], [2], "int64"),
    constant([-(2 ** 31), 2 ** 31 - 1], [2], "int32"),
    constant([0, 255], [2], "uint8"),
    constant([0, 1], [2], "bool"),
  ];
  const results = await evaluate([...constants, x], new Map([[x, { shape: [2], data: [0, 0] }]]));
  expect(results.slice(0, -1).map(({ data }) => data)).toEqual([
    [1.5, -2e300],
    [1.5, Math.fround(-3e38)],
    [-(2 ** 53), 2 ** 53],
    [-(2 ** 31), 2 ** 31 - 1],
    [0, 255],
    [0, 1],
  ]);
});

test("one value can be several outputs, and an input can be an output", async () => {
  const x = vector("x");
  const twice = multiply(x, 2);
  const results = await evaluate([twice, x, twice], new Map([[x, { shape: [2], data: [1, 2] }]]));
  expect(results.map(({ data }) => data)).toEqual([
    [2, 4],
    [1, 2],
    [2, 4],
  ]);
});

test("an input that is not listed is refused by name", () => {
  const [x, forgotten] = [vector("x"), vector("forgotten")];
  expect(() => fileOf(add(x, forgotten), x)).toThrow(
    "toOnnx: program.inputs: expected the input forgotten as well, which the outputs need",
  );
});

test("an input or an output may have a name that a node would have", async () => {
  const x = vector("exp_1");
  const program = toOnnx({
    name: "test",
    description: "",
    inputs: [{ value: x, description: "" }],
    outputs: [{ name: "negate_3", value: negate(exp(x)), description: "" }],
  });
  const names = mainGraph(program).node.flatMap(({ output }) => output);
  expect(names).toEqual(["exp_2", "negate_4", "negate_3"]);
});

test("an operator of one's own without a node is refused by name", () => {
  const x = vector("x");
  const operator: UnaryOperator = { ...negateOperator, name: "mine", onnx: { structure: "nothing" } };
  expect(() => fileOf(apply(operator, [x], null), x)).toThrow(
    "toOnnx: operator mine: expected the type of its node, found none",
  );
});

test("operators are told apart by their records, not by their names", async () => {
  const x = vector("x");
  const another: UnaryOperator = { ...negateOperator, name: expOperator.name };
  const [result] = await evaluate(
    [add(exp(x), apply(another, [x], null))],
    new Map([[x, { shape: [2], data: [0, 1] }]]),
  );
  expect(result?.data).toEqual([1, expect.closeTo(Math.E - 1, 12)]);
});

describe("a loop", () => {
  const three = scalar(3, "int64");

  test("uses values from outside, and what does not change is computed outside", async () => {
    const [x, y] = [vector("x"), vector("y")];
    const { carried } = loop(three, "steps", [x], (_, [sum]) => ({
      next: [add(sum!, exp(negate(y)))],
      stacked: [],
    }));
    const graph = mainGraph(fileOf(carried[0]!, x, y));
    const [body] = bodies(graph);
    expect(operatorsOf(graph)).toEqual(expect.arrayContaining(["Neg", "Exp", "Loop"]));
    expect(operatorsOf(body!)).toContain("Add");
    expect(operatorsOf(body!)).not.toContain("Neg");
    expect(operatorsOf(body!)).not.toContain("Exp");
    const [result] = await evaluate(
      carried,
      new Map([
        [x, { shape: [2], data: [1, 2] }],
        [y, { shape: [2], data: [0, 0] }],
      ]),
    );
    expect(result?.data).toEqual([4, 5]);
  });

  test("counts its iterations, carries several values and stacks others", async () => {
    const x = vector("x");
    const { carried, stacked } = loop(
      three,
      "steps",
      [x, scalar(1, "float64")],
      (iteration, [sum, factor]) => ({
        next: [add(sum!, cast(iteration, "float64")), multiply(factor!, 2)],
        stacked: [factor!, reduceSum(sum!)],
      }),
    );
    const results = await evaluate([...carried, ...stacked], new Map([[x, { shape: [2], data: [0, 10] }]]));
    expect(results.map(({ data }) => data)).toEqual([[3, 13], [8], [1, 2, 4], [10, 10, 12]]);
  });

  test("may hand on what it carries unchanged, exchanged, or from outside", async () => {
    const [x, y] = [vector("x"), vector("y")];
    const { carried, stacked } = loop(three, "steps", [x, y, x], (_, [a, b]) => ({
      next: [b!, a!, y],
      stacked: [x],
    }));
    const results = await evaluate(
      [...carried, ...stacked],
      new Map([
        [x, { shape: [2], data: [1, 2] }],
        [y, { shape: [2], data: [3, 4] }],
      ]),
    );
    expect(results.map(({ data }) => data)).toEqual([
      [3, 4],
      [1, 2],
      [3, 4],
      [1, 2, 1, 2, 1, 2],
    ]);
  });

  test("that runs no iteration gives its initial values", async () => {
    const x = vector("x");
    const count = input("count", { dtype: "int64", shape: [] });
    const { carried } = loop(count, "steps", [x], (_, [sum]) => ({ next: [add(sum!, 1)], stacked: [] }));
    const [result] = await evaluate(
      carried,
      new Map([
        [x, { shape: [2], data: [5, 6] }],
        [count, { shape: [], data: [0] }],
      ]),
    );
    expect(result?.data).toEqual([5, 6]);
  });

  test("may stack one value twice, also one of several results of an operator", async () => {
    const x = vector("x");
    const { stacked } = loop(scalar(1, "int64"), "steps", [x], (_, [now]) => {
      const places = resultOf(largest(now!, 2), 1);
      return { next: [negate(now!)], stacked: [places, places, resultOf(largest(now!, 2), 1)] };
    });
    const results = await evaluate(
      stacked.map((value) => cast(value, "float64")),
      new Map([[x, { shape: [2], data: [1, 2] }]]),
    );
    expect(results.map(({ data }) => data)).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
  });

  test("inside a loop sees what the outer one carries, and is computed anew in each iteration", async () => {
    const x = vector("x");
    const { carried } = loop(three, "outer", [x], (outerIteration, [outer]) => {
      // Changes from one outer iteration to the next only: it belongs into the outer body.
      const invariant = exp(multiply(outer!, 0));
      const inner = loop(scalar(2, "int64"), "inner", [outer!], (innerIteration, [sum]) => ({
        next: [add(add(sum!, invariant), cast(multiply(outerIteration, innerIteration), "float64"))],
        stacked: [],
      }));
      return { next: [inner.carried[0]!], stacked: [] };
    });
    const graph = mainGraph(fileOf(carried[0]!, x));
    const [outerBody] = bodies(graph);
    expect(operatorsOf(outerBody!)).toContain("Exp");
    expect(operatorsOf(bodies(outerBody!)[0]!)).not.toContain("Exp");
    const [result] = await evaluate(carried, new Map([[x, { shape: [2], data: [0, 100] }]]));
    // Each outer iteration adds 2 times 1, and i (0 + 1).
    expect(result?.data).toEqual([9, 109]);
  });

  test("looks up a row of a table for every iteration", async () => {
    const table = input("table", { dtype: "float64", shape: ["rows", 2] });
    const { stacked } = loop(three, "steps", [], (iteration) => ({
      next: [],
      stacked: [gather(table, iteration)],
    }));
    const data = [1, 2, 3, 4, 5, 6];
    const [rows] = await evaluate(stacked, new Map([[table, { shape: [3, 2], data }]]));
    expect(rows).toEqual({ shape: [3, 2], data });
  });
});
