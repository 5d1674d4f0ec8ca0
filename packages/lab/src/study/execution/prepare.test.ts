import { beforeAll, expect, test } from "vitest";
import { digitsFolder } from "../../../../../test/support/digits.ts";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { planStudy } from "../grid.ts";
import { parseStudy } from "../study-file.ts";
import { type PreparedStudy, prepareStudy } from "./prepare.ts";

let dataDir: string;

beforeAll(async () => {
  dataDir = await digitsFolder();
});

const limits = { workers: 2, memory: { bytes: 16e9, source: "this machine has" } };

function prepare(parts: string, data = "digits"): Promise<PreparedStudy> {
  const text = `title: T\nquestion: Q?\ndata: [${data}]\nseeds: [1]\n${parts}`;
  return prepareStudy(planStudy(parseStudy(text, "s.yaml"), "s.yaml"), "s.yaml", { dataDir }, limits);
}

test("loads the data and knows the layers of every model, also of one in a file", async () => {
  await using folder = await temporaryFolder();
  const architecture = {
    name: "mine",
    encoder: [{ type: "dense", units: 3 }],
    decoder: [{ type: "dense", units: 784 }],
  };
  await runFolder(folder.path).write("mine.json", JSON.stringify(architecture));
  const study = parseStudy(
    `title: T\nquestion: Q?\ndata: [digits]\nseeds: [1]\nmodels: { vanilla: { latentSize: 2 }, own: { model: ${folder.path}/mine.json } }`,
    "s.yaml",
  );
  const plan = planStudy(study, "s.yaml");
  const prepared = await prepareStudy(plan, "s.yaml", { dataDir }, limits);
  expect(prepared.datasets.get("digits")?.train.count).toBe(60_000);
  expect(plan.runs.map((run) => prepared.architectureOf(run).name)).toEqual(["vanilla", "mine"]);
});

test.each([
  [
    "models that take more memory than there is for every worker",
    "models: { deep: { hidden: [8192, 8192] } }\n",
    "s.yaml: digits, deep: training would take about ",
  ],
  [
    "filters that the images are too small for",
    "models: { convolutional: {} }\nvary: { filters: [[8], [8, 8, 8]] }\n",
    "s.yaml: digits, convolutional, filters 8-8-8: filters: 3 convolutions halve the image 3 times",
  ],
  [
    "more images than there are",
    "models: { vanilla: { trainingImages: 60000 } }\n",
    "s.yaml: digits, vanilla: trainingImages: expected a whole number from 1 to 50000",
  ],
  [
    "a file that is missing",
    "models: { own: { model: ./nowhere.json } }\n",
    "s.yaml: model: there is no file ./nowhere.json",
  ],
])("refuses %s", async (_, parts, message) => {
  await expect(prepare(parts)).rejects.toThrow(message);
});

test("refuses data that do not exist", async () => {
  await expect(prepare("models: { vanilla: {} }\n", "digts")).rejects.toThrow(
    'unknown data set "digts": choose one of mnist, ',
  );
});
