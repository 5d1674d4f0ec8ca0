import { channelsOf, isImageShape, type SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { sequentialColors } from "../pictures/color-map.ts";
import { type ColorRange, differenceRaster, type Raster } from "../pictures/raster.ts";

/** Pictures of where samples are strange, in colours that compare. */
export interface ErrorMaps {
  readonly rasters: readonly Raster[];
  readonly range: ColorRange;
}

/** The shape of drawings of samples, which their maps have as well. */
const drawnRatio = 2 / 3;

/** Squared errors of samples as maps, the more the brighter, up to the greatest of them all: of images mean over the channels of a pixel. */
export function errorMaps(errors: readonly Float32Array[], shape: SampleShape): ErrorMaps {
  const maps = errors.map((ofSample) => mapOf(ofSample, shape));
  let maximum = 0;
  for (const { values } of maps) {
    for (const value of values) if (Number.isFinite(value)) maximum = Math.max(maximum, value);
  }
  const range = { minimum: 0, maximum, colors: sequentialColors };
  return {
    range,
    rasters: maps.map(({ values, height, width }) =>
      differenceRaster(values, { height, width, channels: 1 }, range),
    ),
  };
}

interface ErrorMap {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

function mapOf(errors: Float32Array, shape: SampleShape): ErrorMap {
  const channels = channelsOf(shape);
  if (isImageShape(shape)) {
    const { height, width } = shape;
    const values = Float32Array.from({ length: height * width }, (_, pixel) => {
      const ofPixel = errors.subarray(pixel * channels, (pixel + 1) * channels);
      return ofPixel.reduce((sum, error) => sum + error, 0) / channels;
    });
    return { values, height, width };
  }
  return bandsOf(errors, channels);
}

/** A band a channel, the steps from left to right; of what has no steps one band, the columns from left to right. */
function bandsOf(errors: Float32Array, channels: number): ErrorMap {
  const isRow = errors.length === channels;
  const [bands, width] = isRow ? [1, channels] : [channels, errors.length / channels];
  const thickness = Math.max(1, Math.round((drawnRatio * width) / bands));
  const height = bands * thickness;
  const values = Float32Array.from({ length: height * width }, (_, at) => {
    const [band, place] = [Math.floor(at / width / thickness), at % width];
    return errors[place * bands + band] as number;
  });
  return { values, height, width };
}

/** How maps are drawn, as a sentence for notes and captions. */
export function errorMapNotes(shape: SampleShape): readonly string[] {
  const greatest = "the brightest colour is the greatest squared error of all that are shown";
  if (isImageShape(shape)) {
    const mean = shape.channels === 1 ? "" : ", mean over its channels";
    return [`In a map each pixel has its squared error${mean}: the brighter, the stranger; ${greatest}.`];
  }
  const across = shape.kind === "row" ? "the columns" : "a band a channel, the steps";
  return [`A map has ${across} from left to right, the brighter, the stranger; ${greatest}.`];
}
