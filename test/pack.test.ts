import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { packInto } from "./support/packed-package.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/** The package as a stranger gets it: packed, and installed into an empty project. */

const installTimeout = 300_000;

/** What a first program may look like. */
const program = `
import { buildModel, fit, resolveSettings, trainingOptions, type ImageSet } from "hourglass-lab";
import { createNodeRuntime } from "hourglass-lab/node";

const images = Uint8Array.from({ length: 64 * 16 }, (_, index) => (index * 37) % 256);
const train: ImageSet = { count: 64, height: 4, width: 4, channels: 1, images };
const model = buildModel("vanilla", { sampleShape: { height: 4, width: 4, channels: 1 }, latentSize: 3 });
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
let tarball: string;

const inProject = async (command: string, ...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, words, { cwd: project });
  return stdout;
};

beforeAll(async () => {
  folder = await temporaryFolder();
  project = folder.path;
  ({ tarball, files: packedFiles } = await packInto(project));
  await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await install(join(project, tarball));
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
  test("has what is needed and nothing else", async () => {
    const needed = ["README.md", "LICENSE", "CHANGELOG.md", "packages/lab/bin/hourglass.js", "dist/index.js"];
    for (const file of [...needed, "dist/cli/main.js", "dist/cli/study-worker.js"]) {
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
      "packages/lab/bin/hourglass.js",
      "packages/lab/configs/deep-30-mnist.yaml",
      "packages/lab/configs/variational-mnist.yaml",
      "docs/images/first-look.png",
      "docs/images/studio.png",
      "docs/images/variational-mnist-loss.svg",
      "docs/images/variational-mnist-samples.png",
      ...(await readdir("examples")).map((file) => `examples/${file}`).sort(),
      "package.json",
      "packages/lab/studies/dense-or-convolutional.yaml",
      "packages/lab/studies/depth-and-width.yaml",
      "packages/lab/studies/digits-or-clothing.yaml",
      "packages/lab/studies/few-labels.yaml",
      "packages/lab/studies/five-autoencoders.yaml",
      "packages/lab/studies/latent-size.yaml",
      "packages/lab/studies/regularisation.yaml",
      "packages/lab/studies/sparsity-and-noise.yaml",
    ]);
    expect(packedFiles.filter((file) => /\.test\.|^test|^bench|^runs/.test(file))).toEqual([]);
  });

  test("knows nothing of the machine on which it was made, nor of the sources of what it bundles", async () => {
    const places = [resolve("."), homedir(), tmpdir()]
      .filter((place) => place.length > 1)
      .flatMap((place) => [place, place.replaceAll("\\", "/"), place.replaceAll("\\", "\\\\")])
      .flatMap((place) => [`${place}/`, `${place}\\`]);
    expect(packedFiles.filter((file) => file.endsWith(".map"))).toEqual([]);
    for (const file of packedFiles) {
      const text = await readFile(join(project, "node_modules", "hourglass-lab", file), "latin1");
      const found = [...places, "sourceMappingURL", "sourcesContent"].filter((word) => text.includes(word));
      expect(found, file).toEqual([]);
    }
  });

  test.each(["README.md", "docs/api.md"])("%s imports and installs it by its own name", async (file) => {
    const { name } = JSON.parse(await readFile("package.json", "utf8")) as { readonly name: string };
    const text = await readFile(file, "utf8");
    const named = [...text.matchAll(/(?:from "|npm install )(hourglass[\w-]*)/g)].map(([, found]) => found);
    expect(new Set(named)).toEqual(new Set([name]));
  });

  test("README.md says that it is not published, and names the tarball that is installed", async () => {
    const readme = await readFile("README.md", "utf8");
    expect(readme).toContain("not yet published");
    expect(readme).toContain(`npm install --ignore-scripts PATH/${tarball}`);
  });

  test("has every file that package.json names", async () => {
    const { bin, exports } = JSON.parse(await readFile("package.json", "utf8")) as {
      readonly bin: Readonly<Record<string, string>>;
      readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
    };
    const named = [bin, ...Object.values(exports)].flatMap((one) =>
      typeof one === "string" ? [one] : Object.values(one),
    );
    expect(packedFiles).toEqual(expect.arrayContaining(named.map((file) => file.replace("./", ""))));
  });
});

test("the page names every package that it has code of, with version, licence and text", async () => {
  const list = await readFile("dist/studio/licences.md", "utf8");
  const sections = new Map(
    [...list.matchAll(/^## (\S+ \S+)\n\nLicence: (.+)\n\n```text\n([\s\S]+?)\n```$/gm)].map(
      ([, name, licence, text]) => [name, { licence, text }],
    ),
  );
  // What is in the page is read from source maps, the workers' included, rather than from the builder.
  const outDir = join(project, "page");
  await build({
    configFile: "packages/studio/vite.config.ts",
    logLevel: "error",
    build: { outDir, sourcemap: true },
  });
  const folders = new Set<string>();
  for (const file of await readdir(outDir, { recursive: true })) {
    if (!file.endsWith(".map")) continue;
    const { sources } = JSON.parse(await readFile(join(outDir, file), "utf8")) as { sources: string[] };
    for (const source of sources) {
      const folder = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source)?.[0];
      if (folder !== undefined) folders.add(folder);
    }
  }
  expect(folders.size).toBeGreaterThan(25);
  for (const folder of folders) {
    const file = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<
      string,
      string
    > & {
      licenses?: readonly [{ type: string }];
    };
    const section = sections.get(`${file["name"]} ${file["version"]}`);
    expect(section?.licence, folder).toBe(file["license"] ?? file.licenses?.[0].type);
    expect(section?.text, folder).toMatch(/copyright|permission/i);
  }
  // Some are published with the code of others inside, which no source map shows.
  const names = [...sections.keys()].map((key) => key?.split(" ")[0]);
  const inside = ["internmap", "htmlparser2", "css-select", "onnxruntime-common", "is-any-array"];
  expect(names).toEqual(expect.arrayContaining([...inside, "vite", "rolldown"]));
});

describe("a checkout", () => {
  test("needs no script that npm would run by itself, since it runs none", async () => {
    const { scripts } = JSON.parse(await readFile("package.json", "utf8")) as {
      readonly scripts: Readonly<Record<string, string>>;
    };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)|^install$/.test(name))).toEqual([]);
  });

  test("has no setting that npm warns of", async () => {
    for (const cwd of [".", "bench/peers"]) {
      const { stderr } = await promisify(execFile)(npm, ["pkg", "get", "name"], { cwd });
      expect(stderr).not.toMatch(/project config/);
    }
  });

  test("says how to build the command where it is not built", async () => {
    const folder = join(project, "checkout", "bin");
    await mkdir(folder, { recursive: true });
    await copyFile("packages/lab/bin/hourglass.js", join(folder, "hourglass.js"));
    await writeFile(join(project, "checkout", "package.json"), JSON.stringify({ type: "module" }));
    await expect(inProject(process.execPath, join(folder, "hourglass.js"), "studio")).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: "error: hourglass is not built yet: run `npm run build` in its folder once\n",
    });
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
    expect((await print("hourglass-lab")).trim().split(",")).toEqual(
      expect.arrayContaining(["buildModel", "fit", "createAutoencoder", "toOnnx", "HourglassError"]),
    );
    expect((await print("hourglass-lab/graph")).trim().split(",")).toEqual(
      expect.arrayContaining(["apply", "add", "gradients", "loop", "toOnnx", "withGradient"]),
    );
    expect((await print("hourglass-lab/node")).trim().split(",")).toEqual(
      expect.arrayContaining(["createNodeRuntime", "loadDataset", "trainRun", "openRun"]),
    );
  });

  // With every check that there is, of the types of other packages as well: of a program for Node, whose types know nothing of
  // browsers, and of an empty project, which has not those of Node.
  test.each([
    ["nodenext", { module: "nodenext", lib: ["es2023"], types: ["node"] }],
    ["bundler", { module: "esnext", types: [] }],
  ])("its types compile in a strict project that resolves as %s", async (moduleResolution, own) => {
    const { exports } = JSON.parse(await readFile("package.json", "utf8")) as {
      readonly exports: Readonly<Record<string, unknown>>;
    };
    const entries = Object.keys(exports).filter((name) => !name.endsWith(".json"));
    const imports = entries.map(
      (name, index) => `export * as e${index} from "hourglass-lab${name.slice(1)}";`,
    );
    await writeFile(join(project, "types.ts"), imports.join("\n"));
    const typeRoots = [resolve("node_modules", "@types")];
    const compilerOptions = {
      strict: true,
      target: "es2023",
      noEmit: true,
      moduleResolution,
      typeRoots,
      ...own,
    };
    const settings = JSON.stringify({ compilerOptions, files: ["types.ts"] });
    await writeFile(join(project, "types.json"), settings);
    const compiler = resolve("node_modules", "typescript", "bin", "tsc");
    const errors = await inProject(process.execPath, compiler, "-p", "types.json").catch(
      (error: { readonly stdout: string }) => error.stdout,
    );
    expect(errors).toBe("");
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
