import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { join, posix, sep } from "node:path";
import { group } from "d3-array";
import { expect, test } from "vitest";

/** The packages in the order in which they build on one another. */
const packages = ["core", "lab", "studio"] as const;

/** The folders of a package in the order in which data flows. A stage imports from itself and from earlier ones. */
const stages: Readonly<Record<string, readonly string[]>> = {
  core: [
    ...["kinds", "random", "files", "data", "graph", "model", "program", "runtime", "inference", "training"],
    ...["settings", "experiment"],
  ],
  lab: [
    "data",
    "evaluation",
    "measures",
    "run",
    "detector",
    "classify",
    "anomaly",
    "study",
    "inventory",
    "report",
    "server",
    "cli",
  ],
};

/** The rooms of large stages, likewise in order. What lies beside them comes last, but for what all of them share. */
const rooms: Readonly<
  Record<string, { readonly order: readonly string[]; readonly shared: readonly string[] }>
> = {
  "lab/data": {
    order: ["files", "columns", "formats", "tables", "digits", "sensors", "catalogue", "download", "own"],
    shared: ["data-options.ts"],
  },
  "lab/cli": {
    order: ["options", "terminal", "runs", "studies", "anomalies", "detectors"],
    shared: ["commands/command.ts"],
  },
  "lab/report": {
    order: [
      "words",
      "pictures",
      "plots",
      "components",
      "page",
      "run",
      "classifier",
      "comparison",
      "study",
      "anomalies",
      "detector",
    ],
    shared: [],
  },
};

/** Files that every stage of a package may import; they import no stage. */
const shared: Readonly<Record<string, readonly string[]>> = {
  core: ["arguments.ts", "errors.ts", "system-error.ts", "validation.ts", "visible.ts", "words.ts"],
  lab: ["version.ts"],
};

/** Files that may import everything and that nothing in their package imports. */
const entries = ["graph.ts", "index.ts", "node.ts"];

/** What may use Node's modules; all else runs in a browser. */
const forNode = [
  ...[
    "core/files/",
    "core/runtime/node.ts",
    "core/runtime/default-node.ts",
    "core/runtime/telemetry.ts",
    "core/runtime/graphics-driver.ts",
    "core/runtime/node-web-gpu.ts",
  ],
  ...["core/experiment/node-autoencoder.ts", "core/node.ts"],
  ...[
    "lab/data/",
    "lab/run/",
    "lab/study/store/",
    "lab/study/execution/",
    "lab/study/queue/",
    "lab/inventory/",
    "lab/server/",
    "lab/cli/",
    "lab/version.ts",
    "lab/node.ts",
  ],
];

const root = join(import.meta.dirname, "..", "packages");

interface Import {
  /** A file by its package and its path in it, with slashes: `core/graph/value.ts`, `studio/app.tsx`. */
  readonly from: string;
  /** Likewise, or the name of a package of others. */
  readonly to: string;
}

/** Static and dynamic imports, re-exports, and those of types alone. */
const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

async function importsOf(file: string): Promise<readonly Import[]> {
  const text = await readFile(placeOf(file), "utf8");
  return [...text.matchAll(importPattern)].flatMap(([, name]) =>
    targetsOf(name!, file).map((to) => ({ from: file, to })),
  );
}

/** The files that a name in an import stands for. */
function targetsOf(name: string, file: string): readonly string[] {
  if (name.startsWith(".")) return [posix.join(posix.dirname(file), name)];
  if (name === "#default-runtime") return ["node", "web"].map((where) => `core/runtime/default-${where}.ts`);
  const [, to, path = ""] = /^hourglass-(core|lab)(?:\/(.+))?$/.exec(name) ?? [];
  if (to === undefined) return [name];
  const inside = /^internal\/(.+)$/.exec(path)?.[1] ?? `${path || "index"}.ts`;
  return [`${to}/${inside}`];
}

/** Where a file is on the disk. */
function placeOf(file: string): string {
  const [name, ...path] = file.split("/");
  return join(root, name!, ...(name === "studio" ? [] : ["src"]), ...path);
}

const toSlashes = (path: string): string => path.split(sep).join("/");

/** The files of a package, tests apart. */
async function filesOf(name: string): Promise<readonly string[]> {
  const found = await readdir(placeOf(name), { recursive: true });
  return found
    .map((file) => `${name}/${toSlashes(file)}`)
    .filter(
      (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|node_modules|\/vite\.config\.ts$|\.d\.ts$/.test(file),
    );
}

const files = (await Promise.all(packages.map(filesOf))).flat();
const imports = (await Promise.all(files.map(importsOf))).flat();
const ours = imports.filter(({ to }) => /^(?:core|lab|studio)\/.*\.tsx?$/.test(to));

const isIn = (file: string, list: readonly string[] | undefined): boolean => list?.includes(file) ?? false;
const packageOf = (file: string): string => file.split("/")[0] as string;
/** The path from the package. */
const inPackage = (file: string): string => file.split("/").slice(1).join("/");
/** The folder in the package, or the file that lies in none. */
const stageOf = (file: string): string => file.split("/")[1] as string;
const mayUseNode = (file: string): boolean => forNode.some((place) => file.startsWith(place));
/** All that a file imports, itself or by way of others. */
function reachedFrom(file: string, among: readonly Import[]): ReadonlySet<string> {
  const importsOf = group(among, ({ from }) => from);
  const reached = new Set<string>();
  const pending = [file];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    const next = (importsOf.get(one) ?? []).map(({ to }) => to).filter((to) => !reached.has(to));
    for (const to of next) reached.add(to);
    pending.push(...next);
  }
  return reached;
}

const show = ({ from, to }: Import): string => `${from} imports ${to}`;

test("every file belongs to a stage", () => {
  for (const [name, order] of Object.entries(stages)) {
    const known = [...order, ...shared[name]!, ...entries];
    const own = files.filter((file) => packageOf(file) === name);
    expect(own.filter((file) => !known.includes(stageOf(file)))).toEqual([]);
    expect(order.filter((stage) => !own.some((file) => stageOf(file) === stage))).toEqual([]);
  }
});

test("the imports are found, and are of files that exist", () => {
  expect(imports).toContainEqual({ from: "core/program/trainer.ts", to: "core/graph/operators/loop.ts" });
  expect(imports).toContainEqual({ from: "core/runtime/web.ts", to: "onnxruntime-web" });
  expect(imports).toContainEqual({ from: "lab/run/train-run.ts", to: "core/training/fit.ts" });
  // Of a type alone, and by way of two lazy ones.
  expect(imports).toContainEqual({ from: "lab/measures/measure.ts", to: "lab/measures/representation.ts" });
  expect(reachedFrom("lab/cli/main.ts", ours)).toContain("lab/cli/runs/encode-images.ts");
  expect(ours.filter(({ to }) => !files.includes(to)).map(show)).toEqual([]);
});

test("a package imports earlier packages only", () => {
  const order: readonly string[] = packages;
  const against = ours.filter(
    ({ from, to }) => order.indexOf(packageOf(to)) > order.indexOf(packageOf(from)),
  );
  expect(against.map(show)).toEqual([]);
});

test("neither do tests that lie beside the sources of the core know of the lab", async () => {
  const tests = (await readdir(placeOf("core"), { recursive: true })).filter((file) =>
    /\.test\.ts$/.test(file),
  );
  const against: string[] = [];
  for (const file of tests) {
    if (/"hourglass-lab/.test(await readFile(join(placeOf("core"), file), "utf8"))) against.push(file);
  }
  expect(against).toEqual([]);
});

test("packages import one another by name, and what is theirs by its path", async () => {
  const against: string[] = [];
  for (const file of files) {
    const text = await readFile(placeOf(file), "utf8");
    for (const [, name] of text.matchAll(importPattern)) {
      const [target] = targetsOf(name!, file);
      if (
        name!.startsWith(".") !== (packageOf(target!) === packageOf(file)) &&
        ours.some(({ to }) => to === target)
      ) {
        against.push(`${file} imports ${name}`);
      }
    }
  }
  expect(against.filter((one) => !one.includes("#default-runtime"))).toEqual([]);
});

test.each(Object.entries(stages))("a stage of %s imports earlier stages only", (name, order) => {
  const own = ours.filter(({ from, to }) => packageOf(from) === name && packageOf(to) === name);
  const against = own.filter(({ from, to }) => {
    if (isIn(inPackage(from), entries) || isIn(inPackage(to), shared[name])) return false;
    if (isIn(inPackage(from), shared[name]) || isIn(inPackage(to), entries)) return true;
    return order.indexOf(stageOf(to)) > order.indexOf(stageOf(from));
  });
  expect(against.map(show)).toEqual([]);
});

test.each(Object.entries(rooms))(
  "a room of %s imports earlier rooms only",
  (stage, { order, shared: ofAll }) => {
    const place = (file: string): number => {
      const room = file.slice(stage.length + 1).split("/")[0] as string;
      return order.includes(room) ? order.indexOf(room) : order.length;
    };
    const isInside = (file: string): boolean => file.startsWith(`${stage}/`);
    const against = ours.filter(
      ({ from, to }) =>
        isInside(from) &&
        isInside(to) &&
        !ofAll.includes(to.slice(stage.length + 1)) &&
        place(to) > place(from),
    );
    expect(against.map(show)).toEqual([]);
  },
);

const entryFiles = files.filter((file) => entries.includes(inPackage(file)));

test.each(entryFiles)("%s names what it gives in the order of the stages", (entry) => {
  const order = stages[packageOf(entry)]!;
  const given = imports
    .filter(({ from, to }) => from === entry && packageOf(to) === packageOf(entry))
    .map(({ to }) => order.indexOf(stageOf(to)));
  // Files that all stages share have no stage, and go first.
  expect(given).toEqual(given.toSorted((one, other) => one - other));
});

test("no file imports itself by way of others, types and lazy imports counted", () => {
  expect(files.filter((file) => reachedFrom(file, ours).has(file))).toEqual([]);
});

test("Node's modules are used where files, processes and terminals are, and nowhere else", () => {
  const against = imports.filter(
    ({ from, to }) => isBuiltin(to) && packageOf(from) !== "studio" && !mayUseNode(from),
  );
  expect(against.map(show)).toEqual([]);
});

test("nor are Node's globals", async () => {
  const against: string[] = [];
  for (const file of files.filter((file) => !mayUseNode(file) && packageOf(file) !== "studio")) {
    const text = (await readFile(placeOf(file), "utf8")).replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, "");
    const found = /\b(?:process|Buffer|global|__dirname|__filename|require|setImmediate)\s*[.(]/.exec(text);
    if (found !== null) against.push(`${file} uses ${found[0]}`);
  }
  expect(against).toEqual([]);
});

test("what runs in a browser imports nothing that needs Node", () => {
  const needsNode = new Set(imports.filter(({ to }) => isBuiltin(to)).map(({ from }) => from));
  // What a program in Node gets where it asks for no runtime: package.json chooses between two files.
  const inBrowser = ours.filter(({ to }) => to !== "core/runtime/default-node.ts");
  const browserEntries = entryFiles.filter((file) => inPackage(file) !== "node.ts");
  const reached = browserEntries.flatMap((entry) => [...reachedFrom(entry, inBrowser)]);
  expect(reached.filter((file) => needsNode.has(file))).toEqual([]);
});
