import { lookUp } from "hourglass-core/internal/validation.ts";
import { type CatalogueEntry, catalogue, hasFiles } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { drawnDataset } from "hourglass-lab/internal/data/catalogue/drawn-dataset.ts";
import type { DataSource, LoadProgress } from "../trainer/trainer-api.ts";
import type { Loaded } from "./given-data.ts";
import { loadEntry } from "./load-entry.ts";

/**
 * The data set of a source, the same bytes as the command line loads.
 * @param onNotice told of files that are not used, and how others are read
 * @param page the address beside which `api/data` lies, where there is a server
 * @throws HourglassError naming the file, what was expected and what was found
 */
export async function loadData(
  source: DataSource,
  page: string,
  onProgress: (progress: LoadProgress) => void,
  onNotice: (text: string) => void = () => undefined,
): Promise<Loaded> {
  if (source.kind === "catalogue") {
    const { name, isServed } = source;
    const entry = lookUp<CatalogueEntry>(catalogue, name, "data set");
    if (hasFiles(entry)) return loadEntry(entry, page, onProgress, isServed);
    onProgress({ text: `drawing ${name}` });
    return { dataset: await drawnDataset(entry) };
  }
  const { loadGiven } = await import("./given-data.ts");
  return loadGiven(source, onProgress, onNotice);
}
