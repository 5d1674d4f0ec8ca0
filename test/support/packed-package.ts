import { execFile } from "node:child_process";
import { mkdir, readFile, rename, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const execute = promisify(execFile);

/** The package as npm packs it. */
export interface PackedPackage {
  /** The name of the file. */
  readonly tarball: string;
  /** What is in it. */
  readonly files: readonly string[];
}

/** Packs what was built into a folder. */
export async function packInto(folder: string): Promise<PackedPackage> {
  // Without scripts, or it would build dist/ anew under the other tests.
  const { stdout } = await execute(npm, ["pack", "--ignore-scripts", "--json", "--pack-destination", folder]);
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (packed === undefined) throw new Error(`npm pack says nothing of a package: ${stdout}`);
  return { tarball: packed.filename, files: packed.files.map(({ path }) => path) };
}

/**
 * Puts the packed package into a project without asking a registry: what it depends on, and what else the project needs, are links
 * into this checkout.
 */
export async function linkPackage(project: string, others: readonly string[]): Promise<void> {
  const { tarball } = await packInto(project);
  const modules = join(project, "node_modules");
  await mkdir(modules, { recursive: true });
  await execute("tar", ["-xzf", join(project, tarball), "-C", modules]);
  await rename(join(modules, "package"), join(modules, "hourglass-lab"));
  const { dependencies } = JSON.parse(await readFile("package.json", "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of [...Object.keys(dependencies), ...others]) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(resolve("node_modules", name), link, "junction");
  }
}
