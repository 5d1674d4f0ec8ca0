import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { explain, track } from "./child.js";

/** @import { Start } from "./contestants.js" */
/** @import { Done, Farewell, Ready, Task } from "./protocol.js" */

/**
 * A contestant that is running and waits for its turns.
 * @typedef {object} RunningContestant
 * @property {Ready} ready
 * @property {(seconds: number) => Promise<Done>} train
 * @property {() => Promise<Farewell>} end
 * @property {() => void} kill
 */

/** For the library and the images to be loaded, and for what a slow step takes besides the turn. */
const patienceSeconds = 120;

/**
 * Starts a contestant and waits until it is ready.
 * @param {Start} start
 * @param {string} folder the job's
 * @param {Task} task
 * @returns {Promise<RunningContestant>}
 * @throws Error with the last words of one that ended, or that does not answer
 */
export async function startContestant({ command, args, env = process.env, task: own }, folder, task) {
  const child = spawn(command, [...args, folder, JSON.stringify({ ...task, ...own })], {
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  track(child);
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints += text;
  });
  // What is written to one that has ended is no error of its own: that it ended is told.
  child.stdin.on("error", () => undefined);
  const ended = new Promise((resolve) => {
    child.on("close", (code) => resolve(explain(complaints) ?? `ended with code ${code}`));
    child.on("error", ({ message }) => resolve(message));
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @param {number} limitSeconds */
  const answer = async (limitSeconds) => {
    let timedOut = false;
    const limit = setTimeout(() => {
      timedOut = true;
      child.kill("SIGKILL");
    }, limitSeconds * 1000);
    const { value, done } = await lines.next();
    clearTimeout(limit);
    if (timedOut) throw new Error(`no answer after ${limitSeconds} s`);
    if (done) throw new Error(await ended);
    return JSON.parse(value);
  };
  /** @param {object} message @param {number} limitSeconds */
  const ask = (message, limitSeconds) => {
    child.stdin.write(`${JSON.stringify(message)}\n`);
    return answer(limitSeconds);
  };
  return {
    ready: await answer(patienceSeconds),
    train: (seconds) => ask({ seconds }, patienceSeconds + 2 * seconds),
    end: () => ask({ end: true }, patienceSeconds),
    kill: () => child.kill("SIGKILL"),
  };
}
