import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import {
  clearFailure,
  listFailures,
  partFailures,
  readFailure,
  readFailures,
  writeFailure,
} from "./failures.ts";

test("failures are kept by many at once, and forgotten one by one", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  expect(await readFailures(folder)).toEqual(new Map());
  const ids = Array.from({ length: 10 }, (_, index) => `run-${index}`);
  await Promise.all(ids.map((id) => writeFailure(runFolder(temporary.path), id, `${id} broke`)));
  expect(await readFailures(folder)).toEqual(new Map(ids.map((id) => [id, `${id} broke`])));
  expect(await readFailure(folder, "run-3")).toBe("run-3 broke");
  await clearFailure(folder, "run-3");
  expect(await readFailure(folder, "run-3")).toBeUndefined();
  expect(await listFailures(folder.path)).toHaveLength(9);
});

test("a record of an earlier version, which had one for all, counts, and is parted", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  await writeFile(join(folder.path, "failures.json"), '{"a": "it broke", "b": "so did it"}');
  await writeFailure(folder, "b", "again");
  expect(await readFailures(folder)).toEqual(
    new Map([
      ["a", "it broke"],
      ["b", "again"],
    ]),
  );
  await partFailures(folder);
  expect(await readdir(folder.path)).not.toContain("failures.json");
  expect(await readFailures(folder)).toEqual(
    new Map([
      ["a", "it broke"],
      ["b", "again"],
    ]),
  );
});

test.each([
  ["failures.json", "{", " is damaged: "],
  ["failures.json", '{"a": 1}', ": a: expected text, found 1"],
  [join("failures", "a.json"), "{}", ": error: expected text, found nothing"],
])("a damaged record is refused by its name: %s %s", async (file, content, problem) => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  await mkdir(join(folder.path, "failures"));
  await writeFile(join(folder.path, file), content);
  await expect(readFailures(folder)).rejects.toThrow(join(folder.path, file) + problem);
  await expect(readFailures(folder)).rejects.toThrow("remove it: what failed is then tried again");
});
