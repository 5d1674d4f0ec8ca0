/** What the memory of a measure depends on. */
export interface MeasureSizes {
  /** Numbers of images. */
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** Values of an image, as a model sees it, and of a code. */
  readonly imageSize: number;
  readonly latentSize: number;
  /** One more than the largest label; 0 without labels. */
  readonly classes: number;
}
