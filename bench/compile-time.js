import { askChild } from "./child.js";
import { compileTime } from "./contestants.js";

/**
 * Seconds to compile the training program of each preset.
 * @param {string} folder the job's
 * @param {{ threads: number, compilations: number }} task
 * @returns {Promise<Record<string, number[]>>}
 */
export async function measureCompileTimes(folder, task) {
  const { command, args } = compileTime;
  /** @type {{ seconds: Record<string, number[]> }} */
  const { seconds } = await askChild(command, [...args, folder, JSON.stringify(task)], { limitSeconds: 300 });
  return seconds;
}
