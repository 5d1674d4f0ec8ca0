import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { LoadOptions } from "./load.ts";

/** What settings ask of the reading of one's own data. */
export function readingOptions({
  imageSize: [height, width],
  samples,
}: Pick<Settings, "imageSize" | "samples">): Pick<LoadOptions, "imageSize" | "samples"> {
  return {
    ...(height === undefined || width === undefined ? {} : { imageSize: { height, width } }),
    ...(samples === "auto" ? {} : { samples }),
  };
}
