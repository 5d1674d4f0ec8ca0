import type { Autoencoder } from "hourglass-core/internal/inference/autoencoder.ts";
import type { CodeStatistics } from "./activations.ts";
import { oneClass } from "./pictures.ts";

/** What single units draw: decodings of codes that are 0 except for one unit; of a model that is told a class, as the first one. */
export interface UnitDrawings {
  readonly units: readonly UnitDrawing[];
  /** `[sampleSize]`, pixels in [0, 1] or in the units of the samples: the decoding of the code of zeros, the decoder's bias alone. */
  readonly zeroCode: Float32Array;
}

export interface UnitDrawing {
  readonly unit: number;
  /** The unit's value in the decoded code: the mean of its values above 0 on the test set; 0 for a dead unit. */
  readonly value: number;
  /** `[sampleSize]`, pixels in [0, 1] or in the units of the samples. */
  readonly drawing: Float32Array;
}

/** Codes decoded at once: with a large code, one for every unit would be a large matrix. */
const batchSize = 64;

/**
 * Decodes each unit alone. Of a code with more than `most` units, the ones that vary the most over the test set.
 * @returns drawings in order of the units
 */
export async function drawUnits(
  model: Autoencoder,
  statistics: CodeStatistics,
  most: number,
): Promise<UnitDrawings> {
  const chosen = statistics.units
    .toSorted((a, b) => b.standardDeviation - a.standardDeviation || a.unit - b.unit)
    .slice(0, most)
    .sort((a, b) => a.unit - b.unit);
  const units: UnitDrawing[] = [];
  for (let start = 0; start < chosen.length; start += batchSize) {
    const batch = chosen.slice(start, start + batchSize);
    const codes = new Float32Array(batch.length * model.latentSize);
    batch.forEach(({ unit, activeMean }, row) => {
      codes[row * model.latentSize + unit] = activeMean;
    });
    const decoded = await model.decode(codes, oneClass(model, batch.length));
    batch.forEach(({ unit, activeMean }, row) => {
      const drawing = decoded.slice(row * model.sampleSize, (row + 1) * model.sampleSize);
      units.push({ unit, value: activeMean, drawing });
    });
  }
  return { units, zeroCode: await model.decode(new Float32Array(model.latentSize), oneClass(model, 1)) };
}
