import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { runFolder } from "../../run/folder.ts";
import { describeRepeats } from "./repeated.ts";
import { listResults, putResult, readRepeats, readResult } from "./result-store.ts";
import { isStoreFile } from "./store-files.ts";
import type { StoredResult } from "./stored-result.ts";

const name = "a".repeat(64);

function result({ host = "one", loss = 0.5, sum = "b" } = {}): StoredResult {
  return {
    ...{ name, run: "deep-seed-1", files: { "model.safetensors": sum.repeat(64) } },
    outcome: {
      ...{ epochs: 1, trainingImages: 10, allEpochs: true },
      course: { stepsPerEpoch: 1, history: [{ epoch: 1, trainingLoss: loss }] },
      numbers: {
        summary: { model: { parameters: 3 }, weights: sum.repeat(64) },
        evaluation: { warnings: [{ text: "too short" }] },
        measures: { probe: { figures: { accuracy: 0.9 } } },
      },
    },
    made: { host, cpu: "c", finished: "2026-12-01T00:00:00.000Z", seconds: 1 },
    stamps: { "run.json": [10, 1.5] },
  };
}

test("a result is put once, whoever else puts it at the same time, and the others are compared with it", async () => {
  await using temporary = await temporaryFolder();
  const study = runFolder(temporary.path);
  const hosts = Array.from({ length: 12 }, (_, index) => `host ${index}`);
  const put = await Promise.all(hosts.map((host) => putResult(study, result({ host }))));
  expect(put.filter((repeat) => repeat === undefined)).toHaveLength(1);
  expect(await listResults(study.path)).toEqual(new Set([name]));
  const first = await readResult(study, name);
  expect(first).toEqual(result({ host: first?.made.host ?? "" }));
  const repeats = await readRepeats(study);
  expect(repeats.map(({ differences }) => differences)).toEqual(new Array(11).fill([]));
  expect(describeRepeats(repeats)).toEqual({
    times: 11,
    contradictions: [],
    text: "Determinism: a run that had results already was finished again 11 times, with the same weights and figures to the bit.",
  });
  const files = await readdir(join(study.path, "results"));
  expect(files).toHaveLength(12);
  for (const file of files) expect(isStoreFile(join("results", file)), file).toBe(true);
});

test("what another machine finds otherwise is kept, named, and counts for nothing", async () => {
  await using temporary = await temporaryFolder();
  const study = runFolder(temporary.path);
  await putResult(study, result());
  const other = await putResult(study, result({ host: "two", loss: 0.25, sum: "c" }));
  const weights = `SHA-256 was ${"b".repeat(64)} and is ${"c".repeat(64)}`;
  expect(other?.differences).toEqual([
    `model.safetensors: ${weights}`,
    "course.history.0.trainingLoss was 0.5 and is 0.25",
    `numbers.summary.weights was "${"b".repeat(64)}" and is "${"c".repeat(64)}"`,
  ]);
  expect(await readResult(study, name)).toEqual(result());
  expect(describeRepeats(await readRepeats(study))).toMatchObject({
    times: 1,
    contradictions: [{ run: "deep-seed-1", host: "two" }],
    text: expect.stringContaining(
      "1 time with other bits than the first: deep-seed-1 on two. The first results count",
    ),
  });
  expect(describeRepeats([])).toBeUndefined();
});

test("a damaged result is refused by its name, and replaced by the next that is put", async () => {
  await using temporary = await temporaryFolder();
  const study = runFolder(temporary.path);
  await putResult(study, result());
  const file = join(study.path, "results", `${name}.json`);
  await writeFile(file, "{");
  await expect(readResult(study, name)).rejects.toThrow(`${file} is damaged: `);
  expect(await putResult(study, result({ host: "two" }))).toBeUndefined();
  expect((await readResult(study, name))?.made.host).toBe("two");
});
