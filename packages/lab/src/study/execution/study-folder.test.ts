import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { planStudy } from "../grid.ts";
import { parseStudy, type Study } from "../study-file.ts";
import {
  differences,
  readFailures,
  requirePlan,
  requireSameStudy,
  writeDefinition,
  writeFailures,
} from "./study-folder.ts";

const study = (epochs: number): Study =>
  parseStudy(
    `title: T\nquestion: "Q: why?"\ndata: [digits]\nmodels: { deep: {} }\nsettings: { epochs: ${epochs} }\nseeds: [1]\n`,
    "s.yaml",
  );

test("a study's folder keeps what was asked, and tells what another study asks otherwise", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  await expect(requirePlan(folder.path)).rejects.toThrow("holds no study (study.json is missing)");
  const [three, four] = [study(3), study(4)];
  const plan = planStudy(three, "s.yaml");
  await writeDefinition(folder, three, plan);
  expect(await requirePlan(folder.path)).toEqual(plan);
  await requireSameStudy(folder, three, plan);
  await expect(requireSameStudy(folder, four, planStudy(four, "s.yaml"))).rejects.toThrow(
    `--resume: the study in ${folder.path} is another: settings.epochs was 3 and is 4. Give it as it was`,
  );
});

test("differences name every value that is not the same", () => {
  expect(differences({ a: [1, 2], b: { c: "x" } }, { a: [1, 2], b: { c: "x" } }, "")).toEqual([]);
  expect(
    differences({ a: [1, 2], b: { c: "x" }, e: null }, { a: [1], b: { c: "y" }, d: true, e: [] }, ""),
  ).toEqual([
    "a.1 was 2 and is absent",
    'b.c was "x" and is "y"',
    "e was null and is []",
    "d was absent and is true",
  ]);
});

test("failures are kept, and a damaged record of them is refused by its name", async () => {
  await using temporary = await temporaryFolder();
  const folder = runFolder(temporary.path);
  expect(await readFailures(folder)).toEqual(new Map());
  await writeFailures(folder, new Map([["a", "it broke"]]));
  expect(await readFailures(folder)).toEqual(new Map([["a", "it broke"]]));
  for (const [content, problem] of [
    ["{", " is damaged: "],
    ['{"a": 1}', ": a: expected text, found 1"],
  ] as const) {
    await folder.write("failures.json", content);
    await expect(readFailures(folder)).rejects.toThrow(join(folder.path, "failures.json") + problem);
    await expect(readFailures(folder)).rejects.toThrow("remove it: what failed is then tried again");
  }
});
