// Measures what our codes are worth beside published results, and writes the tables of docs/results.md:
//   npm run results [-- NAME...] [--seed N[,N]] [--data NAME] [--runs DIR] [--threads N] [--debug]
// NAME: a recipe of scripts/results/recipes.js, or `presets`, `anomaly`, `against` (the runs of `npm run models`, and `hourglass anomaly`).
// A recipe's seeds whose figures stand in docs/results/NAME.json are not measured again, and a training that was interrupted goes on.
// Without a name nothing is trained: the page is written anew from what there is.
import { parseArgs } from "node:util";
import { createNodeRuntime } from "hourglass-lab/node";
import { placeRecipes } from "./results/page.js";
import { storeOf } from "./results/recipe.js";
import { recipes } from "./results/recipes.js";
import { sections } from "./results/sections.js";
import { keepIn, readStore } from "./store.js";

const names = [...recipes.map(({ name }) => name), ...Object.keys(sections)];
/** @type {Record<string, any> | undefined} */
let values;
try {
  const parsed = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: "string" },
      data: { type: "string" },
      runs: { type: "string", default: "runs/results" },
      models: { type: "string", default: "runs/models" },
      threads: { type: "string", default: "1" },
      debug: { type: "boolean", default: false },
    },
  });
  const { positionals } = parsed;
  values = parsed.values;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`NAME: expected some of ${names.join(", ")}, found ${unknown}`);
  const threads = Number(values.threads);
  const plans = positionals.map((name) => ({ name, jobs: jobsOf(name, values) }));
  const runtime = await createNodeRuntime({ threads });
  for (const { name, jobs } of plans) {
    const recipe = recipes.find((one) => one.name === name);
    if (recipe === undefined) await sections[name]({ ...values, runtime });
    else await measure(recipe, jobs, { runtime, runs: values.runs, threads });
  }
  await placeRecipes(recipes);
} catch (error) {
  process.stderr.write(`\n${values?.debug ? error.stack : `error: ${error.message}`}\n`);
  process.exitCode = 1;
}

/** The trainings that are asked for: all of the recipe, unless data or seeds are chosen. */
function jobsOf(name, { data, seed }) {
  const recipe = recipes.find((one) => one.name === name);
  if (recipe === undefined) return [];
  const chosen = (option, given, known) => {
    const words = given?.split(",") ?? known.map(String);
    const wrong = words.find((word) => !known.map(String).includes(word));
    if (wrong === undefined) return words;
    throw new Error(`--${option}: expected some of ${known.join(", ")}, which ${name} has, found ${wrong}`);
  };
  const seeds = chosen("seed", seed, recipe.seeds).map(Number);
  return chosen("data", data, recipe.datasets).flatMap((one) =>
    seeds.map((two) => ({ data: one, seed: two })),
  );
}

/** Finds the figures that are not kept yet. @param {import("./results/recipe.js").Recipe} recipe */
async function measure({ name, find }, jobs, how) {
  for (const [index, { data, seed }] of jobs.entries()) {
    const key = `${data}, ${seed}`;
    if ((await readStore(storeOf(name)))[key] !== undefined) continue;
    const number = `${index + 1}/${jobs.length}`;
    const report = (what, fraction) => {
      const share = fraction === undefined ? "" : `, ${Math.round(100 * fraction)} %`;
      process.stderr.write(`\r\u001b[K${number} ${name}, ${key}: ${what}${share}`);
    };
    await keepIn(storeOf(name), key, await find({ data, seed, number, report, ...how }));
    process.stderr.write("\n");
    await placeRecipes(recipes);
  }
}
