import { seenSize } from "hourglass-core/internal/data/samples/shape.ts";
import { seenValues } from "hourglass-core/internal/inference/seen-values.ts";
import { codeOf } from "hourglass-core/internal/model/codes/codes.ts";
import { activeUnits } from "hourglass-lab/internal/evaluation/variational-measures.ts";
import { mostVarying } from "./code-plane.ts";
import type { DrawnUnits } from "./explorer-api.ts";
import type { ExplorerModel } from "./explorer-model.ts";

/** Deviations that a value goes up and down. */
const reach = 2;

/** What single values of the code draw: those that vary most, in their order. */
export async function drawUnits(explored: ExplorerModel, most: number): Promise<DrawnUnits> {
  const { latentSize, sampleShape } = explored.model;
  const size = seenSize(sampleShape);
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
  const seen = seenValues(explored, decoded);
  const samples = (await explored.codes()).length / latentSize;
  return {
    ...(codeOf(explored.model).distribution === undefined
      ? {}
      : { active: { ...activeUnits(Array.from(deviation)), samples } }),
    units,
    deviations: units.map((unit) => deviation[unit]!),
    drawings: Float32Array.from({ length: units.length * size }, (_, at) => {
      const above = 2 * size * Math.floor(at / size) + (at % size);
      return seen[above]! - seen[above + size]!;
    }),
  };
}
