import { catalogue } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { ServedData } from "hourglass-lab/internal/server/api.ts";
import { askServer } from "./ask-server.ts";
import type { OfferedData } from "./session.ts";

/** The data sets to choose from: `digits` is drawn by the page, the others come from the server's cache, if there is a server. */
export async function listOfferedData(page: string): Promise<readonly OfferedData[]> {
  const served = (await askServer<ServedData>("api/data", page))?.data;
  return Object.values(catalogue).map(({ name, title, mirrors }) => {
    const known = served?.find((one) => one.name === name);
    if (mirrors.length === 0 || known?.available === true) return { name, title };
    const missing =
      served === undefined
        ? `not on this page: drop its four IDX files here, or start the page with "hourglass studio"`
        : `not on this machine yet: fetch it with "${known?.fetch ?? `hourglass data fetch ${name}`}" and reload, or drop its IDX files here`;
    return { name, title, missing };
  });
}
