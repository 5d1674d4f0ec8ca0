import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createNodeRuntime } from "hourglass-core/internal/runtime/node.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { writeTinyImages } from "../../../../../test/support/tiny-run.ts";
import { Detector } from "../../detector/node-detector.ts";
import { detectCommand } from "../commands/detect.ts";
import { parserOf } from "../program.ts";
import { checkFolder } from "../runs/check-folder.ts";
import { followLines } from "./follow-lines.ts";

let folder: TemporaryFolder;
let output: string;
let said: string;
const inside = (...names: readonly string[]): string => join(folder.path, ...names);

/** Rows whose temperature follows the load, and whose pressure depends on the site. */
function rows(count: number, seed: number): readonly (readonly [string, number, number, number])[] {
  let state = seed;
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return Array.from({ length: count }, () => {
    const site = random() < 0.5 ? "north" : "south";
    const load = 100 * random();
    return [site, load, 20 + load / 2 + random(), (site === "north" ? 2 : 5) + random() / 5] as const;
  });
}

const header = "site,load,temperature,pressure";
const lineOf = (row: readonly (string | number)[]): string => row.join(",");
const write = async (name: string, lines: readonly string[]): Promise<string> => {
  await writeFile(inside(name), `${lines.join("\n")}\n`);
  return inside(name);
};

/** The third row is 30 degrees too hot. */
const fresh = rows(40, 7).map((row, at) =>
  at === 2 ? ([row[0], row[1], row[2] + 30, row[3]] as const) : row,
);

const run = async (...words: string[]): Promise<void> => {
  [output, said] = ["", ""];
  await parserOf(detectCommand, "hourglass").parseAsync(words, { from: "user" });
};

beforeAll(async () => {
  folder = await temporaryFolder();
  await write("normal.csv", [header, ...rows(700, 1).map(lineOf)]);
  await write("new.csv", [header, ...fresh.map(lineOf)]);
});
afterAll(() => folder[Symbol.asyncDispose]());

beforeEach(() => {
  [output, said] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  process.exitCode = undefined;
});

const small = [
  "--epochs",
  "30",
  "--batch-size",
  "32",
  "--latent-size",
  "2",
  "--hidden",
  "32",
  "--model",
  "deep",
];

/** Cells by the names of the columns. */
async function table(name: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const [head = "", ...lines] = (await readFile(inside(name), "utf8")).trim().split("\n");
  const names = head.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at], cell])));
}

describe("a detector of a table", () => {
  test("is fitted, checked, and tells which row is odd, and by which column", async () => {
    await run("fit", inside("normal.csv"), "--out", inside("pump"), "--false-alarms", "2%", ...small);
    expect(output).toMatch(/^Learnt of 504 normal rows of normal in 30 epochs/m);
    expect(output).toMatch(/^Alarms above .*: 2 % false alarms, by 126 held-out rows between /m);
    expect(output).toMatch(/^ +all rows +\d+ +70 /m);
    expect((await readdir(inside("pump"))).sort()).toEqual([
      ...["SHA256SUMS", "detector.onnx", "figures", "metrics.jsonl", "model.safetensors"],
      ...["report.html", "run.json"],
    ]);
    await checkFolder(inside("pump"), { data: true });
    expect(process.exitCode).toBeUndefined();
    expect(output).not.toMatch(/wrong|missing/);

    await run("score", inside("pump"), inside("new.csv"), "--out", inside("scores.csv"));
    const found = await table("scores.csv");
    expect(found).toHaveLength(40);
    expect(Object.keys(found[0]!).slice(0, 4)).toEqual(["index", "score", "percentile", "alarm"]);
    expect(found[2]).toMatchObject({ index: "2", percentile: "100", alarm: "1" });
    const reasons = [1, 2, 3].map((place) => found[2]![`column_${place}`]);
    expect(reasons.slice(0, 2)).toContain("temperature");
    expect(found.filter(({ alarm }) => alarm === "1").length).toBeLessThan(8);
    const strangest = found.toSorted((one, other) => Number(other["score"]) - Number(one["score"]))[0];
    expect(strangest?.["index"]).toBe("2");
    expect(await readFile(inside("scores.html"), "utf8")).toContain("temperature");
    expect(output).toMatch(/^\d+ alarms? among 40 rows/);
  }, 120_000);

  test("takes columns by name, in any order, and gives each row the same score", async () => {
    const turned = fresh.map(([site, load, temperature, pressure]) => [
      pressure,
      "x",
      temperature,
      site,
      load,
    ]);
    await write("turned.csv", ["pressure,id,temperature,site,load", ...turned.map(lineOf)]);
    await run("score", inside("pump"), inside("turned.csv"), "--out", inside("turned.json"));
    expect(said).toContain("not used: id; the model does not know such columns");
    const other = JSON.parse(await readFile(inside("turned.json"), "utf8")) as { scores: number[][] };
    const scores = (await table("scores.csv")).map(({ score }) => Number(score));
    expect(other.scores.map(([score]) => score)).toEqual(scores);
  });

  test.each([
    ["a column that lacks", ["site,load,pressure", "north,1,2"], /found no temperature; the nearest/],
    ["a ragged row", [header, "north,1,2"], /line 2: expected 4 cells, as on the first line, found 3/],
    [
      "a text in a column of numbers",
      [header, "north,1,hot,2"],
      /line 2, column temperature: expected a number, found "hot"/,
    ],
    [
      "a missing cell",
      [header, "north,1,,2"],
      /line 2, column temperature: expected a number, found nothing/,
    ],
    ["no rows", [header], /expected rows of values, found none/],
  ])("refuses %s", async (_what, lines, message) => {
    const file = await write("odd.csv", lines);
    await expect(run("score", inside("pump"), file, "--out", inside("odd-scores.csv"))).rejects.toThrow(
      message,
    );
    await expect(readFile(inside("odd-scores.csv"))).rejects.toThrow("ENOENT");
  });

  test("says that data are unlike those of training where all of them are off", async () => {
    const hot = rows(60, 9).map(([site, load, temperature, pressure]) => [
      site,
      load,
      temperature + 40,
      pressure,
    ]);
    await write("hot.csv", [header, ...hot.map(lineOf)]);
    await run("score", inside("pump"), inside("hot.csv"), "--out", inside("hot-scores.csv"));
    expect(output).toContain("these rows are unlike the training data as a whole");
  });

  test("follows lines, says which it cannot use, and goes on", async () => {
    const detector = await Detector.load(join(inside("pump"), "model.safetensors"), {
      runtime: await createNodeRuntime({ threads: 1 }),
    });
    const lines = fresh.map(lineOf);
    const text = `${[header, ...lines.slice(0, 3), "1,2", ...lines.slice(3, 5), "north,x,1,2"].join("\n")}\n${lines[5]}`;
    // Pieces end within lines.
    const pieces = async function* (): AsyncGenerator<string> {
      for (let start = 0; start < text.length; start += 70) yield text.slice(start, start + 70);
    };
    let written = "";
    const lineWriter = async (some: string): Promise<boolean> => {
      written += some;
      return true;
    };
    await followLines(detector, { input: pieces(), write: lineWriter }, false);
    const [head = "", ...found] = written.trim().split("\n");
    expect(head.split(",").slice(0, 4)).toEqual(["line", "score", "percentile", "alarm"]);
    expect(found.map((line) => line.split(",")[0])).toEqual(["2", "3", "4", "6", "7", "9"]);
    const scores = (await table("scores.csv")).map(({ score }) => score);
    expect(found.map((line) => line.split(",")[1])).toEqual(scores.slice(0, 6));
    expect(said).toContain("not scored: standard input, line 5: expected 4 cells");
    expect(said).toContain("not scored: standard input, line 8, column load: expected a number");
    expect(process.exitCode).toBe(1);
    process.exitCode = undefined;
    await detector.release();
  });
});

test("columns of one value and of nothing are left out, or are no table", async () => {
  const plain = rows(300, 3);
  const flat = plain.map(([site, load, temperature]) => [site, load, temperature, 7, ""]);
  await write("flat.csv", ["site,load,temperature,flat,empty", ...flat.map(lineOf)]);
  const few = ["--false-alarms", "5%", "--score", "error", "--epochs", "2"];
  await run("fit", inside("flat.csv"), "--out", inside("flat"), ...few);
  expect(said).toMatch(/not used: .*flat.*empty/s);
  const { dataset } = JSON.parse(await readFile(join(inside("flat"), "run.json"), "utf8")) as {
    dataset: { sample: { table: readonly { name: string }[] } };
  };
  expect(dataset.sample.table.map(({ name }) => name)).toEqual(["site", "load", "temperature"]);
});

test("a detector of images scores those of a folder, and of paths that follow", async () => {
  const images = await writeTinyImages(folder.path);
  const words = ["--false-alarms", "20%", "--epochs", "2", "--score", "error", "--json"];
  await run("fit", images, "--out", inside("pictures"), ...words);
  expect(JSON.parse(output)).toMatchObject({ kind: "detector", score: "error", aims: { falseAlarms: 0.2 } });
  await run("score", inside("pictures"), images, "--out", inside("pictures.csv"), "--json");
  expect(JSON.parse(output)).toMatchObject({ score: "error", areUnlike: false });
  expect((await table("pictures.csv")).length).toBeGreaterThan(0);
  expect(await readFile(inside("pictures.html"), "utf8")).toContain("<svg");
});

test.each([
  [["fit", "normal.csv", "--false-alarms", "0"], "--false-alarms: expected a share above 0"],
  [["fit", "normal.csv", "--contamination", "60%"], "--contamination: expected a share below 50%"],
  [["fit", "normal.csv", "--score", "best"], "unknown score in --score"],
  [["fit", "normal.csv", "--false-alarms", "0.1%"], "needs at least 999 held-out normal samples, found 126"],
  [
    ["fit", "normal.csv", "--score", "angle"],
    "score: angle looks at pixels beside each other, which rows do not",
  ],
  [["fit", "normal.csv", "--normal", "3"], "has no labels"],
  [["score", "pump"], "--out: name the file of the scores"],
  [["score", "pump", "--out", "scores.csv"], "NEW: name the samples"],
  [["score", "pump", "new.csv", "--follow"], "--follow: lines are read from standard input"],
  [["score", "pump", "--follow", "--out", "a.csv"], "--out: with --follow"],
  [["score", ".", "new.csv", "--out", "b.csv"], "expected the folder of a detector, found no run.json"],
])("%j is refused", async (words, message) => {
  const placed = words.map((word) =>
    /^(normal|new|scores|a|b)\.csv$|^pump$|^\.$/.test(word) ? inside(word) : word,
  );
  await expect(run(...placed)).rejects.toThrow(message);
});
