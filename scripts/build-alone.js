// One build at a time, beside programs that run: a folder is built aside and then put in the place of the old one.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { build } from "vite";

const compiler = "node_modules/typescript/bin/tsc";
const lock = "node_modules/.hourglass-build";

/**
 * Builds all packages once no other process does. Two commands that are started together wait for each other.
 * @param {() => boolean} isNeeded asked when it is this process's turn
 */
export async function buildAlone(isNeeded) {
  await takeTurn();
  try {
    if (!isNeeded()) return;
    compile("core");
    place("core");
    compile("lab");
    place("lab");
    // Its configuration is made of the lab's files.
    await build({ configFile: "packages/studio/vite.config.ts", logLevel: "warn" });
  } finally {
    rmSync(lock, { force: true });
  }
}

/** @param {string} name of a package */
function asideOf(name) {
  return `packages/${name}/.dist`;
}

function compile(name) {
  rmSync(asideOf(name), { recursive: true, force: true });
  const words = ["--project", `packages/${name}`, "--outDir", asideOf(name)];
  execFileSync(process.execPath, [compiler, ...words], { stdio: "inherit" });
}

function place(name) {
  const [built, old] = [`packages/${name}/dist`, `packages/${name}/.dist-old`];
  rmSync(old, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  renameSync(built, old);
  renameSync(asideOf(name), built);
  rmSync(old, { recursive: true, force: true });
}

async function takeTurn() {
  for (let isFirst = true; ; isFirst = false) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (isGone(lock)) rmSync(lock, { force: true });
    else if (isFirst) process.stderr.write("another build is under way: waiting for it\n");
    await setTimeout(200);
  }
}

/** Whether the process that has the lock ended without giving it up. */
function isGone(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    // Between its making and its writing a lock is empty.
    if (pid === 0) return false;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}
