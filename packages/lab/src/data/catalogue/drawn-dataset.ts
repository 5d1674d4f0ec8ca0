import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { RowSet } from "hourglass-core/internal/data/samples/row.ts";
import type { DrawnEntry } from "./catalogue.ts";

/** Draws a data set. Its checksums are the published ones: whoever can compute them looks whether they are those of what was drawn. */
export async function drawnDataset(entry: DrawnEntry): Promise<Dataset<RowSet>> {
  const { name, title, source, licence, classNames, checksums } = entry;
  const { train, test } = await entry.draw(entry.counts);
  return { ...{ name, title, source, licence, classNames, checksums }, train, test };
}
