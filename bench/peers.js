import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.js";

const folder = fileURLToPath(new URL("peers/", import.meta.url));

/**
 * Installs what peers/package-lock.json names into peers/, unless it is there.
 * @throws Error when npm cannot
 */
export async function installPeers() {
  if (existsSync(`${folder}node_modules/.package-lock.json`)) return;
  process.stderr.write("installing TensorFlow.js into bench/peers (about 300 MB), for the benchmark alone\n");
  const windows = process.platform === "win32";
  await runChild(windows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    limitSeconds: 600,
  });
}
