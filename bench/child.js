import { spawn } from "node:child_process";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * Has a child ended with all others.
 * @param {import("node:child_process").ChildProcess} child
 */
export function track(child) {
  running.add(child);
  child.on("close", () => running.delete(child));
}

/** Ends every child: on Ctrl-C the terminal does not reach them all, and a library's threads may not listen. */
export function killChildren() {
  for (const child of running) child.kill("SIGKILL");
}

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, limitSeconds: number, onStderr?: (text: string) => void }} options
 * @returns {Promise<string>} what it wrote to stdout
 */
export async function runChild(command, args, { env = process.env, cwd, limitSeconds, onStderr }) {
  const child = spawn(command, args, { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  track(child);
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    child.kill("SIGKILL");
  }, limitSeconds * 1000);
  let output = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text) => {
    complaints += text;
    onStderr?.(text);
  });
  try {
    const code = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (timedOut) throw new Error(`not done after ${limitSeconds} s`);
    if (code !== 0) throw new Error(explain(complaints) ?? `ended with code ${code}`);
    return output;
  } finally {
    clearTimeout(limit);
  }
}

/**
 * {@link runChild} for a program that answers with a line of JSON, its last.
 * @param {Parameters<typeof runChild>} request
 */
export async function askChild(...request) {
  const output = await runChild(...request);
  return JSON.parse(output.trimEnd().split("\n").at(-1) ?? "");
}

/**
 * The line that says what went wrong: the one that begins as an error does, else the last, as Python has it.
 * @param {string} complaints
 */
export function explain(complaints) {
  const lines = complaints.split("\n").filter((line) => line.trim() !== "");
  return lines.find((line) => /^(\w*Error\b|error:|npm error code)/.test(line)) ?? lines.at(-1);
}
