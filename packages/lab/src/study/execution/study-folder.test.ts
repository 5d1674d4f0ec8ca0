import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { planStudy } from "../grid.ts";
import { parseStudy, type Study } from "../study-file.ts";
import { requirePlan, requireSameStudy, writeDefinition } from "./study-folder.ts";

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
