import type { Table } from "hourglass-core/internal/data/columns/columns.ts";
import { faults } from "./faults.ts";
import { modes, pumps } from "./machine.ts";
import { sensorNames, sensors } from "./sensors.ts";

/** What the columns are, in their order. */
export const sensorTable: Table = [
  { name: "mode", kind: "words", words: modes.map(({ name }) => name) },
  { name: "pump", kind: "words", words: pumps.map(({ name }) => name) },
  ...sensorNames
    .map((name) => sensors[name])
    .map(({ column, missing }) => ({
      name: column,
      kind: "number" as const,
      ...(missing === undefined ? {} : { missing: true }),
    })),
];

/** What the labels stand for. */
export const sensorClasses: readonly string[] = ["normal", ...faults.map(({ name }) => name)];
