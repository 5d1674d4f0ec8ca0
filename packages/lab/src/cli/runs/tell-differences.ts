import { resolve } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { toCsv } from "../../data/files/csv.ts";
import { type Field, type FieldValue, fieldOf } from "../../inventory/fields.ts";
import { type Item, readItem } from "../../inventory/inventory.ts";
import { formatTable } from "../terminal/format-table.ts";
import { print, printJson, say } from "../terminal/terminal.ts";
import { cellOf } from "./item-words.ts";

export interface TellDifferencesOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** What came of a run, which is told whether it differs or not. */
const results = [
  ...["status", "epochs", "bce", "mse", "sse", "accuracy", "auroc", "alarms"],
  ...["seconds", "parameters", "size"],
];
/** What a run is of. The data set is told as the run has it, the seed as a setting. */
const subjects = ["kind", "data", "model", "code"];

/** Prints what is different about runs: a row a setting that differs, then what came of them. */
export async function tellDifferences(
  paths: readonly string[],
  options: TellDifferencesOptions,
): Promise<void> {
  if (options.json && options.csv) throw new UsageError("--json and --csv: give one of them");
  const places = [...new Set(paths.map((path) => resolve(path)))];
  if (places.length < 2) throw new UsageError("RUN: expected two different runs at least, found one");
  const items: Item[] = [];
  for (const path of paths) items.push(await itemAt(path));
  const rows = rowsOf(items);
  const isAlike = rows.every(({ isResult }) => isResult);
  if (options.json) {
    const found = rows.map(({ name, values }) => ({ name, values: values.map((value) => value ?? null) }));
    return printJson({ runs: paths, rows: found });
  }
  if (options.csv) {
    const text = rows.map(({ name, values }) => [
      name,
      ...values.map((value) => (value === undefined ? "" : String(value))),
    ]);
    return print(toCsv(["name", ...paths], text).trimEnd());
  }
  print(
    formatTable(
      [
        ["", ...paths],
        ...rows.map(({ name, values }) => [name, ...values.map((value) => cellOf(name, value))]),
      ],
      "left",
    ),
  );
  if (isAlike) say("\nThey have the same settings and data.");
}

interface ComparedRow {
  readonly name: string;
  readonly isResult: boolean;
  readonly values: readonly FieldValue[];
}

function rowsOf(items: readonly Item[]): readonly ComparedRow[] {
  const differing = [...subjects, ...settingNames.filter((name) => !["model", "dataset"].includes(name))];
  const valuesOf = ({ of }: Field): readonly FieldValue[] => items.map(of);
  const before = differing.flatMap((name) => {
    const values = valuesOf(fieldOf(name, "name"));
    return new Set(values.map(String)).size > 1 ? [{ name, isResult: false, values }] : [];
  });
  const after = results.flatMap((name) => {
    const values = valuesOf(fieldOf(name, "name"));
    return values.some((value) => value !== undefined) ? [{ name, isResult: true, values }] : [];
  });
  return [...before, ...after];
}

/** @throws UsageError where there is none */
async function itemAt(path: string): Promise<Item> {
  const {
    items: [item],
    problems,
  } = await readItem(path);
  if (item !== undefined && item.settings !== undefined) return item;
  const why = item === undefined ? (problems[0] ?? "it has no run.json") : `it is a ${item.kind}`;
  throw new UsageError(`${path}: expected the folder of a run, a classifier or a detector: ${why}`);
}
