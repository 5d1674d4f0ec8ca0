import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin, Rolldown } from "vite";

// What is in the page under the licences of others. Vite's own list has the page alone: web workers, where most of the code is,
// are bundled one by one. A package whose folder has no text of its licence gets it from licences/NAME.txt.

const texts = join(import.meta.dirname, "licences");

/** Two plugins, of the page and of its workers, that write one list. */
export interface LicencePlugins {
  readonly page: Plugin;
  readonly worker: Plugin;
}

/** @param fileName of the list, in the built page */
export function listLicences(fileName: string): LicencePlugins {
  const folders = new Set<string>();
  const collect = (context: Rolldown.PluginContext, bundle: Rolldown.OutputBundle): void => {
    for (const folder of bundledPackages(context, bundle)) folders.add(folder);
  };
  return {
    worker: {
      name: "hourglass-licences-of-workers",
      apply: "build",
      generateBundle(_, bundle) {
        collect(this, bundle);
      },
    },
    page: {
      name: "hourglass-licences",
      apply: "build",
      generateBundle(_, bundle) {
        collect(this, bundle);
        this.emitFile({ type: "asset", fileName, source: list([...folders]) });
      },
    },
  };
}

/** The folders of the packages that have code in a bundle. */
function bundledPackages(
  context: Rolldown.PluginContext,
  bundle: Rolldown.OutputBundle,
): ReadonlySet<string> {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  const found = new Set(modules.flatMap(folderOfModule));
  // A set that is gone through goes on to what is added: what is inside of what is inside.
  for (const folder of found) {
    for (const inside of packagesInside(folder, context)) found.add(inside);
  }
  return new Set([...found, ...modules.flatMap(folderOfHelper)]);
}

/** `.../node_modules/d3-array/dist/d3-array.mjs` is of `.../node_modules/d3-array`. */
function folderOfModule(id: string): readonly string[] {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll("\\", "/")) ?? [];
}

/** What the builders add of their own, `\0vite/preload-helper.js`. */
function folderOfHelper(id: string): readonly string[] {
  const name = /^\0(vite|rolldown)\//.exec(id)?.[1];
  return name === undefined ? [] : findPackage(name, import.meta.dirname);
}

/** Dependencies that only builds use which are not in the page. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  "onnxruntime-web": ["flatbuffers", "guid-typescript", "long", "platform", "protobufjs"],
};

/** Dependencies that a package never imports: it is published with their code in its own files. */
function packagesInside(folder: string, context: Rolldown.PluginContext): readonly string[] {
  const imported = [...context.getModuleIds()]
    .filter((id) => folderOfModule(id).includes(folder))
    .flatMap((id) => context.getModuleInfo(id)?.importedIds ?? [])
    .flatMap(folderOfModule);
  const { name, dependencies = {} } = readPackage(folder);
  return Object.keys(dependencies)
    .filter((dependency) => !elsewhere[name]?.includes(dependency))
    .flatMap((dependency) => findPackage(dependency, folder))
    .filter((inside) => !imported.includes(inside));
}

/** The folder of a package as seen from another folder; none where it is not installed. */
function findPackage(name: string, from: string): readonly string[] {
  const folder = join(from, "node_modules", name);
  if (existsSync(join(folder, "package.json"))) return [folder.replaceAll("\\", "/")];
  return dirname(from) === from ? [] : findPackage(name, dirname(from));
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  /** As packages had it before 2015. */
  readonly licenses?: readonly { readonly type: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

function readPackage(folder: string): PackageFile {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as PackageFile;
}

/** The list as Markdown, by name. */
function list(folders: readonly string[]): string {
  const sections = folders.map((folder) => {
    const {
      name,
      version,
      licenses,
      license = licenses?.map(({ type }) => type).join(" or ") ?? "see below",
    } = readPackage(folder);
    return `## ${name} ${version}\n\nLicence: ${license}\n\n\`\`\`text\n${licenceText(folder, name)}\n\`\`\`\n`;
  });
  return `# Licences\n\nThis page has code of these packages.\n\n${[...new Set(sections)].sort().join("\n")}`;
}

/** @throws Error where neither the package nor we have the text */
function licenceText(folder: string, name: string): string {
  const ours = join(texts, `${name}.txt`);
  const files = existsSync(ours)
    ? [ours]
    : readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile() && /^(licen[cs]e|copying|notice|third-?party)/i.test(entry.name))
        .map(({ name: file }) => join(folder, file));
  if (files.length === 0)
    throw new Error(`${name} is in the page and has no text of its licence: put it into ${ours}`);
  return files.map((file) => readFileSync(file, "utf8").replace(/^\s*\n|\s+$/g, "")).join("\n\n");
}
