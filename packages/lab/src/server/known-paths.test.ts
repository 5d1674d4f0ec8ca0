import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/temporary-folder.ts";
import { knownPaths } from "./known-paths.ts";

test("paths of a run's data, labels, columns and layers are known, wherever they lie", async () => {
  await using folder = await temporaryFolder();
  const settings = {
    dataset: "/srv/my data/rows.csv",
    labels: "/srv/my labels/classes.csv",
    columns: "/srv/my columns/columns.yaml",
    model: "/srv/my layers/net.json",
    missing: "allow",
  };
  await mkdir(join(folder.path, "a"));
  await writeFile(join(folder.path, "a", "run.json"), JSON.stringify({ settings }, undefined, 2));
  const paths = await knownPaths(folder.path, ["a", "report.html"]);
  const { missing, ...places } = settings;
  expect(paths).toEqual(expect.arrayContaining(Object.values(places)));
  expect(paths).not.toContain(missing);
});
