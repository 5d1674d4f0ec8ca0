import { group } from "d3-array";
import type { RunRow } from "./results.ts";

/** The trainings of each cell, by its id. */
export type RunsOfCells = ReadonlyMap<string, readonly RunRow[]>;

export function runsOfCells(runs: readonly RunRow[]): RunsOfCells {
  return group(runs, ({ cell }) => cell);
}
