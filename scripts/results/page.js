// The tables of docs/results.md that follow from docs/results/*.json.
import { mean } from "d3-array";
import { table } from "../markdown-table.js";
import { placeTexts } from "../placed-text.js";
import { spread } from "../spread.js";
import { readStore } from "../store.js";
import { signed } from "../table-findings.js";
import { storeOf } from "./recipe.js";

/** @typedef {import("./recipe.js").Recipe} Recipe @typedef {import("./recipe.js").Store} Store */

/** Writes what every recipe has found so far. @param {readonly Recipe[]} recipes */
export async function placeRecipes(recipes) {
  const stores = await Promise.all(recipes.map(({ name }) => readStore(storeOf(name))));
  const known = recipes.map((recipe, at) => ({ recipe, store: stores[at] }));
  await placeResults({
    overview: overview(known),
    ...Object.fromEntries(known.map(({ recipe, store }) => [recipe.name, recipeTable(recipe, store)])),
    paths: pathTable(known),
  });
}

/** Texts of docs/results.md by their names. @param {Readonly<Record<string, string>>} texts */
export function placeResults(texts) {
  return placeTexts("docs/results.md", "results", texts);
}

/**
 * The mean of a figure over the seeds beside what is published.
 * @param {readonly { recipe: Recipe, store: Store }[]} known @returns {string}
 */
export function overview(known) {
  const rows = known.flatMap(({ recipe, store }) =>
    recipe.published.map(({ data, figure, published, source }) => {
      const found = valuesOf(store, data, figure);
      const { digits } = recipe.figures.find(({ name }) => name === figure);
      const difference = mean(found) - Number.parseFloat(published);
      const cells =
        found.length === 0
          ? ["", "", "not yet measured"]
          : [spread(found, digits), String(found.length), signed(difference, digits)];
      return [recipe.title, data, figure, `${published} (${source})`, ...cells];
    }),
  );
  return table(["what", "data", "figure", "published", "ours", "seeds", "ours less it"], rows);
}

/** A row a data set that has runs. @param {Recipe} recipe @param {Store} store @returns {string} */
export function recipeTable({ datasets, figures }, store) {
  const told = figures.filter(({ name }) => datasets.some((data) => valuesOf(store, data, name).length > 0));
  const rows = datasets.flatMap((data) => {
    const runs = runsOf(store, data);
    if (runs.length === 0) return [];
    const epochs = [...new Set(runs.map(({ model }) => model.epochs))].join(", ");
    const cells = told.map(({ name, digits }) => spread(valuesOf(store, data, name), digits));
    return [[data, String(runs.length), epochs, ...cells]];
  });
  return table(["data", "seeds", "epochs", ...told.map(({ name }) => name)], rows);
}

/** By what a reader repeats each row. @param {readonly { recipe: Recipe, store: Store }[]} known @returns {string} */
export function pathTable(known) {
  const rows = known.flatMap(({ recipe, store }) =>
    Object.entries(store).map(([key, { model }]) => {
      const [data, seed] = key.split(", ");
      const minutes = (model.seconds / 60).toFixed(0);
      const weights = `\`${model.weights.slice(0, 16)}\``;
      return [recipe.name, data, seed, `[${nameOf(model.config)}](../${model.config})`, minutes, weights];
    }),
  );
  const sorted = rows.toSorted((one, other) =>
    one.slice(0, 3).join().localeCompare(other.slice(0, 3).join()),
  );
  return table(
    ["figure", "data", "seed", "configuration", "training (min)", "model.safetensors, SHA-256 begins"],
    sorted,
  );
}

function nameOf(path) {
  return path.split("/").at(-1);
}

function runsOf(store, data) {
  return Object.entries(store).flatMap(([key, found]) => (key.startsWith(`${data}, `) ? [found] : []));
}

function valuesOf(store, data, figure) {
  return runsOf(store, data).flatMap(({ figures }) => figures[figure] ?? []);
}
