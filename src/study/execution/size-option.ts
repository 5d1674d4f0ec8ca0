import type { LoadOptions } from "../../data/load.ts";
import type { Settings } from "../../settings/settings.ts";

/** What the setting `imageSize` asks of the reading of one's own data. */
export function sizeOption([height, width]: Settings["imageSize"]): Pick<LoadOptions, "imageSize"> {
  return height === undefined || width === undefined ? {} : { imageSize: { height, width } };
}
