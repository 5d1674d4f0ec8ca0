// Data of one's own that are in no file: 1,000 images of a disc, made here, of which an autoencoder learns a code of eight values. Its error
// on images that decided nothing stands beside that of eight principal components. In a checkout: npm run example own-data
import {
  buildModel,
  createAutoencoder,
  createPixelBaseline,
  createRepresentation,
  evaluate,
  fit,
  type ImageSet,
  sliceImages,
  takeMeasures,
} from "hourglass-lab";
import { createNodeRuntime } from "hourglass-lab/node";

const [count, side] = [1000, 16];

/** Bytes, row-major: a pixel is 255 inside the disc, 0 outside, and in between on its edge. */
function disc(index: number): number[] {
  // Places and radii that fill their ranges evenly, from the number of the image.
  const [x, y, radius] = [0.7549, 0.5698, 0.4302].map((step) => (index * step) % 1) as [
    number,
    number,
    number,
  ];
  return Array.from({ length: side * side }, (_, pixel) => {
    const [column, row] = [pixel % side, Math.floor(pixel / side)];
    const distance = Math.hypot(column - 4 - 8 * x, row - 4 - 8 * y);
    return 255 * Math.min(1, Math.max(0, 2 + 2 * radius - distance));
  });
}

const images = Uint8Array.from(Array.from({ length: count }, (_, index) => disc(index)).flat());
const all: ImageSet = { count, height: side, width: side, channels: 1, images };
const splits = {
  train: sliceImages(all, 0, 700),
  validation: sliceImages(all, 700, 800),
  test: sliceImages(all, 800, count),
};

const runtime = await createNodeRuntime({ threads: 1 });
const model = buildModel("deep", { sampleShape: all, hidden: [128], latentSize: 8, loss: "mse" });
const options = { epochs: 60, batchSize: 50, objective: { loss: "mse" } } as const;
const { weights } = await fit(runtime, model, splits, options);

const autoencoder = await createAutoencoder(runtime, model, weights);
const { measures } = await evaluate(autoencoder, splits.test, { train: splits.train });
console.log(measures.images, measures.warnings.length); // 200 0
const baseline = createPixelBaseline(runtime, splits);
const representation = createRepresentation({ runtime, autoencoder, splits, baseline });
const { pca } = await takeMeasures(["pca"], representation);
console.log("squared error of an image:", pca?.figures["model"], "of PCA:", pca?.figures["sse"]);
console.log(Number(pca?.figures["model"]) < Number(pca?.figures["sse"])); // true
await autoencoder.release();
