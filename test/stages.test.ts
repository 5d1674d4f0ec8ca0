import { readdir, readFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { group } from "d3-array";
import { expect, test } from "vitest";

/** The folders of src/ in the order in which data flows. A stage imports from itself and from earlier ones. */
const stages = [
  "kinds",
  "random",
  "data",
  "graph",
  "model",
  "program",
  "runtime",
  "inference",
  "training",
  "evaluation",
  "measures",
  "settings",
  "experiment",
  "run",
  "anomaly",
  "study",
  "report",
  "server",
  "cli",
];

/** Files that every stage may import; they import no stage. */
const shared = [
  "arguments.ts",
  "errors.ts",
  "system-error.ts",
  "validation.ts",
  "version.ts",
  "visible.ts",
  "words.ts",
];

/** Files that may import everything and that nothing imports. */
const entries = ["graph.ts", "index.ts", "node.ts"];

/** What may use Node's modules; all else runs in a browser. */
const forNode = [
  "data/",
  "runtime/node.ts",
  "runtime/telemetry.ts",
  "run/",
  "study/execution/",
  "server/",
  "cli/",
  "version.ts",
  "node.ts",
];

const source = join(import.meta.dirname, "..", "src");

interface Import {
  /** A file's path from src/ (`../studio/app.tsx` of the studio), with slashes. */
  readonly from: string;
  /** Likewise, or the name of a package. */
  readonly to: string;
}

/** Static and dynamic imports, re-exports, and those of types alone. */
const importPattern = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

async function importsOf(file: string): Promise<readonly Import[]> {
  const path = join(source, file);
  const text = await readFile(path, "utf8");
  return [...text.matchAll(importPattern)].map(([, name]) => ({
    from: file,
    to: name!.startsWith(".") ? toSlashes(relative(source, resolve(dirname(path), name!))) : name!,
  }));
}

const toSlashes = (path: string): string => path.split(sep).join("/");

/** The files of a folder, tests apart, by their paths from src/. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(source, folder), { recursive: true });
  return found
    .map((file) => toSlashes(join(folder, file)))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
}

const files = await filesIn(".");
const imports = (await Promise.all(files.map(importsOf))).flat();
const ours = imports.filter(({ to }) => /\.tsx?$/.test(to));

const mayUseNode = (file: string): boolean => forNode.some((place) => file.startsWith(place));
const stageOf = (file: string): string => file.split("/")[0] as string;
const isIn = (file: string, list: readonly string[]): boolean => list.includes(file);

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
  const known = [...stages, ...shared, ...entries];
  expect(files.filter((file) => !known.includes(stageOf(file)))).toEqual([]);
  expect(stages.filter((stage) => !files.some((file) => stageOf(file) === stage))).toEqual([]);
});

test("the imports are found", () => {
  expect(imports).toContainEqual({ from: "program/trainer.ts", to: "graph/operators/loop.ts" });
  expect(imports).toContainEqual({ from: "runtime/web.ts", to: "onnxruntime-web" });
  // Of a type alone, and by way of two lazy ones.
  expect(imports).toContainEqual({ from: "measures/measure.ts", to: "measures/representation.ts" });
  expect(reachedFrom("cli/main.ts", ours)).toContain("cli/encode-images.ts");
});

test("a stage imports earlier stages only", () => {
  const against = ours.filter(({ from, to }) => {
    if (isIn(from, entries) || isIn(to, shared)) return false;
    if (isIn(from, shared) || isIn(to, entries)) return true;
    return stages.indexOf(stageOf(to)) > stages.indexOf(stageOf(from));
  });
  expect(against.map(show)).toEqual([]);
});

test.each(entries)("%s names what it gives in the order of the stages", (entry) => {
  const given = imports.filter(({ from }) => from === entry).map(({ to }) => stages.indexOf(stageOf(to)));
  // Files that all stages share have no stage, and go first.
  expect(given).toEqual(given.toSorted((one, other) => one - other));
});

test("no file imports itself by way of others, types and lazy imports counted", async () => {
  const studio = await filesIn("../studio");
  const all = [...ours, ...(await Promise.all(studio.map(importsOf))).flat()];
  const inCircles = [...files, ...studio].filter((file) => reachedFrom(file, all).has(file));
  expect(inCircles).toEqual([]);
});

test("Node's modules are used where files, processes and terminals are, and nowhere else", () => {
  const against = imports.filter(({ from, to }) => isBuiltin(to) && !mayUseNode(from));
  expect(against.map(show)).toEqual([]);
});

test("nor are Node's globals", async () => {
  const against: string[] = [];
  for (const file of files.filter((file) => !mayUseNode(file))) {
    const text = (await readFile(join(source, file), "utf8")).replaceAll(/\/\*.*?\*\/|\/\/[^\n]*/gs, "");
    const found = /\b(?:process|Buffer|global|__dirname|__filename|require|setImmediate)\s*[.(]/.exec(text);
    if (found !== null) against.push(`${file} uses ${found[0]}`);
  }
  expect(against).toEqual([]);
});

test("what runs in a browser imports nothing that needs Node", () => {
  const needsNode = new Set(imports.filter(({ to }) => isBuiltin(to)).map(({ from }) => from));
  const reached = ["graph.ts", "index.ts"].flatMap((entry) => [...reachedFrom(entry, ours)]);
  expect(reached.filter((file) => needsNode.has(file))).toEqual([]);
});
