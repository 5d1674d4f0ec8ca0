// Packs the packages that others may install, core and lab, into this folder: npm run package. What is packed is a copy, which has
// what the packages share (licence, change log, documentation) and none of what only a checkout needs.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What the packages have that lies outside of their folders. */
const shared = {
  core: ["LICENSE", "CHANGELOG.md"],
  lab: ["LICENSE", "CHANGELOG.md", "README.md", "docs", "examples"],
};

export const packageNames = /** @type {const} */ (["core", "lab"]);

/**
 * Copies a built package as others get it.
 * @param {"core" | "lab"} name @param {string} folder
 */
function stagePackage(name, folder) {
  const home = join(root, "packages", name);
  const { private: _, ...manifest } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const files = /** @type {readonly string[]} */ (manifest.files).filter(
    (file) => !shared[name].includes(file),
  );
  for (const file of files) cpSync(join(home, file), join(folder, file), { recursive: true });
  for (const file of shared[name]) cpSync(join(root, file), join(folder, file), { recursive: true });
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(withoutSources(manifest), null, 2)}\n`);
}

/** Without the conditions by which a checkout finds sources: they are not packed. @param {unknown} value @returns {unknown} */
function withoutSources(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "hourglass-source")
      .map(([key, inner]) => [key, withoutSources(inner)]),
  );
}

/**
 * Packs a built package.
 * @param {"core" | "lab"} name @param {string} destination the folder of the tarball
 * @returns {{ tarball: string, files: string[] }} the tarball's name and what is in it
 */
export function packPackage(name, destination) {
  return withStaged(name, (folder) => {
    const words = ["pack", "--ignore-scripts", "--json", "--pack-destination", resolve(destination)];
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const printed = execFileSync(npm, words, { cwd: folder, encoding: "utf8" });
    const [packed] = /** @type {{ filename: string, files: { path: string }[] }[]} */ (JSON.parse(printed));
    if (packed === undefined) throw new Error(`npm pack says nothing of a package: ${printed}`);
    return { tarball: packed.filename, files: packed.files.map(({ path }) => path) };
  });
}

/**
 * Does something with a built package as others get it: a copy, which is there meanwhile.
 * @template T
 * @param {"core" | "lab"} name @param {(folder: string) => T} use @returns {T}
 */
export function withStaged(name, use) {
  const folder = mkdtempSync(join(tmpdir(), "hourglass-package-"));
  try {
    stagePackage(name, folder);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of packageNames) process.stdout.write(`${packPackage(name, ".").tarball}\n`);
}
