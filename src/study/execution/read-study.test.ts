import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { readStudy } from "./read-study.ts";

test("what a study names by a path is looked for beside its file", async () => {
  await using folder = await temporaryFolder();
  const { write } = runFolder(folder.path);
  await write("pictures/a.png", "");
  await write(
    "s.yaml",
    "title: T\nquestion: Q?\ndata: [mnist, pictures, ./more.npy, digts]\nmodels: { own: { model: layers.json }, deep: {} }\nseeds: [1]\n",
  );
  const study = await readStudy(join(folder.path, "s.yaml"), { quick: false });
  expect(study.data).toEqual([
    "mnist",
    join(folder.path, "pictures"),
    join(folder.path, "more.npy"),
    "digts",
  ]);
  expect(study.models).toEqual({ own: { model: join(folder.path, "layers.json") }, deep: {} });
});

test("a file that is missing", async () => {
  await expect(readStudy("nowhere", { quick: false })).rejects.toThrow(
    "nowhere: cannot be read as a study: ENOENT",
  );
});
