import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { markdownTable, type Row } from "./support/markdown-table.ts";
import { placedText } from "./support/placed-text.ts";

// docs/results.md is what docs/results/*.json have: every mean, deviation and difference is computed anew.

interface Found {
  readonly model: Readonly<Record<string, string | number>>;
  readonly figures: Readonly<Record<string, number>>;
}

interface Recipe {
  readonly name: string;
  readonly title: string;
  readonly datasets: readonly string[];
  readonly seeds: readonly number[];
  readonly figures: readonly { readonly name: string; readonly digits: number }[];
  readonly published: readonly Readonly<Record<"data" | "figure" | "published" | "source", string>>[];
}

const { recipes } = (await import(new URL("../scripts/results/recipes.js", import.meta.url).href)) as {
  readonly recipes: readonly Recipe[];
};
const page = await readFile("docs/results.md", "utf8");

function tableOf(name: string): readonly Row[] {
  return markdownTable.readTable(placedText(page, "results", name));
}

async function storeOf({ name }: Recipe): Promise<Readonly<Record<string, Found>>> {
  const text = await readFile(`docs/results/${name}.json`, "utf8").catch(() => "{}");
  return JSON.parse(text) as Readonly<Record<string, Found>>;
}

const ofData = (store: Readonly<Record<string, Found>>, data: string): readonly Found[] =>
  Object.entries(store).flatMap(([key, found]) => (key.split(", ")[0] === data ? [found] : []));

/** `mean ± deviation` as the page has it. */
function spreadOf(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return mean.toFixed(digits);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(squares / (values.length - 1)).toFixed(digits)}`;
}

describe.each(recipes.map((recipe) => [recipe.name, recipe] as const))("%s", async (name, recipe) => {
  const store = await storeOf(recipe);
  const rows = tableOf(name);

  test("its table is that of its runs", () => {
    expect(rows.map(({ data }) => data)).toEqual(
      recipe.datasets.filter((data) => ofData(store, data).length > 0),
    );
    for (const row of rows) {
      const runs = ofData(store, row["data"] as string);
      expect(row["seeds"]).toBe(String(runs.length));
      for (const { name: figure, digits } of recipe.figures) {
        const values = runs.flatMap(({ figures }) => figures[figure] ?? []);
        if (values.length > 0) expect([figure, row[figure]]).toEqual([figure, spreadOf(values, digits)]);
      }
    }
  });

  test("every run is one of its plan, and says how it is repeated", () => {
    for (const [key, { model }] of Object.entries(store)) {
      const [data = "", seed] = key.split(", ");
      expect(recipe.datasets).toContain(data);
      expect(recipe.seeds).toContain(Number(seed));
      expect(model["weights"]).toMatch(/^[0-9a-f]{64}$/);
      const path = tableOf("paths").filter(
        (row) => row["figure"] === name && row["data"] === data && row["seed"] === seed,
      );
      expect(path).toHaveLength(1);
      expect(path[0]?.["configuration"]).toContain(`(../${model["config"]})`);
      expect(path[0]?.["model.safetensors, SHA-256 begins"]).toBe(
        `\`${String(model["weights"]).slice(0, 16)}\``,
      );
    }
  });

  test("stands beside what is published", () => {
    const told = tableOf("overview").filter((row) => row["what"] === recipe.title);
    expect(told.map((row) => [row["data"], row["figure"], row["published"]])).toEqual(
      recipe.published.map(({ data, figure, published, source }) => [
        data,
        figure,
        `${published} (${source})`,
      ]),
    );
    for (const [at, { data, figure, published }] of recipe.published.entries()) {
      const values = ofData(store, data).flatMap(({ figures }) => figures[figure] ?? []);
      const digits = recipe.figures.find((one) => one.name === figure)?.digits as number;
      const row = told[at] as Row;
      if (values.length === 0) {
        expect(row["ours less it"]).toBe("not yet measured");
        continue;
      }
      expect([row["ours"], row["seeds"]]).toEqual([spreadOf(values, digits), String(values.length)]);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const difference = Number((row["ours less it"] as string).replace("−", "-"));
      expect(difference).toBeCloseTo(mean - Number.parseFloat(published), digits - 0.01);
    }
  });
});

test("every row of paths is a run that is kept", async () => {
  const kept = (await Promise.all(recipes.map(storeOf))).reduce(
    (count, store) => count + Object.keys(store).length,
    0,
  );
  expect(tableOf("paths")).toHaveLength(kept);
});
