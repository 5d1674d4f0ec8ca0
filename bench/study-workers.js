import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.js";

const commandLine = fileURLToPath(new URL("../packages/lab/dist/cli/main.js", import.meta.url));

/**
 * What is trained: a model, once a seed.
 * @typedef {{ model: string, seeds: number, epochs: number }} WorkedStudy
 */

/**
 * Seconds of `hourglass study` from its start to its end, with one worker and with two, in pairs whose order changes. All is in
 * them: the timing before, the trainings, their measures and reports, the page.
 * @param {WorkedStudy} study
 * @param {number} rounds
 * @param {string} folder for what is written
 * @returns {Promise<{ one: number[], two: number[] }>}
 */
export async function measureStudyWorkers(study, rounds, folder) {
  const own = join(folder, "study-workers");
  mkdirSync(own, { recursive: true });
  const file = join(own, "study.yaml");
  writeFileSync(file, definitionOf(study));
  /** @type {{ one: number[], two: number[] }} */
  const found = { one: [], two: [] };
  for (let round = 0; round < rounds; round++) {
    for (const workers of round % 2 === 0 ? /** @type {const} */ ([1, 2]) : /** @type {const} */ ([2, 1])) {
      const out = join(own, "out");
      const args = ["study", file, "--workers", String(workers), "--out", out];
      const started = performance.now();
      await runChild(process.execPath, [commandLine, ...args], { limitSeconds: 1800 });
      found[workers === 1 ? "one" : "two"].push((performance.now() - started) / 1000);
      rmSync(out, { recursive: true, force: true });
    }
  }
  return found;
}

/** The study's file: JSON is YAML. @param {WorkedStudy} study */
function definitionOf({ model, seeds, epochs }) {
  return JSON.stringify({
    title: "Workers",
    question: "How much faster are two workers than one?",
    data: ["digits"],
    models: { [model]: {} },
    settings: { epochs },
    seeds: Array.from({ length: seeds }, (_, index) => index + 1),
    measures: ["probe"],
  });
}
