import { readFile } from "node:fs/promises";
import type { Matrix } from "hourglass-lab/internal/measures/matrix.ts";

/** What a script in test/golden wrote of a measure. */
export async function measuresGolden<T>(name: string): Promise<T> {
  const path = new URL(`../golden/measures/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(path, "utf8")) as T;
}

/** A matrix as the scripts write it. */
export interface WrittenMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: readonly number[];
}

export function toMatrix({ rows, columns, data }: WrittenMatrix): Matrix {
  return { rows, columns, data: Float32Array.from(data) };
}

/** factors.json */
export interface FactorsGolden {
  readonly train: { readonly codes: WrittenMatrix; readonly factors: WrittenMatrix };
  readonly test: { readonly codes: WrittenMatrix; readonly factors: WrittenMatrix };
  readonly mig: number;
  readonly sap: number;
  /** `[units][factors]` */
  readonly importances: readonly (readonly number[])[];
  readonly disentanglement: number;
  readonly completeness: number;
}
