import { join } from "node:path";
import { Hono } from "hono";
import { findCached } from "../data/catalogue/cache.ts";
import {
  type CatalogueFile,
  type FilesEntry,
  fileRoles,
  filesCatalogue,
} from "../data/catalogue/catalogue.ts";
import { entryFolders } from "../data/catalogue/entry-files.ts";
import type { OpenFile } from "../data/files/open-file.ts";
import type { ServedData, ServedDataset } from "./api.ts";
import { fileResponse } from "./file-response.ts";
import { openInside } from "./files.ts";
import { fileHeaders } from "./headers.ts";
import { refuse } from "./refuse.ts";

const entries: Readonly<Record<string, FilesEntry>> = filesCatalogue;

/** The data sets of the catalogue that have files, as far as this machine's cache has them. */
export function dataRoutes(dataDir: string | undefined): Hono {
  return new Hono()
    .get("/", async (context) => {
      const data = await Promise.all(Object.values(entries).map((entry) => describe(entry, dataDir)));
      return context.json({ data } satisfies ServedData);
    })
    .get("/:name/:file", async (context) => {
      const { name, file: fileName } = context.req.param();
      const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
      if (entry === undefined) {
        const known = Object.keys(entries).join(", ");
        return refuse(context, 404, `unknown data set "${name}": choose one of ${known}`);
      }
      const files = fileRoles.map((role) => entry.files[role]);
      const file = files.find((one) => one.name === fileName);
      if (file === undefined) {
        const known = files.map((one) => one.name).join(", ");
        return refuse(context, 404, `${name} has no file "${fileName}": ask for one of ${known}`);
      }
      const found = await openFile(entry, file, dataDir);
      if (found === undefined) {
        return refuse(
          context,
          404,
          `${fileName} is not on this machine: fetch it with: ${fetchCommand(entry)}`,
        );
      }
      return fileResponse(context, found, { ...fileHeaders, "Cache-Control": "no-cache" });
    });
}

async function describe(entry: FilesEntry, dataDir: string | undefined): Promise<ServedDataset> {
  const { name, title, classNames, image, counts } = entry;
  const files = fileRoles.map((role) => entry.files[role]);
  const available = await hasAll(entry, dataDir);
  return {
    ...{ name, title, classNames, image, counts, available },
    ...(available ? {} : { fetch: fetchCommand(entry) }),
    files: files.map((file) => file.name),
  };
}

/** Whether all files of a data set are there and can be read. */
async function hasAll(entry: FilesEntry, dataDir: string | undefined): Promise<boolean> {
  for (const role of fileRoles) {
    const found = await openFile(entry, entry.files[role], dataDir).catch(() => undefined);
    if (found === undefined) return false;
    await found.handle.close();
  }
  return true;
}

/** A file of a data set, as it is in the cache; the set's folder may be a link, a file must not lead out of it. */
async function openFile(
  entry: FilesEntry,
  file: CatalogueFile,
  dataDir: string | undefined,
): Promise<OpenFile | undefined> {
  for (const folder of entryFolders(entry, dataDir)) {
    const path = await findCached(folder, entry, file);
    if (path !== undefined)
      return openInside(join(folder, entry.name), [path.endsWith(".gz") ? `${file.name}.gz` : file.name]);
  }
  return undefined;
}

function fetchCommand({ name }: FilesEntry): string {
  return `hourglass data fetch ${name}`;
}
