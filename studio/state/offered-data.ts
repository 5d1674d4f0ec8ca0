import { catalogue } from "../../src/data/catalogue.ts";
import type { OfferedData } from "./session.ts";

/** What the server of `hourglass studio` says of a data set. */
interface ServedData {
  readonly name: string;
  readonly available: boolean;
  readonly fetch?: string;
}

/** The data sets to choose from: `digits` is drawn by the page, the others come from the server's cache, if there is a server. */
export async function listOfferedData(page: string): Promise<readonly OfferedData[]> {
  const served = await askServer(page);
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

async function askServer(page: string): Promise<readonly ServedData[] | undefined> {
  try {
    const response = await fetch(new URL("api/data", page));
    if (!response.ok || !(response.headers.get("content-type") ?? "").includes("json")) return undefined;
    const answer = (await response.json()) as { readonly data: readonly ServedData[] };
    return answer.data;
  } catch {
    // A static host, or none at all.
    return undefined;
  }
}
