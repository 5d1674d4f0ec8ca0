import { basename, dirname, join } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError } from "hourglass-core/internal/errors.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { isCatalogueName } from "../../data/catalogue/catalogue.ts";
import type { DataOptions } from "../../data/data-options.ts";
import { loadDataset } from "../../data/load.ts";
import { readingOptions } from "../../data/reading-options.ts";
import { sha256OfDataset } from "../../run/files/data-identity.ts";

/** Which data a run wants, and where they may lie. */
export interface WantedData {
  /** That name the data as the machine has them on which the study was begun. */
  readonly settings: Settings;
  /** SHA-256 (hex) of the data set; whatever is found is taken where it is not known. */
  readonly sha256?: string;
  /** The study's folder, which all its machines share. */
  readonly study: string;
}

/**
 * The data of a run on this machine, known by their content: a set of the catalogue from the cache, files where the study names them, and then by their own
 * names in the data folder, in `data/` of the study, and beside the study.
 * @throws HourglassError that says where it has looked for what
 */
export async function findData(
  { settings, sha256, study }: WantedData,
  options: DataOptions,
): Promise<Dataset<Samples>> {
  const folders = [
    ...(options.dataDir === undefined ? [] : [options.dataDir]),
    join(study, "data"),
    dirname(study),
  ];
  const elsewhere = isCatalogueName(settings.dataset)
    ? []
    : folders.map((folder) => inFolder(settings, folder));
  const problems: string[] = [];
  let first: unknown;
  for (const place of [settings, ...elsewhere]) {
    try {
      const dataset = await loadDataset(place.dataset, {
        ...options,
        download: true,
        ...readingOptions(place),
      });
      const found = sha256OfDataset(dataset);
      if (sha256 === undefined || found === sha256) return dataset;
      problems.push(`${place.dataset} has other content (${short(found)})`);
    } catch (error) {
      if (!(error instanceof HourglassError)) throw error;
      first ??= error;
      problems.push(`${place.dataset}: ${error.message.split("\n")[0]}`);
    }
  }
  // A set of the catalogue, and data whose checksum is not known, have one place: what is wrong there is all that there is to say.
  if (first !== undefined && (problems.length === 1 || sha256 === undefined)) throw first;
  throw new HourglassError(
    `the data set with SHA-256 ${short(sha256 ?? "")} is not on this machine: ${problems.join("; ")}. ` +
      `Copy ${basename(settings.dataset)} into the data folder (--data-dir), or into ${join(study, "data")}`,
  );
}

function short(sum: string): string {
  return `${sum.slice(0, 12)}...`;
}

/** Settings whose files lie in another folder, under their own names. */
function inFolder(settings: Settings, folder: string): Settings {
  const moved = (path: string): string => (path === "" ? path : join(folder, basename(path)));
  return {
    ...settings,
    dataset: moved(settings.dataset),
    labels: moved(settings.labels),
    columns: moved(settings.columns),
  };
}
