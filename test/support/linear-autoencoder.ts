import type { ImageSet } from "hourglass-core/internal/data/image-set.ts";
import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { Autoencoder, SampleErrors } from "hourglass-core/internal/inference/autoencoder.ts";
import { dense } from "hourglass-core/internal/model/layers/dense.ts";
import { createModel } from "hourglass-core/internal/model/model.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";

export interface LinearOptions {
  readonly imageSize: number;
  /** One row of pixels unless given. */
  readonly imageShape?: ImageShape;
  readonly latentSize: number;
  /** Codes may be negative; otherwise what is below 0 is cut off. */
  readonly signed?: boolean;
  /** Units that are always 0. */
  readonly dead?: readonly number[];
}

/** An untrained autoencoder of one random projection each way, in plain loops: fast enough for small sets. */
export function createLinearAutoencoder({
  imageSize,
  imageShape = { height: 1, width: imageSize, channels: 1 },
  latentSize,
  signed = false,
  dead = [],
}: LinearOptions): Autoencoder {
  const random = createRandom(1, "linear autoencoder");
  const weights = Float32Array.from(
    { length: imageSize * latentSize },
    () => random.normal() / Math.sqrt(imageSize),
  );
  const weight = (unit: number, pixel: number): number => weights[unit * imageSize + pixel] as number;
  const encoderKernel = Float32Array.from(weights, (_, index) => {
    const unit = index % latentSize;
    return dead.includes(unit) ? 0 : weight(unit, Math.floor(index / latentSize));
  });

  const encode = async (images: Uint8Array | Float32Array): Promise<Float32Array> => {
    const scale = images instanceof Uint8Array ? 255 : 1;
    const codes = new Float32Array((images.length / imageSize) * latentSize);
    for (let index = 0; index < codes.length; index++) {
      const unit = index % latentSize;
      if (dead.includes(unit)) continue;
      const start = Math.floor(index / latentSize) * imageSize;
      let value = 0;
      for (let pixel = 0; pixel < imageSize; pixel++)
        value += ((images[start + pixel] as number) / scale) * weight(unit, pixel);
      codes[index] = signed ? value : Math.max(0, value);
    }
    return codes;
  };
  const decode = async (codes: Float32Array): Promise<Float32Array> => {
    const images = new Float32Array((codes.length / latentSize) * imageSize);
    for (let index = 0; index < images.length; index++) {
      const start = Math.floor(index / imageSize) * latentSize;
      let value = -1;
      for (let unit = 0; unit < latentSize; unit++)
        value += (codes[start + unit] as number) * weight(unit, index % imageSize);
      images[index] = 1 / (1 + Math.exp(-value));
    }
    return images;
  };
  const reconstruct = async (images: Uint8Array | Float32Array): Promise<Float32Array> =>
    decode(await encode(images));
  /** Pixels become black at random, whatever the kind of noise. */
  const corrupt: Autoencoder["corrupt"] = async (images, { level }) => {
    const noise = createRandom(1, "corruption");
    return Float32Array.from(images as Uint8Array, (byte) => (noise.uniform() < level ? 0 : byte / 255));
  };
  /** Errors of the reconstructions of what the encoder sees, against the images. */
  const scoreSeen = async (seen: Uint8Array | Float32Array, images: Uint8Array): Promise<SampleErrors> => {
    const reconstructions = await reconstruct(seen);
    const count = images.length / imageSize;
    const bce = new Float32Array(count);
    const mse = new Float32Array(count);
    reconstructions.forEach((output, index) => {
      const target = (images[index] as number) / 255;
      const likelihood = target * Math.log(output) + (1 - target) * Math.log(1 - output);
      const image = Math.floor(index / imageSize);
      bce[image] = (bce[image] as number) - likelihood / imageSize;
      mse[image] = (mse[image] as number) + (output - target) ** 2 / imageSize;
    });
    return { bce, mse };
  };
  return {
    model: createModel(
      "linear",
      imageShape,
      [dense("encoder.code", imageSize, latentSize, signed ? "linear" : "relu")],
      [dense("decoder.output", latentSize, imageSize, "linear")],
    ),
    weights: new Map([
      ["encoder.code.kernel", encoderKernel],
      ["encoder.code.bias", new Float32Array(latentSize)],
      ["decoder.output.kernel", weights],
      ["decoder.output.bias", new Float32Array(imageSize).fill(-1)],
    ]),
    sampleSize: imageSize,
    latentSize,
    encode,
    decode,
    reconstruct,
    score: (images) => scoreSeen(images, images as Uint8Array),
    corrupt,
    scoreCorrupted: async (images, corruption) =>
      scoreSeen(await corrupt(images, corruption), images as Uint8Array),
    codeCorrupted: async (images, corruption) => {
      const codes = await encode(await corrupt(images, corruption));
      return { codes, reconstructions: await decode(codes) };
    },
    release: async () => {},
  };
}

interface RandomImageOptions {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels?: number;
  /** Number of classes; 0 for images without labels. */
  readonly classes?: number;
}

/** Images of noise: a third of the bytes 0, the others uniform. */
export function randomImages({
  count,
  height,
  width,
  channels = 1,
  classes = 3,
}: RandomImageOptions): ImageSet {
  const random = createRandom(2, "random images");
  const images = Uint8Array.from({ length: count * height * width * channels }, () =>
    random.below(3) === 0 ? 0 : random.below(256),
  );
  const labels = Uint8Array.from({ length: count }, () => random.below(Math.max(1, classes)));
  return { count, height, width, channels, images, ...(classes === 0 ? {} : { labels }) };
}
