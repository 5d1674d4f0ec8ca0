import { execFile } from "node:child_process";
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PackageName, type PackedPackage, packInto, readPackageFile } from "./support/packed-package.ts";
import { runNode } from "./support/script.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/** The packages as a stranger gets them: packed, and installed into an empty project. */

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

/** Another, with the core alone. */
const coreProgram = `
import { Autoencoder } from "hourglass-core";
import { Autoencoder as WithFiles } from "hourglass-core/node";

const images = Uint8Array.from({ length: 64 * 16 }, (_, index) => (index * 37) % 256);
const options = { model: "denoising", latentSize: 3, epochs: 1 } as const;
const autoencoder = await Autoencoder.train({ shape: [64, 4, 4], images }, options);
await WithFiles.save(autoencoder, "mine.safetensors");
const codes = await (await WithFiles.load("mine.safetensors")).encode(images);
console.log(JSON.stringify({ history: autoencoder.history, codes: codes.length }));
`;

const npx = process.platform === "win32" ? "npx.cmd" : "npx";
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

let folder: TemporaryFolder;
let project: string;
let packages: Readonly<Record<PackageName, PackedPackage>>;

/** A project with the core alone. */
let coreProject: string;

const inFolder = async (cwd: string, command: string, ...words: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(command, words, { cwd });
  return stdout;
};
const inProject = (command: string, ...words: string[]): Promise<string> =>
  inFolder(project, command, ...words);

beforeAll(async () => {
  folder = await temporaryFolder();
  packages = { core: packInto("core", folder.path), lab: packInto("lab", folder.path) };
  project = await install("project", packages.core.tarball, packages.lab.tarball);
  coreProject = await install("core-project", packages.core.tarball);
}, installTimeout);

afterAll(() => folder[Symbol.asyncDispose]());

/** A new project into which tarballs are installed; its folder. */
async function install(name: string, ...tarballs: readonly string[]): Promise<string> {
  const home = join(folder.path, name);
  await mkdir(home);
  await writeFile(join(home, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const words = ["install", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
  try {
    await inFolder(home, npm, ...words, ...tarballs.map((tarball) => join(folder.path, tarball)));
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string };
    throw new Error(
      `npm could not install the packages. This test needs the registry that npm is configured for:\n${stderr ?? error}`,
    );
  }
  return home;
}

describe("the tarballs", () => {
  test("of the core has what is compiled, and a word about it", () => {
    const { files } = packages.core;
    expect(files).toEqual(expect.arrayContaining(["dist/index.js", "dist/node.js", "dist/graph.js"]));
    const others = files.filter((file) => !/^dist\/.*\.(js|d\.ts)$/.test(file));
    expect(others.sort()).toEqual(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);
  });

  test("of the lab has what is needed and nothing else", async () => {
    const { files: packedFiles } = packages.lab;
    const needed = ["README.md", "LICENSE", "CHANGELOG.md", "bin/hourglass.js", "dist/index.js"];
    for (const file of [...needed, "dist/cli/main.js", "dist/cli/study-worker.js"]) {
      expect(packedFiles).toContain(file);
    }
    for (const file of ["index.html", "service-worker.js", "licences.md"]) {
      expect(packedFiles).toContain(`dist/studio/${file}`);
    }
    const studio = packedFiles.filter((file) => file.startsWith("dist/studio/"));
    const unusual = studio.filter((file) => !/\.(html|css|js|mjs|wasm|svg|md)$/.test(file));
    const firstModel = [
      /^dist\/studio\/assets\/model-[\w-]+\.json$/,
      /^dist\/studio\/assets\/weights-[\w-]+\.bin$/,
    ];
    expect(unusual.sort()).toEqual(firstModel.map((name) => expect.stringMatching(name)));
    const others = packedFiles.filter(
      (file) => !/^dist\/.*\.(js|d\.ts)$|\.md$|^docs\/studies\/|^dist\/studio\//.test(file),
    );
    expect(others.sort()).toEqual([
      "LICENSE",
      "bin/hourglass.js",
      "configs/code-32.yaml",
      "configs/deep-30-mnist.yaml",
      "configs/importance-weighted-mnist.yaml",
      "configs/k-means.yaml",
      "configs/k-sparse-longer-mnist.yaml",
      "configs/k-sparse-mnist.yaml",
      "configs/pretraining-mnist.yaml",
      "configs/variational-longer-mnist.yaml",
      "configs/variational-mnist.yaml",
      "docs/images/conditional.png",
      "docs/images/first-look.png",
      ...(await readdir("docs/images/studio")).map((file) => `docs/images/studio/${file}`).sort(),
      "docs/images/variational-mnist-loss.svg",
      "docs/images/variational-mnist-samples.png",
      ...(await readdir("docs/results")).map((file) => `docs/results/${file}`).sort(),
      ...(await readdir("examples")).map((file) => `examples/${file}`).sort(),
      "package.json",
      "studies/dense-or-convolutional.yaml",
      "studies/depth-and-width.yaml",
      "studies/digits-or-clothing.yaml",
      "studies/few-labels.yaml",
      "studies/first-look.yaml",
      "studies/latent-size.yaml",
      "studies/regularisation.yaml",
      "studies/sparsity-and-noise.yaml",
    ]);
    expect(packedFiles.filter((file) => /\.test\.|^test|^bench|^runs/.test(file))).toEqual([]);
  });

  test.each(["core", "lab"] as const)(
    "of the %s knows nothing of the machine on which it was made, nor of the sources of what it bundles",
    async (name) => {
      const { files } = packages[name];
      const places = [resolve("."), homedir(), tmpdir()]
        .filter((place) => place.length > 1)
        .flatMap((place) => [place, place.replaceAll("\\", "/"), place.replaceAll("\\", "\\\\")])
        .flatMap((place) => [`${place}/`, `${place}\\`]);
      expect(files.filter((file) => /\.map$|\.test\.|^test|^bench|^runs/.test(file))).toEqual([]);
      for (const file of files) {
        const text = await readFile(join(project, "node_modules", `hourglass-${name}`, file), "latin1");
        const sources = file.endsWith(".md") ? [] : ["hourglass-source"];
        const found = [...places, "sourceMappingURL", "sourcesContent", ...sources].filter((word) =>
          text.includes(word),
        );
        expect(found, file).toEqual([]);
      }
    },
  );

  test.each(["README.md", "packages/core/README.md", "docs/api.md"])(
    "%s imports and installs them by their names",
    async (file) => {
      const text = await readFile(file, "utf8");
      const named = [...text.matchAll(/(?:from "|npm install )(hourglass[\w-]*)/g)].map(([, found]) => found);
      expect(named.filter((name) => !["hourglass-core", "hourglass-lab"].includes(name!))).toEqual([]);
      expect(named.length).toBeGreaterThan(0);
    },
  );

  test("are not published, which README.md says, and it names what is installed", async () => {
    const readme = await readFile("README.md", "utf8");
    expect(readme).toContain("not yet published");
    const files = [packages.core, packages.lab].map(({ tarball }) => `PATH/${tarball}`).join(" ");
    expect(readme).toContain(`npm install --ignore-scripts ${files}`);
  });

  test.each(["core", "lab"] as const)("of the %s has every file that package.json names", async (name) => {
    const { bin, exports } = await readPackageFile(
      join(project, "node_modules", `hourglass-${name}`, "package.json"),
    );
    const named = [bin ?? {}, ...Object.values(exports)]
      .flatMap((one) => (typeof one === "string" ? [one] : Object.values(one)))
      .filter((file) => !file.includes("*"));
    expect(packages[name].files).toEqual(expect.arrayContaining(named.map((file) => file.replace("./", ""))));
  });

  test("are not published while package.json has placeholders", async () => {
    const refusal = await inFolder(".", process.execPath, "scripts/release.js", "--dry-run").catch(
      ({ code, stderr }: { readonly code: number; readonly stderr: string }) => ({ code, stderr }),
    );
    expect(refusal).toEqual({
      code: 1,
      stderr: expect.stringMatching(
        /^error: not published.*packages\/core\/package\.json: homepage: expected the project's address/s,
      ),
    });
    // Nor by hand, out of the checkout.
    for (const name of ["core", "lab", "studio"]) {
      expect(await readPackageFile(`packages/${name}/package.json`)).toHaveProperty("private", true);
      expect(await readPackageFile(`packages/${name}/package.json`)).not.toHaveProperty("publishConfig");
    }
    for (const name of ["core", "lab"]) {
      const installed = join(project, "node_modules", `hourglass-${name}`, "package.json");
      expect(await readPackageFile(installed)).not.toHaveProperty("private");
    }
  });
});

test("the page names every package that it has code of, with version, licence and text", async () => {
  const list = await readFile("packages/lab/dist/studio/licences.md", "utf8");
  const sections = new Map(
    [...list.matchAll(/^## (\S+ \S+)\n\nLicence: (.+)\n\n```text\n([\s\S]+?)\n```$/gm)].map(
      ([, name, licence, text]) => [name, { licence, text }],
    ),
  );
  // What is in the page is read from source maps, the workers' included, rather than from the builder.
  const outDir = join(project, "page");
  const words = ["build", "--config", "packages/studio/vite.config.ts", "--outDir", outDir, "--sourcemap"];
  await runNode([resolve("node_modules/vite/bin/vite.js"), ...words], { cwd: ".", env: {} });
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
    const { version } = await readPackageFile("packages/lab/package.json");
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
    const imports: string[] = [];
    for (const name of ["core", "lab"]) {
      const { exports } = await readPackageFile(`packages/${name}/package.json`);
      for (const entry of Object.keys(exports).filter((entry) => !/\*|\.json$/.test(entry))) {
        imports.push(`export * as e${imports.length} from "hourglass-${name}${entry.slice(1)}";`);
      }
    }
    expect(imports).toHaveLength(6);
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

describe("the core alone, installed into an empty project", () => {
  test("brings five packages at most, and neither pages nor a server", async () => {
    const { dependencies, optionalDependencies } = await readPackageFile("packages/core/package.json");
    expect(Object.keys({ ...dependencies, ...optionalDependencies }).length).toBeLessThanOrEqual(5);
    const installed = await readdir(join(coreProject, "node_modules"));
    for (const name of ["hourglass-lab", "@observablehq", "hono", "preact", "commander"]) {
      expect(installed).not.toContain(name);
    }
  });

  test("trains by a program of a few lines, which compiles with every check of types", async () => {
    await writeFile(join(coreProject, "program.mts"), coreProgram);
    const compiler = resolve("node_modules", "typescript", "bin", "tsc");
    const types = resolve("node_modules", "@types");
    const options = `--strict --target es2023 --module nodenext --typeRoots ${types} --types node`.split(" ");
    await inFolder(coreProject, process.execPath, compiler, ...options, "program.mts");
    const printed = JSON.parse(await inFolder(coreProject, process.execPath, "program.mjs"));
    expect(printed).toEqual({ history: [expect.objectContaining({ epoch: 1 })], codes: 64 * 3 });
  });
});
