import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { LoadOptions } from "./load.ts";

/** The settings that say how data of one's own are read. */
export type ReadingSetting =
  | ("imageSize" | "samples" | "labels")
  | ("columns" | "labelColumn" | "drop" | "missing");

/** What settings ask of the reading of one's own data. */
export function readingOptions({
  imageSize: [height, width],
  samples,
  labels,
  columns,
  labelColumn,
  drop,
  missing,
}: Pick<Settings, ReadingSetting>): Pick<LoadOptions, ReadingSetting> {
  return {
    ...(labels === "" ? {} : { labels }),
    ...(columns === "" ? {} : { columns }),
    ...(labelColumn === "" ? {} : { labelColumn }),
    ...(drop === "" ? {} : { drop }),
    ...(missing === "allow" ? {} : { missing }),
    ...(height === undefined || width === undefined ? {} : { imageSize: { height, width } }),
    ...(samples === "auto" ? {} : { samples }),
  };
}
