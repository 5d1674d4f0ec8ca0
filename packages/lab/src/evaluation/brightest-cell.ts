import { sum } from "d3-array";
import type { ImageSizes } from "hourglass-core/internal/data/image-set.ts";
import type { ImageShape } from "hourglass-core/internal/data/samples/shape.ts";

/** The image is cut into `gridSize` x `gridSize` cells, numbered in row-major order. */
export const gridSize = 4;

/** Where the brightest pixel of the original lies against where that of the reconstruction lies. */
export interface CellConfusion {
  readonly gridSize: number;
  /** `[cell of the original][cell of the reconstruction]`: numbers of images. */
  readonly counts: readonly (readonly number[])[];
  /** Share of images whose two cells are the same. */
  readonly agreement: number;
  /**
   * The agreement to expect if the two cells had nothing to do with each other but each fell as often as it does:
   * the sum over cells of the product of both shares, as in Cohen's kappa (1960).
   */
  readonly chanceAgreement: number;
  /** Share of originals whose greatest brightness is reached in more than one cell: the order of pixels decides. */
  readonly tiedOriginals: number;
  readonly tiedReconstructions: number;
}

export interface BrightestCell {
  readonly cell: number;
  /** Whether a pixel of another cell is as bright. */
  readonly tied: boolean;
}

/** Counts images by their two cells, batch by batch. */
export interface CellConfusionCounter {
  /** `originals` and `reconstructions`: `[N, imageSize]`, each on a scale of its own. */
  add(originals: Uint8Array, reconstructions: Float32Array): void;
  result(): CellConfusion;
}

/**
 * The cell that holds the brightest pixel of the image starting at `offset`; the first in row-major order at ties.
 * A pixel's brightness is the sum of its channels.
 */
export function findBrightestCell(
  images: Uint8Array | Float32Array,
  offset: number,
  { height, width, channels }: ImageShape,
): BrightestCell {
  let brightest = Number.NEGATIVE_INFINITY;
  let cell = 0;
  let tied = false;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const start = offset + (row * width + column) * channels;
      let brightness = 0;
      for (let channel = 0; channel < channels; channel++) brightness += images[start + channel]!;
      if (brightness < brightest) continue;
      const here = Math.floor((row * gridSize) / height) * gridSize + Math.floor((column * gridSize) / width);
      if (brightness > brightest) {
        brightest = brightness;
        cell = here;
        tied = false;
      } else if (here !== cell) tied = true;
    }
  }
  return { cell, tied };
}

export function createCellConfusion(shape: ImageSizes): CellConfusionCounter {
  const cells = gridSize * gridSize;
  const size = shape.height * shape.width * shape.channels;
  const counts = Array.from({ length: cells }, () => new Array<number>(cells).fill(0));
  let tiedOriginals = 0;
  let tiedReconstructions = 0;
  return {
    add(originals, reconstructions) {
      for (let offset = 0; offset < originals.length; offset += size) {
        const original = findBrightestCell(originals, offset, shape);
        const reconstruction = findBrightestCell(reconstructions, offset, shape);
        counts[original.cell]![reconstruction.cell]! += 1;
        if (original.tied) tiedOriginals++;
        if (reconstruction.tied) tiedReconstructions++;
      }
    },
    result() {
      const ofOriginals = counts.map((row) => sum(row));
      const ofReconstructions = counts.map((_, cell) => sum(counts, (row) => row[cell]));
      const images = sum(ofOriginals);
      return {
        gridSize,
        counts,
        agreement: sum(counts, (row, cell) => row[cell]) / images,
        chanceAgreement: sum(ofOriginals, (count, cell) => count * ofReconstructions[cell]!) / images ** 2,
        tiedOriginals: tiedOriginals / images,
        tiedReconstructions: tiedReconstructions / images,
      };
    },
  };
}
