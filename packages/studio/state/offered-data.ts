import {
  type CatalogueEntry,
  catalogue,
  hasFiles,
  isFilesName,
  isGenerated,
} from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { ServedData } from "hourglass-lab/internal/server/api.ts";
import { askServer } from "./ask-server.ts";
import type { OfferedData } from "./session.ts";

const entries: readonly CatalogueEntry[] = Object.values(catalogue);

/** What the server last said that it has; `undefined` where there is none. */
let served: Promise<ServedData | undefined> | undefined;

function askAnew(): Promise<ServedData | undefined> {
  served = askServer<ServedData>("api/data", document.baseURI);
  return served;
}

/** The data sets to choose from: those that are generated are drawn by the page, the others come from the server's cache, if there is a server. */
export async function listOfferedData(): Promise<readonly OfferedData[]> {
  const answer = await askAnew();
  return entries.map((entry) => {
    const { name, title } = entry;
    const known = answer?.data.find((one) => one.name === name);
    if (!hasFiles(entry) || isGenerated(entry) || known?.available === true) return { name, title };
    const missing =
      answer === undefined
        ? `not on this page: drop its four IDX files here, or start the page with "hourglass studio"`
        : `not on this machine yet: fetch it with "${known?.fetch ?? `hourglass data fetch ${name}`}" and reload, or drop its IDX files here`;
    return { name, title, missing };
  });
}

/** Whether the server says that it has the files of a data set: what it has not it is not asked for. */
export async function isServed(name: string): Promise<boolean> {
  const answer = await (served ?? askAnew());
  if (answer === undefined || !isFilesName(name)) return false;
  // It may have been fetched since.
  return has(answer, name) || has(await askAnew(), name);
}

function has(answer: ServedData | undefined, name: string): boolean {
  return answer?.data.find((one) => one.name === name)?.available === true;
}
