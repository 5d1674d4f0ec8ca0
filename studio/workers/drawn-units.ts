import { mostVarying } from "./code-plane.ts";
import type { DrawnUnits } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/** Deviations that a value goes up and down. */
const reach = 2;

/** What single values of the code draw: those that vary most, in their order. */
export async function drawUnits(explored: ExplorerModel, most: number): Promise<DrawnUnits> {
  const { latentSize, sampleSize: imageSize } = explored.model;
  const { mean, deviation } = await explored.statistics();
  const units = mostVarying(deviation, most);
  // For each the code above the mean, then the one below it.
  const codes = new Float32Array(2 * units.length * latentSize);
  units.forEach((unit, at) => {
    for (const [side, sign] of [1, -1].entries()) {
      const start = (2 * at + side) * latentSize;
      codes.set(mean, start);
      codes[start + unit] = mean[unit]! + sign * reach * deviation[unit]!;
    }
  });
  const decoded = await explored.decode(codes);
  const drawings = new Uint8ClampedArray(units.length * imageSize);
  for (let at = 0; at < drawings.length; at++) {
    const above = 2 * imageSize * Math.floor(at / imageSize) + (at % imageSize);
    drawings[at] = 128 + 127 * (decoded[above]! - decoded[above + imageSize]!);
  }
  return {
    units,
    deviations: units.map((unit) => deviation[unit]!),
    drawings: new Uint8Array(drawings.buffer),
  };
}
