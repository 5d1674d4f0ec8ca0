import { dirname, parse, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { readText } from "hourglass-core/internal/files/read-text.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import type { ArchitectureFile, Settings } from "hourglass-core/internal/settings/settings.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import { isCatalogueName } from "../../data/catalogue/catalogue.ts";
import { findPath } from "../../data/files/find-path.ts";
import { listFolder } from "../../data/own/list-folder.ts";
import { isDataPath } from "../../data/own/load-own.ts";
import { parseStudy, type Study } from "../study-file.ts";

/** Where the package has its own studies. */
const shippedFolder = new URL("../../../studies/", import.meta.url);

export interface ReadStudyOptions {
  /** Whether what the file has under `quick` replaces its other parts. */
  readonly quick: boolean;
  /** Data sets, by name or path from the working directory, that replace those of the file. */
  readonly data?: readonly string[];
}

/**
 * Reads a study: from a file, or one that comes with the package by its name, such as `latent-size`. What it names by a
 * path is looked for beside the file.
 * @throws UsageError naming the file, the line, what was expected and what was found
 */
export async function readStudy(fileOrName: string, { quick, data }: ReadStudyOptions): Promise<Study> {
  const path = await findStudy(fileOrName);
  const text = await readText(path, "study").catch((error: unknown) => {
    if (!isName(fileOrName)) throw error;
    return refuseName(fileOrName);
  });
  const study = await withWholePaths(parseStudy(text, fileOrName, { quick }), dirname(resolve(path)));
  if (data === undefined) return study;
  return { ...study, data: await Promise.all(data.map((name) => wholeDataPath(name, "."))) };
}

async function findStudy(fileOrName: string): Promise<string> {
  const shipped = fileURLToPath(new URL(`${fileOrName}.yaml`, shippedFolder));
  return isName(fileOrName) && (await findPath(shipped)) !== undefined ? shipped : fileOrName;
}

/** Whether it can be the name of a study of the package, rather than a path. */
function isName(fileOrName: string): boolean {
  return /^[\w-]+$/.test(fileOrName);
}

/** The name that begins like it, if any does. */
function alike(name: string, known: readonly string[]): string | undefined {
  return known.find((one) => one.startsWith(name.slice(0, Math.max(4, Math.ceil(name.length / 2)))));
}

async function refuseName(name: string): Promise<never> {
  const { files } = await listFolder(fileURLToPath(shippedFolder));
  const known = files.map((file) => parse(file).name);
  const near = alike(name, known);
  throw new UsageError(
    `unknown study ${showValue(name)}${near === undefined ? "" : ` (did you mean ${near}?)`}: give a YAML file, or the name of ` +
      `one that comes with hourglass: ${known.join(", ")}`,
  );
}

/** A study finds its data, their labels and its layers again from wherever it is continued. */
async function withWholePaths(study: Study, folder: string): Promise<Study> {
  const withPaths = (settings: Partial<Settings>): Partial<Settings> => ({
    ...settings,
    ...(settings.model !== undefined && isArchitectureFile(settings.model)
      ? { model: resolve(folder, settings.model) as ArchitectureFile }
      : {}),
    ...Object.fromEntries(
      (["labels", "columns"] as const).flatMap((name) => {
        const path = settings[name];
        return path === undefined || path === "" ? [] : [[name, resolve(folder, path)]];
      }),
    ),
  });
  return {
    ...study,
    data: await Promise.all(study.data.map((name) => wholeDataPath(name, folder))),
    models: Object.fromEntries(
      Object.entries(study.models).map(([label, settings]) => [label, withPaths(settings)]),
    ),
    settings: withPaths(study.settings),
  };
}

async function wholeDataPath(name: string, folder: string): Promise<string> {
  if (isCatalogueName(name)) return name;
  const path = resolve(folder, name);
  return (await findPath(path)) !== undefined || (await isDataPath(name)) ? path : name;
}
