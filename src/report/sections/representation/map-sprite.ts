import { type ImageSet, imageSize } from "../../../data/image-set.ts";
import { contactSheet } from "../../picture-grid.ts";
import { imageRaster, type Raster, toDataUri } from "../../raster.ts";

/** Small pictures of test images, all in one: a page needs to hold it once, wherever they are shown. */
export interface MapSprite {
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  /** How many images it holds. */
  readonly count: number;
  /** Where the picture of the image at this position is, `undefined` where it has none. */
  place(image: number): MapTile | undefined;
}

/** A part of the sprite, in its pixels. */
export interface MapTile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Pictures of `images`, at least one, or of the first half, quarter, ... of them, so that they do not add more to a page than
 * `mostCharacters`.
 */
export function mapSprite(
  test: ImageSet,
  images: readonly number[],
  mostCharacters: number = 350_000,
): MapSprite {
  const columns = Math.ceil(Math.sqrt(images.length));
  const tile = { width: test.width + 2, height: test.height + 2 };
  const sheet = contactSheet(
    images.map((image) => framed(test, image)),
    columns,
    0,
  );
  const uri = toDataUri(sheet);
  if (uri.length > mostCharacters && images.length > 1) {
    return mapSprite(test, images.slice(0, images.length >> 1), mostCharacters);
  }
  const positions = new Map(images.map((image, position) => [image, position]));
  return {
    uri,
    width: sheet.width,
    height: sheet.height,
    count: images.length,
    place: (image) => {
      const position = positions.get(image);
      if (position === undefined) return undefined;
      const [left, top] = [position % columns, Math.floor(position / columns)];
      return { left: left * tile.width, top: top * tile.height, ...tile };
    },
  };
}

const frameBrightness = 136;

/** An image in a grey frame of one pixel, so that it stands out from any ground. */
function framed(test: ImageSet, image: number): Raster {
  const size = imageSize(test);
  const { channels, data } = imageRaster(test.images.subarray(image * size, (image + 1) * size), test);
  const width = test.width + 2;
  const framedData = new Uint8Array(width * (test.height + 2) * channels).fill(frameBrightness);
  for (let row = 0; row < test.height; row++) {
    const pixels = data.subarray(row * test.width * channels, (row + 1) * test.width * channels);
    framedData.set(pixels.map(coarse), ((row + 1) * width + 1) * channels);
  }
  return { width, height: test.height + 2, channels, data: framedData };
}

/** Sixteen levels of brightness: half the bytes, and no difference at this size. */
function coarse(value: number): number {
  return Math.round(value / 17) * 17;
}
