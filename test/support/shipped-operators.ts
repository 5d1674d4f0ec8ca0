import { readdir } from "node:fs/promises";
import type { Operator } from "hourglass-core/internal/graph/value.ts";
import type { OperatorRow } from "../operators/row.ts";

/** All operators that src/graph/operators exports. */
export async function shippedOperators(): Promise<readonly Operator[]> {
  const exported = await exportsOf(new URL("../../packages/core/src/graph/operators/", import.meta.url));
  return exported.map(([, value]) => value).filter(isOperator);
}

function isOperator(value: unknown): value is Operator {
  return typeof value === "object" && value !== null && "infer" in value && "gradient" in value;
}

/** What is tested of operators, by their names: `addRow` of test/operators is that of `add`. */
export async function operatorRows(): Promise<Readonly<Record<string, OperatorRow>>> {
  const exported = await exportsOf(new URL("../operators/", import.meta.url));
  const rows = exported.filter(([name]) => name.endsWith("Row"));
  return Object.fromEntries(
    rows.map(([name, value]) => [name.slice(0, -"Row".length), value as OperatorRow]),
  );
}

async function exportsOf(folder: URL): Promise<readonly (readonly [string, unknown])[]> {
  const files = (await readdir(folder)).filter((file) => !file.includes(".test."));
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, folder).href) as Promise<object>),
  );
  return modules.flatMap((exported) => Object.entries(exported));
}
