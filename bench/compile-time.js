import { askChild } from "./child.js";
import { compileTime } from "./contestants.js";
import { summarise } from "./statistics.js";

/** @import { Summary } from "./statistics.js" */

/** Seconds to compile the training program of each preset. @typedef {ReadonlyMap<string, Summary>} CompileTimes */

/**
 * @param {string} folder the job's
 * @param {{ threads: number, compilations: number }} task
 * @returns {Promise<CompileTimes>}
 */
export async function measureCompileTimes(folder, task) {
  const { command, args } = compileTime;
  /** @type {{ seconds: Record<string, number[]> }} */
  const { seconds } = await askChild(command, [...args, folder, JSON.stringify(task)], { limitSeconds: 300 });
  return new Map(Object.entries(seconds).map(([preset, values]) => [preset, summarise(values)]));
}
