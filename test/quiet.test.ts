import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { builtModule, runNode } from "./support/script.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** Gathers row 7 of 3, loads what is no program, and says what was thrown. */
const failing = (webAssembly: boolean): string => `
  const { createNodeRuntime } = await import(${builtModule("node.js")});
  const { toOnnx } = await import(${builtModule("graph/onnx/serialise.js")});
  const { gather } = await import(${builtModule("graph/operators/indexing.js")});
  const { input } = await import(${builtModule("graph/operators/source.js")});
  const runtime = await createNodeRuntime({ threads: 1, webAssembly: ${webAssembly} });
  const rows = input("rows", { dtype: "float32", shape: [3] });
  const index = input("index", { dtype: "int64", shape: [1] });
  const inputs = [rows, index].map((value) => ({ value, description: "" }));
  const outputs = [{ name: "row", value: gather(rows, index), description: "" }];
  const executable = await runtime.load(toOnnx({ name: "row", description: "", inputs, outputs }));
  const tell = (error) => console.log(error.message);
  const given = { dtype: "float32", shape: [3], data: new Float32Array(3) };
  await executable.run({ rows: given, index: { dtype: "int64", shape: [1], data: BigInt64Array.of(7n) } }).catch(tell);
  await runtime.load(Uint8Array.of(1, 2, 3)).catch(tell);
`;

// Lines of native code go past everything that a test could replace: only a process shows them.
test.each([
  ["native", false],
  ["WebAssembly", true],
])(
  "the %s runtime throws what goes wrong and prints nothing, also where nothing can be stored",
  async (_, webAssembly) => {
    await using folder = await temporaryFolder();
    const words = ["--input-type=module", "-e", failing(webAssembly)];
    const { stdout, stderr } = await runNode(words, { cwd: folder.path, env: { HOME: "/proc/nope" } });
    expect(stdout).toMatch(/Gather node.*idx=7.*protobuf parsing failed/s);
    expect(stderr).toBe("");
    // Where the native library finds no home, it writes into the folder at hand.
    expect(await readdir(folder.path)).toEqual([]);
  },
);
