import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { faults } from "./faults.ts";
import { sensorNames, sensors } from "./sensors.ts";
import { sensorClasses } from "./table.ts";

const page = await readFile("docs/sensors.md", "utf8");

/** The cells of a line of a table. */
const lines: readonly (readonly string[])[] = page
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim()),
  );

test.each(sensorNames)("docs/sensors.md has noise and range of %s", (name) => {
  const { column, noise, range } = sensors[name];
  const about = expect.stringMatching(/\w/);
  expect(lines).toContainEqual([`\`${column}\``, `${noise}`, `${range[0]} to ${range[1]}`, about]);
});

test.each(faults)("docs/sensors.md says of $name what its record says", ({ name, effect, severity }) => {
  const range = severity === undefined ? "" : `${severity.from} to ${severity.to} ${severity.unit}`;
  expect(lines).toContainEqual([`${sensorClasses.indexOf(name)}`, `\`${name}\``, range, effect]);
});
