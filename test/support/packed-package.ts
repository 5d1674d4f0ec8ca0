import { execFile } from "node:child_process";
import { mkdir, readFile, rename, symlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** A package as npm packs it. */
export interface PackedPackage {
  /** The name of the file. */
  readonly tarball: string;
  /** What is in it. */
  readonly files: readonly string[];
}

export type PackageName = "core" | "lab";

/** scripts/package.js, which is plain JavaScript. */
const { packPackage } = (await import(new URL("../../scripts/package.js", import.meta.url).href)) as {
  readonly packPackage: (name: PackageName, destination: string) => PackedPackage;
};

/** Packs what was built into a folder, as `npm run package` does. */
export const packInto: (name: PackageName, folder: string) => PackedPackage = packPackage;

/** What a package.json says. */
export interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

export async function readPackageFile(path: string): Promise<PackageFile> {
  return JSON.parse(await readFile(path, "utf8")) as PackageFile;
}

/**
 * Puts the packed core into a project without asking a registry: what it depends on, and what else the project needs, are links
 * into this checkout.
 */
export async function linkCore(project: string, others: readonly string[]): Promise<void> {
  const { tarball } = packInto("core", project);
  const modules = join(project, "node_modules");
  await mkdir(modules, { recursive: true });
  await execute("tar", ["-xzf", join(project, tarball), "-C", modules]);
  await rename(join(modules, "package"), join(modules, "hourglass-core"));
  const { dependencies } = await readPackageFile("packages/core/package.json");
  for (const name of [...Object.keys(dependencies), ...others]) {
    const link = join(modules, name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(resolve("node_modules", name), link, "junction");
  }
}
