import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/** The package as a stranger gets it: packed, and installed into an empty project. */

const installTimeout = 300_000;

/** What a first program may look like. */
const program = `
import { buildModel, fit, resolveSettings, trainingOptions, type ImageSet } from "hourglass";
import { createNodeRuntime } from "hourglass/node";

const images = Uint8Array.from({ length: 64 * 16 }, (_, index) => (index * 37) % 256);
const train: ImageSet = { count: 64, height: 4, width: 4, channels: 1, images };
const model = buildModel("vanilla", { imageShape: { height: 4, width: 4, channels: 1 }, latentSize: 3 });
const runtime = await createNodeRuntime({ threads: 1 });
const options = trainingOptions(resolveSettings({ epochs: 1 }, "program"));
const { state } = await fit(runtime, model, { train, validation: train }, options);
console.log(JSON.stringify(state.history));
`;

const npx = process.platform === "win32" ? "npx.cmd" : "npx";
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

let folder: TemporaryFolder;
let project: string;
let packedFiles: readonly string[];

const inProject = async (command: string, ...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, words, { cwd: project });
  return stdout;
};

beforeAll(async () => {
  folder = await temporaryFolder();
  project = folder.path;
  // Without scripts, or it would build dist/ anew under the other tests.
  const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", project];
  const { stdout } = await promisify(execFile)(npm, pack);
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  packedFiles = packed?.files.map(({ path }) => path) ?? [];
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await install(join(project, packed?.filename ?? ""));
}, installTimeout);

afterAll(() => folder[Symbol.asyncDispose]());

async function install(tarball: string): Promise<void> {
  try {
    await inProject(
      npm,
      ...["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund", tarball],
    );
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new Error(
      `npm could not install the package. This test needs the registry that npm is configured for:\n${stderr ?? error}`,
    );
  }
}

describe("the tarball", () => {
  test("has what is needed and nothing else", () => {
    for (const file of ["README.md", "LICENSE", "CHANGELOG.md", "dist/index.js", "dist/cli/main.js"]) {
      expect(packedFiles).toContain(file);
    }
    for (const file of ["index.html", "service-worker.js", "licences.md"]) {
      expect(packedFiles).toContain(`dist/studio/${file}`);
    }
    const studio = packedFiles.filter((file) => file.startsWith("dist/studio/"));
    expect(studio.filter((file) => !/\.(html|css|js|mjs|wasm|svg|md)$/.test(file))).toEqual([]);
    const others = packedFiles.filter(
      (file) => !/^dist\/.*\.(js|d\.ts)$|\.md$|^docs\/studies\/|^dist\/studio\//.test(file),
    );
    expect(others.sort()).toEqual([
      "LICENSE",
      "configs/deep-30-mnist.yaml",
      "configs/variational-mnist.yaml",
      "docs/images/shallow-mnist.png",
      "docs/images/studio.png",
      "docs/images/variational-mnist-loss.svg",
      "docs/images/variational-mnist-samples.png",
      "examples/train-from-any-language.mjs",
      "package.json",
      "studies/dense-or-convolutional.yaml",
      "studies/depth-and-width.yaml",
      "studies/digits-or-clothing.yaml",
      "studies/five-autoencoders.yaml",
      "studies/latent-size.yaml",
      "studies/sparsity-and-noise.yaml",
    ]);
    expect(packedFiles.filter((file) => /\.test\.|^test|^bench|^runs/.test(file))).toEqual([]);
  });

  test("knows nothing of the machine on which it was made", async () => {
    const root = join(project, "node_modules", "hourglass");
    const places = [resolve("."), homedir(), tmpdir()].filter((place) => place.length > 1);
    for (const file of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = await readFile(join(file.parentPath, file.name), "utf8");
      expect(
        places.filter((place) => text.includes(`${place}/`)),
        file.name,
      ).toEqual([]);
    }
  });
});

describe("installed into an empty project", () => {
  test("the hourglass command runs", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
    expect(await inProject(npx, "--no-install", "hourglass", "--version")).toBe(`${version}\n`);
    const list = await inProject(npx, "--no-install", "hourglass", "data", "list");
    expect(list).toMatch(/^mnist .*^fashion-mnist .*^digits /ms);
  });

  test("it can be imported by its name", async () => {
    const print = (path: string): Promise<string> =>
      inProject(
        process.execPath,
        "-e",
        `import("${path}").then((all) => console.log(Object.keys(all).join()))`,
      );
    expect((await print("hourglass")).trim().split(",")).toEqual(
      expect.arrayContaining(["buildModel", "fit", "createAutoencoder", "toOnnx", "HourglassError"]),
    );
    expect((await print("hourglass/node")).trim().split(",")).toEqual(
      expect.arrayContaining(["createNodeRuntime", "loadDataset", "trainRun", "openRun"]),
    );
  });

  test("a program of ten lines compiles with its types, and trains", async () => {
    await writeFile(join(project, "program.mts"), program);
    const compiler = resolve("node_modules", "typescript", "bin", "tsc");
    const options = "--strict --target es2023 --module nodenext --skipLibCheck program.mts".split(" ");
    await inProject(process.execPath, compiler, ...options);
    const [epoch, ...more] = JSON.parse(await inProject(process.execPath, "program.mjs")) as Record<
      string,
      number
    >[];
    expect(more).toEqual([]);
    expect(epoch).toMatchObject({ epoch: 1 });
    expect(epoch?.["trainingLoss"]).toBeGreaterThan(0);
    expect(epoch?.["trainingLoss"]).toBeLessThan(1);
  });
});
