import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { encodeIdx } from "hourglass-lab/internal/data/formats/idx.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Finished, runCommand } from "./support/command.ts";
import { writeFiles } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

// A model that learnt nothing is a result, and one that is told as what it is: on the terminal, as JSON, in pages and tables.

let folder: TemporaryFolder;

const inside = (...parts: string[]): string => join(folder.path, ...parts);
const run = (words: string): Promise<Finished> => runCommand(words.split(" "), { cwd: folder.path });

beforeAll(async () => {
  folder = await temporaryFolder();
  const images = Uint8Array.from({ length: 16 * 60 }, (_, at) =>
    Math.floor(at / 16) % 4 === at % 4 ? 255 : (37 * at) % 60,
  );
  await writeFiles(folder.path, { "train-images-idx3-ubyte": encodeIdx([60, 4, 4], images) });
});

afterAll(() => folder[Symbol.asyncDispose]());

const small = "--dataset . --latent-size 3 --epochs 1 --batch-size 10 --threads 1 --validation 10";

describe("a training that learns next to nothing", () => {
  const words = `train ${small} --learning-rate 1e-7`;
  const warning = /it rebuilds 6 test images no better than the mean training image \(0\.\d+\)/;

  test("warns on the terminal and in the report", async () => {
    const { code, stdout } = await run(`${words} --out lazy`);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^warning: ${warning.source}`, "m"));
    expect(await readFile(inside("lazy", "report.html"), "utf8")).toContain(
      "Something is wrong with this model",
    );
  });

  test("warns as JSON, of train and of evaluate", async () => {
    const trained = await run(`${words} --json --out lazier`);
    const { warnings } = JSON.parse(trained.stdout);
    expect(warnings).toEqual([{ kind: "error", text: expect.stringMatching(warning) }]);
    const evaluated = JSON.parse((await run("evaluate lazier --measures none --json")).stdout);
    expect(evaluated.test.warnings).toEqual(warnings);
  });

  test("warns in a study: on the terminal, in its results and on its page", async () => {
    await writeFile(
      inside("lazy.yaml"),
      "title: Lazy\nquestion: Does it learn?\ndata: [.]\nmodels: { vanilla: {} }\nmeasures: [rank]\n" +
        "settings: { latentSize: 3, epochs: 1, batchSize: 10, validation: 10 }\nvary: { learningRate: [1e-7, 0.01] }\nseeds: [1]\n",
    );
    const { code, stdout, stderr } = await run("study lazy.yaml --out study --workers 1");
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(new RegExp(`^warning: \\S+: ${warning.source}`, "m"));
    const { runs } = JSON.parse(await readFile(inside("study", "results.json"), "utf8"));
    expect(runs[0].warnings).toEqual([expect.stringMatching(warning)]);
    expect(await readFile(inside("study", "report.html"), "utf8")).toContain(
      "Models with which something is wrong.",
    );
    expect((await run("check study")).code).toBe(0);
  });
});

test("a variational training whose weights run away says so, though its loss is finite", async () => {
  const { code, stdout } = await run(`train ${small} --model variational --learning-rate 10 --out away`);
  expect(code).toBe(0);
  expect(stdout).toContain("the weights have run away: train again with a smaller learning rate");
});
