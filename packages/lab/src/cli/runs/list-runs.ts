import { join, normalize } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted, sizeWords } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../data/files/csv.ts";
import { parseCondition } from "../../inventory/condition.ts";
import { ownFieldNames } from "../../inventory/field-names.ts";
import { type Field, fieldOf, inOrderOf } from "../../inventory/fields.ts";
import { type Item, takeInventory } from "../../inventory/inventory.ts";
import { formatTable } from "../terminal/format-table.ts";
import { createProgressLine, formatCount } from "../terminal/progress.ts";
import { print, printJson, say } from "../terminal/terminal.ts";
import { cellOf, resultOf } from "./item-words.ts";

/** Until then nobody wonders. */
const quietMilliseconds = 1000;

export interface ListRunsOptions {
  readonly where?: readonly string[];
  readonly sort?: string;
  readonly show?: string;
  readonly all?: boolean;
  readonly paths?: boolean;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Prints what lies in a folder of runs. */
export async function listRuns(root = "runs", options: ListRunsOptions = {}): Promise<void> {
  const forms = (["paths", "json", "csv"] as const).filter((form) => options[form] === true);
  if (forms.length > 1) throw new UsageError(`--${forms.join(" and --")}: give one of them`);
  const conditions = (options.where ?? []).map((text) => parseCondition(text, "--where"));
  const order = orderOf(options.sort ?? "name");
  const more = (options.show?.split(",") ?? []).map((name) => fieldOf(name.trim(), "--show"));
  const line = createProgressLine(process.stderr);
  const began = performance.now();
  const { items, problems } = await takeInventory(root, (count) => {
    if (performance.now() - began > quietMilliseconds)
      line.update(`looking: ${counted(count, "run")} so far`);
  });
  line.done();
  const chosen = items.filter((item) => conditions.every((holds) => holds(item))).toSorted(order);
  const shown = chosen.filter(({ study }) => options.all === true || study === undefined);
  const [form] = forms;
  if (form === "paths") for (const item of shown) print(pathOf(root, item));
  else if (form === "json") printJson(shown.map((item) => recordOf(root, item)));
  else if (form === "csv") print(csvOf(root, shown, more).trimEnd());
  else tell(root, shown, more);
  for (const problem of problems) say(`not read: ${problem}`);
  if (form !== undefined) return;
  if (items.length + problems.length === 0) tellNone(root);
  else tellRest(items, chosen, shown, options);
}

/** As a person would write it from here. */
function pathOf(root: string, { id }: Pick<Item, "id">): string {
  return normalize(join(root, id));
}

function orderOf(words: string): (a: Item, b: Item) => number {
  const isDescending = words.startsWith("-");
  const field = fieldOf(isDescending ? words.slice(1) : words, "--sort");
  const byName = inOrderOf(fieldOf("name", "--sort"), false);
  const byField = inOrderOf(field, isDescending);
  return (a: Item, b: Item): number => byField(a, b) || byName(a, b);
}

function tell(root: string, items: readonly Item[], more: readonly Field[]): void {
  if (items.length === 0) return;
  const hasTags = items.some(({ tags }) => tags.length > 0);
  const heads = [
    ...["RUN", "KIND", "STATUS", "DATA", "MODEL", "CODE", "SEED", "EPOCHS", "TEST", "BEGAN", "SIZE"],
    ...more.map(({ name }) => name.toUpperCase()),
    ...(hasTags ? ["TAGS"] : []),
  ];
  const rows = items.map((item) => [
    ...[pathOf(root, item), item.kind, item.status, item.data, item.model],
    ...[item.code, item.seed, item.epochs].map((value) => value?.toString() ?? ""),
    ...[resultOf(item), cellOf("date", item.date), sizeWords(item.bytes)],
    ...more.map(({ name, of }) => cellOf(name, of(item))),
    ...(hasTags ? [item.tags.join(", ")] : []),
  ]);
  print(formatTable([heads, ...rows], "left"));
}

function tellNone(root: string): void {
  say(
    `${root} holds no runs. To make one: hourglass train; with --out it lies elsewhere: hourglass runs DIR`,
  );
}

/** What is not in the table, and why. */
function tellRest(
  items: readonly Item[],
  chosen: readonly Item[],
  shown: readonly Item[],
  { where }: ListRunsOptions,
): void {
  const outside = shown.filter(({ study }) => study === undefined);
  const bytes = outside.reduce((sum, item) => sum + item.bytes, 0);
  const inStudies = chosen.length - shown.length;
  const parts = [
    `${formatCount(shown.length)} of ${formatCount(items.length)}, ${sizeWords(bytes)}`,
    ...(inStudies === 0 ? [] : [`${counted(inStudies, "training")} of studies not listed (--all)`]),
    ...(where === undefined || shown.length > 0 ? [] : [`none fits ${where.join(" and ")}`]),
  ];
  say(`\n${parts.join("; ")}`);
}

function recordOf(root: string, { settings, bytes, ...item }: Item): Readonly<Record<string, unknown>> {
  return { path: pathOf(root, item), ...item, bytes, ...(settings === undefined ? {} : { settings }) };
}

function csvOf(root: string, items: readonly Item[], more: readonly Field[]): string {
  const fields = [...ownFieldNames.map((name) => fieldOf(name, "--show")), ...more];
  const rows = items.map((item) =>
    fields.map(({ name, of }) => {
      const value = name === "name" ? pathOf(root, item) : of(item);
      return typeof value === "number" ? value : value === undefined ? undefined : String(value);
    }),
  );
  return toCsv(["path", ...fields.slice(1).map(({ name }) => name)], rows);
}
