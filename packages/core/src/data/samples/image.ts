import {
  type ImageSet,
  type ImageSizes,
  mostAlongSide,
  partOfImages,
  requireImages,
  withImages,
} from "../image-set.ts";
import type { SampleKind } from "./sample-kind.ts";

const size = { minimum: 1, maximum: mostAlongSide, whole: true } as const;

/** Bytes `[height, width, channels]`, which a program scales to [0, 1]. */
export const image: SampleKind<ImageSet, "image", keyof ImageSizes, Uint8Array> = {
  name: "image",
  title: "image",
  plural: "images",
  value: { one: "pixel", many: "pixels" },
  fields: {
    height: { title: "height", placeholder: "HEIGHT", ...size, first: 28 },
    width: { title: "width", placeholder: "WIDTH", ...size, first: 28 },
    channels: { title: "channels", placeholder: "CHANNELS", ...size, first: 1 },
  },
  dtype: "uint8",
  bounded: true,
  places: ["height", "width"],
  channels: "channels",
  describe: describeImage,
  requireSet: requireImages,
  partOf: partOfImages,
  withPart: withImages,
};

/** An image's size in words, such as `28 x 28 (gray)`. */
export function describeImage({ height, width, channels }: ImageSizes): string {
  return `${height} x ${width} (${channels === 1 ? "gray" : channels === 3 ? "RGB" : `${channels} channels`})`;
}
