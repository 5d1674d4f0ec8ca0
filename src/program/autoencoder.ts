/** Reconstruction errors, one value an image. */
export interface ImageErrors {
  /** Binary cross-entropy in nats, mean over the pixels of the image. */
  readonly bce: Float32Array;
  /** Squared error, mean over the pixels of the image. */
  readonly mse: Float32Array;
}

/**
 * A trained autoencoder that can be asked. Images are given as bytes (0 to 255) or as floats in [0, 1],
 * row-major `[N, imageSize]`; all else is float32.
 */
export interface Autoencoder {
  /** Values of one image: height x width x channels. */
  readonly imageSize: number;
  readonly latentSize: number;
  /** `[N, imageSize]` images to `[N, latentSize]` codes. */
  encode(images: Uint8Array | Float32Array): Promise<Float32Array>;
  /** `[N, latentSize]` codes to `[N, imageSize]` images in [0, 1]. */
  decode(codes: Float32Array): Promise<Float32Array>;
  /** `[N, imageSize]` images to their `[N, imageSize]` reconstructions in [0, 1]. */
  reconstruct(images: Uint8Array | Float32Array): Promise<Float32Array>;
  /** `[N, imageSize]` images to their N reconstruction errors. */
  score(images: Uint8Array): Promise<ImageErrors>;
  /** Frees the runtime's memory. */
  release(): Promise<void>;
}
