// Writes docs/operators.md: what every operator of the graph says of itself: npm run operators
import { readdir, writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { table } from "./markdown-table.js";

/**
 * The page, of the operators in a folder: `dist/`, or `src/` where TypeScript is read.
 * @param {URL} root @returns {Promise<string>}
 */
export async function operatorsPage(root) {
  const folder = new URL("graph/operators/", root);
  const files = (await readdir(folder)).filter((file) => !/\.d\.ts$|\.test\./.test(file)).sort();
  const modules = await Promise.all(files.map((file) => import(new URL(file, folder).href)));
  const exported = modules.flatMap((module) => Object.entries(module));
  const operators = exported
    .map(([, value]) => /** @type {import("hourglass-core/graph").Operator} */ (value))
    .filter((value) => typeof value === "object" && "infer" in value)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const entry = await import(new URL(`graph${extname(files[0] ?? "")}`, root).href);
  const written = operators.flatMap(({ about }) => functionsOf(about?.call ?? ""));
  const composed = exported
    .filter(
      ([name, value]) => typeof value === "function" && entry[name] === value && !written.includes(name),
    )
    .map(([name]) => `\`${name}\``)
    .sort();
  return [
    "# Operators",
    `The ${operators.length} operators of the graph, as \`hourglass-core/graph\` has them. An operator is a record in
\`packages/core/src/graph/operators/\`: its name, the type of its result, its node in ONNX (operator set ${entry.operatorSetVersion}) and its gradient.
\`npm run operators\` writes this page from the records; [own-operator.ts](../examples/own-operator.ts) adds one.`,
    `y is the result and g the gradient of a scalar for it; gradients for several inputs are separated by semicolons. Two
shapes broadcast when, matched from the last axis, sizes are the same or one of the two is 1; the gradient for what was
broadcast is summed over those axes. Every row is tested: values against a reference in plain TypeScript, gradients
against central differences.`,
    table(
      ["operator", "written as", "shape of the result", "ONNX", "gradients for the inputs"],
      operators.map(rowOf),
    ),
    `Other functions of the entry, most of them made of several operators: ${composed.join(", ")}.`,
  ]
    .join("\n\n")
    .concat("\n");
}

/** @param {import("hourglass-core/graph").Operator} operator */
function rowOf({ name, about, onnx, gradient }) {
  const form =
    "type" in onnx
      ? `[${onnx.type}](https://onnx.ai/onnx/operators/onnx__${onnx.type}.html)`
      : onnx.structure;
  const calls = about?.call.replaceAll(/\w+\([^)]*\)/g, (call) => `\`${call}\``);
  const derivative = typeof gradient === "function" ? about?.derivative : `none: ${gradient.none}`;
  return [name, calls, about?.shape, form, derivative].map((cell) => cell ?? "");
}

/** The functions of `largest(x, k), kthLargest(x, k)`. @param {string} call */
export function functionsOf(call) {
  return [...call.matchAll(/(\w+)\(/g)].map(([, name = ""]) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(
    "docs/operators.md",
    await operatorsPage(new URL("../packages/core/dist/", import.meta.url)),
  );
  process.stderr.write("written: docs/operators.md\n");
}
