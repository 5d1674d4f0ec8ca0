import type { ChannelStatistics } from "hourglass-core/internal/data/samples/channel-statistics.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { isImages, shapeOf, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { sampleSize, tableOf } from "hourglass-core/internal/data/samples/shape.ts";
import { type Drawn, drawSample, smallSize } from "../../../pictures/draw-sample.ts";
import { contactSheet } from "../../../pictures/picture-grid.ts";
import { type Raster, toDataUri } from "../../../pictures/raster.ts";
import { unusualValues } from "../../../words/column-values.ts";

/** Small pictures of test samples, all in one: a page needs to hold it once, wherever they are shown. */
export interface MapSprite {
  readonly uri: string;
  readonly width: number;
  readonly height: number;
  /** How many samples it holds. */
  readonly count: number;
  /** Where the picture of the sample at this position is, `undefined` where it has none. */
  place(sample: number): MapTile | undefined;
  /** What is said of a sample beside its picture: of a table's row, what is least usual of it. */
  words?(sample: number): string;
}

/** A part of the sprite, in its pixels. */
export interface MapTile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Pictures of the samples at `places`, at least one, or of the first half, quarter, ... of them, so that they do not add more to a
 * page than `mostCharacters`.
 * @param statistics by which samples are drawn that are not bounded
 */
export function mapSprite(
  test: Samples,
  places: readonly number[],
  statistics?: ChannelStatistics,
  mostCharacters: number = 350_000,
): MapSprite {
  const columns = Math.ceil(Math.sqrt(places.length));
  const drawn: Drawn = { sample: shapeOf(test), ...(statistics === undefined ? {} : { statistics }) };
  const values = valuesOf(test);
  const size = sampleSize(drawn.sample);
  const tiles = places.map((place) => {
    const raster = drawSample(values.subarray(place * size, (place + 1) * size), drawn, smallSize);
    return framed(isImages(test) ? coarse(raster) : raster);
  });
  const [first] = tiles as [Raster, ...Raster[]];
  const tile = { width: first.width, height: first.height };
  const sheet = contactSheet(tiles, columns, 0);
  const uri = toDataUri(sheet);
  if (uri.length > mostCharacters && places.length > 1) {
    return mapSprite(test, places.slice(0, places.length >> 1), statistics, mostCharacters);
  }
  const table = tableOf(drawn.sample);
  const positions = new Map(places.map((place, position) => [place, position]));
  return {
    uri,
    width: sheet.width,
    height: sheet.height,
    count: places.length,
    place: (sample) => {
      const position = positions.get(sample);
      if (position === undefined) return undefined;
      const [left, top] = [position % columns, Math.floor(position / columns)];
      return { left: left * tile.width, top: top * tile.height, ...tile };
    },
    ...(table === undefined
      ? {}
      : {
          words: (sample) =>
            unusualValues(table, values.subarray(sample * size, (sample + 1) * size), statistics),
        }),
  };
}

const frameBrightness = 136;

/** A picture in a grey frame of one pixel, so that it stands out from any ground. */
function framed({ width, height, channels, data }: Raster): Raster {
  const framedWidth = width + 2;
  const framedData = new Uint8Array(framedWidth * (height + 2) * channels).fill(frameBrightness);
  for (let row = 0; row < height; row++) {
    const pixels = data.subarray(row * width * channels, (row + 1) * width * channels);
    framedData.set(pixels, ((row + 1) * framedWidth + 1) * channels);
  }
  return { width: framedWidth, height: height + 2, channels, data: framedData };
}

/** Sixteen levels of brightness: half the bytes, and no difference at this size. */
function coarse(raster: Raster): Raster {
  return { ...raster, data: raster.data.map((value) => Math.round(value / 17) * 17) };
}
