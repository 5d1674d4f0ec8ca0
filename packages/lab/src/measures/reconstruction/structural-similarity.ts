import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";

const sigma = 1.5;
/** Of the window of 11 x 11 pixels. */
const greatestRadius = 5;
/** (K1 L)² and (K2 L)² for the range L = 1 of pixels. */
const c1 = 0.01 ** 2;
const c2 = 0.03 ** 2;

/**
 * The structural similarity of two images of a shape, `[height, width, channels]` values in [0, 1]: 1 where they are the same,
 * about 0 where they have nothing in common. Mean over the places where a whole Gaussian window fits, and over channels.
 * Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural similarity", 2004,
 * equation 13. Images that no window of 11 x 11 fits get the largest odd one that does.
 */
export function createSimilarity(shape: ImageShape): (a: Float32Array, b: Float32Array) => number {
  const { height, width, channels } = shape;
  const radius = Math.min(greatestRadius, Math.floor((Math.min(height, width) - 1) / 2));
  const filter = createFilter(height, width, gaussianWindow(radius));
  const planes = Array.from({ length: 4 }, () => new Float64Array(height * width));
  const [first, second, squares, products] = planes as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return (a, b) => {
    let total = 0;
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < first.length; pixel++) {
        const x = a[pixel * channels + channel]!;
        const y = b[pixel * channels + channel]!;
        first[pixel] = x;
        second[pixel] = y;
        squares[pixel] = x * x + y * y;
        products[pixel] = x * y;
      }
      for (const plane of planes) filter(plane);
      const places = (height - 2 * radius) * (width - 2 * radius);
      let sum = 0;
      for (let place = 0; place < places; place++) {
        const means = first[place]! * second[place]!;
        const squaredMeans = first[place]! ** 2 + second[place]! ** 2;
        const covariance = products[place]! - means;
        const variances = squares[place]! - squaredMeans;
        sum += ((2 * means + c1) * (2 * covariance + c2)) / ((squaredMeans + c1) * (variances + c2));
      }
      total += sum / places;
    }
    return total / channels;
  };
}

/** The weights of a window's row, which sum to 1. */
function gaussianWindow(radius: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * radius + 1 }, (_, index) =>
    Math.exp(-((index - radius) ** 2) / (2 * sigma ** 2)),
  );
  const sum = weights.reduce((total, weight) => total + weight);
  return weights.map((weight) => weight / sum);
}

/**
 * Averages a plane `[height, width]` in place under the window, along rows and then columns: the means over the places
 * where a whole window fits are then the first values of the plane, row-major.
 */
function createFilter(height: number, width: number, window: Float64Array): (plane: Float64Array) => void {
  const size = window.length;
  const columns = width - size + 1;
  const rows = height - size + 1;
  const along = new Float64Array(height * columns);
  return (plane) => {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let at = 0; at < size; at++) sum += window[at]! * plane[row * width + column + at]!;
        along[row * columns + column] = sum;
      }
    }
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let at = 0; at < size; at++) sum += window[at]! * along[(row + at) * columns + column]!;
        plane[row * columns + column] = sum;
      }
    }
  };
}
