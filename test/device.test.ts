import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Finished, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { readRunJson } from "./support/training-command.ts";

// Which device trains, by the command line: test/webgpu.test.ts looks at what WebGPU computes.

const words =
  "train --dataset digits --training-images 200 --validation 50 --epochs 1 --latent-size 4 --threads 1".split(
    " ",
  );

test("a run keeps its device when it is resumed, unless another is named, which is said", async () => {
  await using folder = await temporaryFolder();
  const out = join(folder.path, "run");
  const dataDir = await digitsFolder();
  const hourglass = (...more: readonly string[]): Promise<Finished> =>
    startCommand([...more, "--out", out], { dataDir }).finished;

  expect(await hourglass(...words, "--device", "wasm")).toMatchObject({ code: 0 });
  const first = await readRunJson(out);
  expect(first?.environment).toMatchObject({
    device: "wasm",
    runtime: expect.stringContaining("WebAssembly"),
  });
  const report = await readFile(join(out, "report.html"), "utf8");
  expect(report).toContain("--device wasm");

  const resumed = await hourglass("train", "--resume", "--epochs", "2");
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stderr).not.toContain("last bits may differ");

  const moved = await hourglass("train", "--resume", "--epochs", "3", "--device", "cpu");
  expect(moved.code, moved.stderr).toBe(0);
  expect(moved.stderr).toMatch(
    /This run began with onnxruntime-web .* and goes on with onnxruntime-node .*: its last bits may differ/s,
  );
});

test("the same model, whichever word asks for WebAssembly; and WebAssembly is not the processor", async () => {
  await using folder = await temporaryFolder();
  const dataDir = await digitsFolder();
  const weightsOf = async (name: string, ...more: readonly string[]): Promise<string | undefined> => {
    const out = join(folder.path, name);
    const { code, stderr } = await startCommand([...words, ...more, "--out", out], { dataDir }).finished;
    expect(code, stderr).toBe(0);
    return (await readRunJson(out))?.weights;
  };
  const named = await weightsOf("named", "--device", "wasm");
  expect(await weightsOf("old", "--web-assembly")).toBe(named);
  expect(named).toMatch(/^[0-9a-f]{64}$/);
});

test.each([
  [["--device", "gpu"], '--device: expected one of cpu, webgpu, wasm, auto, found "gpu"'],
  [
    ["--web-assembly", "--device", "cpu"],
    "--web-assembly is the old word for --device wasm, and --device is cpu",
  ],
])("%s is refused", async (more, message) => {
  const { code, stderr } = await startCommand([...words, ...more, "--out", "never"]).finished;
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});

test("a study names its devices", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "study.yaml");
  await writeFile(
    file,
    "title: T\nquestion: Q?\ndata: [digits]\nmodels: { vanilla: {} }\nsettings: { device: auto }\nseeds: [1]\n",
  );
  const { code, stderr } = await startCommand(["study", file, "--dry-run"], { dataDir: await digitsFolder() })
    .finished;
  expect(stderr).toContain("device: auto would choose for every training by a clock");
  expect(stderr).toContain("name cpu, webgpu or wasm");
  expect(code).toBe(2);
});
