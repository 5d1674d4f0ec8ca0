import { describe, expect, test } from "vitest";
import { HourglassError } from "../errors.ts";
import { toOnnx } from "../graph/onnx/serialise.ts";
import { add, multiply } from "../graph/operators/arithmetic.ts";
import { cast } from "../graph/operators/selection.ts";
import { slice } from "../graph/operators/slicing.ts";
import { input } from "../graph/operators/source.ts";
import type { DType } from "../graph/type.ts";
import { createNodeRuntime } from "./node.ts";
import { float32, float32Result, type Runtime, type Tensor, type Tensors } from "./runtime.ts";
import { createWebRuntime } from "./web.ts";

/** x + 1 as a file, and the input x as another output. */
function plusOne(dtype: DType): Uint8Array {
  const x = input("x", { dtype, shape: ["batch", 2] });
  const real = cast(x, "float32");
  return toOnnx({
    name: "plus one",
    description: "",
    inputs: [{ value: x, description: "" }],
    outputs: [
      { name: "y", value: add(real, 1), description: "" },
      { name: "same", value: x, description: "" },
    ],
  });
}

const tensors: readonly Tensor[] = [
  { dtype: "float32", shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) },
  { dtype: "float64", shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) },
  { dtype: "uint8", shape: [2, 2], data: Uint8Array.of(1, 2, 3, 4) },
  { dtype: "bool", shape: [1, 2], data: Uint8Array.of(0, 1) },
  { dtype: "int32", shape: [2, 2], data: Int32Array.of(1, -2, 3, -4) },
  { dtype: "int64", shape: [1, 2], data: BigInt64Array.of(1n, -(2n ** 40n)) },
];

const runtimes: Readonly<Record<string, () => Promise<Runtime>>> = {
  native: () => createNodeRuntime({ threads: 1 }),
  WebAssembly: () => createWebRuntime({ threads: 1 }),
};

// Everything that runs programs keeps to this.
describe.each(Object.entries(runtimes))("the %s runtime", (_, create) => {
  test.each(tensors.map((tensor) => [tensor.dtype, tensor] as const))(
    "takes and gives %s",
    async (dtype, x) => {
      const executable = await (await create()).load(plusOne(dtype));
      const { y, same } = await executable.run({ x });
      expect(y).toEqual({
        dtype: "float32",
        shape: x.shape,
        data: Float32Array.from(Array.from<number | bigint, number>(x.data, Number), (value) => value + 1),
      });
      expect(same).toEqual(x);
      await executable.release();
    },
  );

  test("runs a program any number of times, with another batch each time, none included", async () => {
    const executable = await (await create()).load(plusOne("float32"));
    for (const batch of [1, 5, 0, 3]) {
      const { y } = await executable.run({ x: float32(new Float32Array(2 * batch), [batch, 2]) });
      expect(y).toEqual(float32(new Float32Array(2 * batch).fill(1), [batch, 2]));
    }
    await executable.release();
  });

  test("gives results that later runs do not overwrite", async () => {
    const executable = await (await create()).load(plusOne("float32"));
    const { y } = await executable.run({ x: float32(Float32Array.of(1, 1), [1, 2]) });
    await executable.run({ x: float32(Float32Array.of(9, 9), [1, 2]) });
    expect(y?.data).toEqual(Float32Array.of(2, 2));
    await executable.release();
  });

  const x = float32(new Float32Array(4), [2, 2]);
  test.each<[string, unknown, string]>([
    ["is missing", {}, "run: inputs.x: expected float32 [batch, 2], found nothing"],
    [
      "is of another type",
      { x: tensors[1] },
      "run: inputs.x: expected float32 [batch, 2], found float64 [2, 2]",
    ],
    [
      "is of another size",
      { x: float32(new Float32Array(3), [1, 3]) },
      "run: inputs.x: expected float32 [batch, 2], found float32 [1, 3]",
    ],
    ["is unknown", { x, y: x }, 'run: inputs: unknown input "y": the program takes x'],
    [
      "is a plain array",
      { x: new Float32Array(4) },
      "run: inputs.x: expected a record with dtype, shape, data, found Float32Array of 4",
    ],
    [
      "has other numbers than its type",
      { x: { ...x, data: new Float64Array(4) } },
      "run: inputs.x.data: expected a Float32Array for float32, found Float64Array of 4",
    ],
    [
      "has fewer numbers than its shape",
      { x: { ...x, data: new Float32Array(3) } },
      "run: inputs.x.data: expected 4 values for shape [2, 2], found 3",
    ],
  ])("refuses a run when an input %s", async (_, inputs, message) => {
    const executable = await (await create()).load(plusOne("float32"));
    const refused = executable.run(inputs as Tensors);
    await expect(refused).rejects.toThrow(HourglassError);
    await expect(refused).rejects.toThrow(message);
    await executable.release();
  });

  test("finishes what is under way before it releases a program, and refuses what comes after", async () => {
    const executable = await (await create()).load(plusOne("float32"));
    const underWay = executable.run({ x });
    await Promise.all([executable.release(), executable.release()]);
    expect((await underWay)["y"]?.data).toEqual(new Float32Array(4).fill(1));
    await expect(executable.run({ x })).rejects.toThrow(
      new HourglassError("the program was released: create it anew"),
    );
    await executable.release();
  });

  test("takes constants once, of any type, and runs without them", async () => {
    const runtime = await create();
    for (const constant of tensors) {
      const given = input("given", { dtype: constant.dtype, shape: constant.shape });
      const x = input("x", { dtype: "float32", shape: ["batch", 2] });
      const program = toOnnx({
        name: "sum",
        description: "",
        inputs: [
          { value: x, description: "" },
          { value: given, description: "" },
        ],
        outputs: [{ name: "y", value: add(x, cast(slice(given, 0, 0, 1), "float32")), description: "" }],
      });
      const executable = await runtime.load(program, { given: constant });
      for (const batch of [1, 3]) {
        const { y } = await executable.run({ x: float32(new Float32Array(2 * batch), [batch, 2]) });
        const row = Array.from<number | bigint, number>(constant.data, Number).slice(0, 2);
        expect(y).toEqual(
          float32(
            Float32Array.from({ length: 2 * batch }, (_, at) => row[at % 2] ?? 0),
            [batch, 2],
          ),
        );
      }
      await executable.release();
    }
  });

  test("throws on what is no program", async () => {
    const runtime = await create();
    await expect(runtime.load(Uint8Array.of(1, 2, 3))).rejects.toThrow(
      /^load: ONNX Runtime cannot load the program: /,
    );
    await expect(runtime.load("encoder.onnx" as never)).rejects.toThrow(
      'load: program: expected bytes (a Uint8Array), found "encoder.onnx"',
    );
    await expect(runtime.load(plusOne("float32"), { z: float32(new Float32Array(2)) })).rejects.toThrow(
      'load: constants: unknown input "z": the program takes x',
    );
  });

  test("runs several programs side by side", async () => {
    const runtime = await create();
    const x = input("x", { dtype: "float32", shape: [2] });
    const programs = [2, 3].map((factor) =>
      toOnnx({
        name: "times",
        description: "",
        inputs: [{ value: x, description: "" }],
        outputs: [{ name: "y", value: multiply(x, factor), description: "" }],
      }),
    );
    const executables = await Promise.all(programs.map((program) => runtime.load(program)));
    const results = await Promise.all(
      executables.map((one) => one.run({ x: float32(Float32Array.of(1, 2)) })),
    );
    expect(results.map(({ y }) => [...(y as Tensor).data])).toEqual([
      [2, 4],
      [3, 6],
    ]);
    await Promise.all(executables.map((one) => one.release()));
  });

  test("says what it is and how many threads it has", async () => {
    const runtime = await create();
    expect(runtime.description).toMatch(
      /^onnxruntime-(node|web) \d+\.\d+\.\d+ \((native, CPU|WebAssembly)\)$/,
    );
    expect(runtime.threads).toBe(1);
  });
});

test("float32Result refuses a name or a type that is not there", () => {
  expect(() => float32Result({}, "y")).toThrow('no float32 result "y"');
  expect(() => float32Result({ y: tensors[1]! }, "y")).toThrow('no float32 result "y"');
});
