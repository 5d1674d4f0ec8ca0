import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runChild } from "./child.js";

const folder = fileURLToPath(new URL("peers/", import.meta.url));

/** Whether what peers/package.json names is there, in these versions. */
export function hasPeers() {
  /** @type {{ dependencies: Record<string, string> }} */
  const { dependencies } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
  return Object.entries(dependencies).every(([name, version]) => {
    const path = `${folder}node_modules/${name}/package.json`;
    return existsSync(path) && JSON.parse(readFileSync(path, "utf8")).version === version;
  });
}

/**
 * Installs what peers/package-lock.json names into peers/, unless it is there.
 * @throws Error when npm cannot
 */
export async function installPeers() {
  if (hasPeers()) return;
  process.stderr.write(
    "installing TensorFlow.js and jax-js into bench/peers (about 300 MB), for the benchmark alone\n",
  );
  const windows = process.platform === "win32";
  await runChild(windows ? "npm.cmd" : "npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: folder,
    limitSeconds: 600,
  });
}
