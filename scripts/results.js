// Measures what our codes are worth beside published results, and writes the tables of docs/results.md:
//   npm run results [-- NAME...] [--seed N[,N]] [--data NAME] [--runs DIR] [--threads N]
// NAME: a recipe of scripts/results/recipes.js, or `presets`, `anomaly`, `against` (the runs of `npm run models`, and `hourglass anomaly`).
// A recipe's seeds whose figures stand in docs/results/NAME.json are not measured again, and a training that was interrupted goes on.
// Without a name nothing is trained: the page is written anew from what there is.
import { parseArgs } from "node:util";
import { createNodeRuntime } from "hourglass-lab/node";
import { placeRecipes } from "./results/page.js";
import { keep, readStore } from "./results/recipe.js";
import { recipes } from "./results/recipes.js";
import { sections } from "./results/sections.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    data: { type: "string" },
    runs: { type: "string", default: "runs/results" },
    models: { type: "string", default: "runs/models" },
    threads: { type: "string", default: "1" },
  },
});
const names = [...recipes.map(({ name }) => name), ...Object.keys(sections)];
const unknown = positionals.find((name) => !names.includes(name));
if (unknown !== undefined) throw new Error(`expected some of ${names.join(", ")}, found ${unknown}`);

const threads = Number(values.threads);
const runtime = await createNodeRuntime({ threads });
for (const name of positionals) {
  const recipe = recipes.find((one) => one.name === name);
  await (recipe === undefined ? sections[name]({ ...values, runtime }) : measure(recipe));
}
await placeRecipes(recipes);

/** Finds the figures that are not kept yet. @param {import("./results/recipe.js").Recipe} recipe */
async function measure({ name, datasets, seeds, find }) {
  const chosen = values.seed?.split(",").map(Number) ?? seeds;
  const jobs = (values.data?.split(",") ?? datasets).flatMap((data) =>
    chosen.map((seed) => ({ data, seed })),
  );
  for (const [index, { data, seed }] of jobs.entries()) {
    const key = `${data}, ${seed}`;
    if ((await readStore(name))[key] !== undefined) continue;
    const number = `${index + 1}/${jobs.length}`;
    const report = (what, fraction) => {
      const share = fraction === undefined ? "" : `, ${Math.round(100 * fraction)} %`;
      process.stderr.write(`\r\u001b[K${number} ${name}, ${key}: ${what}${share}`);
    };
    await keep(name, key, await find({ data, seed, number, runtime, runs: values.runs, threads, report }));
    process.stderr.write("\n");
    await placeRecipes(recipes);
  }
}
