import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { readStudy } from "./read-study.ts";

test("what a study names by a path is looked for beside its file", async () => {
  await using folder = await temporaryFolder();
  const { write } = runFolder(folder.path);
  await write("pictures/a.png", "");
  await write(
    "s.yaml",
    "title: T\nquestion: Q?\ndata: [mnist, pictures, ./more.npy, digts]\nmodels: { own: { model: layers.json }, deep: {} }\nseeds: [1]\nsettings: { labels: classes.csv }\n",
  );
  const study = await readStudy(join(folder.path, "s.yaml"), { quick: false });
  expect(study.data).toEqual([
    "mnist",
    join(folder.path, "pictures"),
    join(folder.path, "more.npy"),
    "digts",
  ]);
  expect(study.settings).toEqual({ labels: join(folder.path, "classes.csv") });
  expect(study.models).toEqual({ own: { model: join(folder.path, "layers.json") }, deep: {} });
});

const shipped =
  "give a YAML file, or the name of one that comes with hourglass: dense-or-convolutional, depth-and-width, " +
  "digits-or-clothing, few-labels, first-look, latent-size, regularisation, sparsity-and-noise";

test.each([
  ["latent-sizes", `unknown study "latent-sizes" (did you mean latent-size?): ${shipped}`],
  ["nowhere", `unknown study "nowhere": ${shipped}`],
  ["studies", `unknown study "studies": ${shipped}`],
  ["nowhere.yaml", `study: there is no file nowhere.yaml (seen from ${process.cwd()})`],
  ["./docs", "study: cannot read ./docs: it is a folder"],
])("what is no study is refused: %s", async (name, message) => {
  await expect(readStudy(name, { quick: false })).rejects.toThrow(new UsageError(message));
});
