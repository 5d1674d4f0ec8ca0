import { lstat, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sampleStudy } from "../../../../../test/support/sample-study.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../../test/support/temporary-folder.ts";
import { fitTinyDetector } from "../../../../../test/support/tiny-detector.ts";
import { trainTinyRun, writeTinyImages } from "../../../../../test/support/tiny-run.ts";
import { lockFolder } from "../../data/files/lock.ts";
import { runsCommand } from "../commands/runs.ts";
import { parserOf } from "../program.ts";

let folder: TemporaryFolder;
let images: string;
let output: string;
let said: string;
const inside = (...names: readonly string[]): string => join(folder.path, ...names);

beforeEach(async () => {
  folder = await temporaryFolder();
  [output, said] = ["", ""];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    output += text;
    return true;
  });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  images = await writeTinyImages(folder.path);
  await trainTinyRun(inside("runs", "a"), images, { epochs: 1 });
  await trainTinyRun(inside("runs", "b"), images, { seed: 2 });
});

afterEach(async () => {
  vi.restoreAllMocks();
  await folder[Symbol.asyncDispose]();
});

const run = async (...words: string[]): Promise<void> => {
  [output, said] = ["", ""];
  await parserOf(runsCommand, "hourglass").parseAsync(words, { from: "user" });
};
const list = (...words: string[]): Promise<void> => run(inside("runs"), ...words);
const pathsOf = async (...words: string[]): Promise<readonly string[]> => {
  await list("--paths", ...words);
  return output.trim().split("\n");
};

test("runs are listed, chosen and sorted, in words, JSON and CSV", async () => {
  await list("--show", "learning-rate");
  const [head = "", first] = output.split("\n");
  expect(head).toMatch(
    /^RUN +KIND +STATUS +DATA +MODEL +CODE +SEED +EPOCHS +TEST +BEGAN +SIZE +LEARNING-RATE$/,
  );
  expect(first).toMatch(/runs\/a +run +done .* bce \d\.\d{4} .* 0\.001$/);
  expect(said).toMatch(/2 of 2, \d+(\.\d)? [KMG]B$/m);
  expect(await pathsOf("--where", "seed=2", "--where", "status=done")).toEqual([inside("runs", "b")]);
  expect(await pathsOf("--sort", "-seed")).toEqual([inside("runs", "b"), inside("runs", "a")]);
  await list("--json");
  const records = JSON.parse(output) as readonly Record<string, unknown>[];
  const { metrics, settings } = JSON.parse(await readFile(inside("runs", "b", "run.json"), "utf8"));
  expect(records[1]).toMatchObject({ path: inside("runs", "b"), ...metrics.test, settings });
  await list("--csv");
  const [columns = "", row = ""] = output.split("\n");
  expect(columns.split(",").slice(0, 3)).toEqual(["path", "kind", "status"]);
  expect(row.split(",").slice(0, 3)).toEqual([inside("runs", "a"), "run", "done"]);
  await list("--where", "seed=9");
  expect(output).toBe("");
  expect(said).toContain("none fits seed=9");
  await expect(list("--json", "--csv")).rejects.toThrow("--json and --csv: give one of them");
});

test("a training whose process was killed is interrupted, one under way is running, with the epochs so far", async () => {
  const file = inside("runs", "b", "run.json");
  const summary = JSON.parse(await readFile(file, "utf8"));
  const { metrics: _, weights: _weights, ...begun } = summary;
  const epochs = { run: 0, best: 0, kept: 0, stopped: "not yet" };
  await writeFile(file, JSON.stringify({ ...begun, status: "running", epochs }));
  await list("--json", "--where", "name=b");
  expect(JSON.parse(output)).toMatchObject([{ status: "interrupted", epochs: 2 }]);
  const lock = await lockFolder(inside("runs", "b"));
  await list("--json", "--where", "name=b");
  expect(JSON.parse(output)).toMatchObject([{ status: "running", epochs: 2 }]);
  await expect(run("remove", inside("runs", "b"), "--yes")).rejects.toThrow(
    `${inside("runs", "b")} is not removed: another process writes to it; end that first`,
  );
  await lock.release();
});

test("a damaged run is told and takes nothing from the others; trainings of studies are listed with --all", async () => {
  await mkdir(inside("runs", "c"));
  await writeFile(inside("runs", "c", "run.json"), "{");
  const { cells, runs } = sampleStudy();
  const [cell] = cells;
  const { settings } = JSON.parse(await readFile(inside("runs", "a", "run.json"), "utf8"));
  await mkdir(inside("runs", "study", "runs"), { recursive: true });
  const plan = {
    format: 1,
    cells: [{ id: cell!.id, title: "one", data: cell!.data, model: cell!.model, varied: {} }],
    runs: [
      { id: "one", cell: cell!.id, seed: 1, data: cell!.data, model: cell!.model, varied: {}, settings },
    ],
  };
  expect(runs.length).toBeGreaterThan(0);
  await writeFile(inside("runs", "study", "study.json"), JSON.stringify(plan));
  await writeFile(inside("runs", "study", "results.json"), JSON.stringify(sampleStudy()));
  await trainTinyRun(inside("runs", "study", "runs", "one"), images);
  expect(await pathsOf()).toEqual(["a", "b", "study"].map((name) => inside("runs", name)));
  expect(said).toMatch(/not read: c\/run\.json is damaged/);
  expect(await pathsOf("--all")).toContain(inside("runs", "study", "runs", "one"));
  await list();
  expect(output).toMatch(/runs\/study +study +done .* 1 trainings? /);
  expect(said).toContain("1 training of studies not listed (--all)");
  await rm(inside("runs", "study", "results.json"));
  await list("--json", "--where", "kind=study");
  expect(JSON.parse(output)).toMatchObject([{ status: "interrupted" }]);
  const lock = await lockFolder(inside("runs", "study"));
  await list("--json", "--where", "kind=study");
  expect(JSON.parse(output)).toMatchObject([{ status: "running" }]);
  await lock.release();
  // The lock of a worker that was killed.
  await writeFile(inside("runs", "study", "runs", "one", "lock"), "");
  await run("remove", inside("runs", "study"), "--yes");
  expect(await readdir(inside("runs"))).toEqual(["a", "b", "c"]);
});

test("tags are put on runs, found and taken off; the run is whole all the same", async () => {
  await run("tag", inside("runs", "a"), inside("runs", "b"), "--add", "best, keep");
  expect(output).toBe(["a", "b"].map((name) => `${inside("runs", name)}: best, keep\n`).join(""));
  await run("tag", inside("runs", "b"), "--remove", "best", "--add", "draft");
  expect(await pathsOf("--where", "tag=best")).toEqual([inside("runs", "a")]);
  await list();
  expect(output).toMatch(/TAGS\n.*best, keep\n.*draft, keep$/m);
  await expect(run("tag", inside("runs", "a"))).rejects.toThrow("expected --add TAG or --remove TAG");
  await expect(run("tag", inside("runs", "a"), "--add", "a b")).rejects.toThrow('found "a b"');
  await expect(run("tag", inside("runs", "a"), "--add", "x", "--remove", "x")).rejects.toThrow(
    "x is in both",
  );
  await expect(run("tag", inside("runs", "a"), inside("no"), "--add", "x")).rejects.toThrow("found nothing");
  await list("--where", "tag=x");
  expect(output).toBe("");
  await writeFile(inside("runs", "a", "tags.json"), '{"format":1,"tags":"x"}');
  await list();
  expect(said).toContain("not read: a/tags.json: tags: expected a list");
  expect(output).toMatch(/runs\/a +run +done/);
});

test("what differs between runs is told, and what came of them", async () => {
  await run("compare", inside("runs", "a"), inside("runs", "b"));
  expect(output).toMatch(/^ *\S+runs\/a +\S+runs\/b$/m);
  expect(output).toMatch(/^seed +1 +2$/m);
  expect(output).toMatch(/^epochs +1 +2$/m);
  expect(output).toMatch(/^bce +\d\S+ +\d\S+$/m);
  expect(output).not.toMatch(/^learningRate/m);
  await run("compare", inside("runs", "a"), inside("runs", "b"), "--json");
  const { rows } = JSON.parse(output) as { readonly rows: readonly { name: string; values: unknown }[] };
  expect(rows.find(({ name }) => name === "seed")?.values).toEqual([1, 2]);
  await expect(run("compare", inside("runs", "a"), `${inside("runs")}/./a`)).rejects.toThrow("found one");
  await expect(run("compare", inside("runs", "a"), folder.path)).rejects.toThrow(
    `${folder.path}: expected the folder of a run, a classifier or a detector: it has no run.json`,
  );
});

test("runs are removed when that is agreed to; what is not ours stays", async () => {
  await expect(run("remove", inside("runs", "a"))).rejects.toThrow("add --yes");
  await writeFile(inside("runs", "a", "notes.txt"), "mine");
  await mkdir(inside("runs", "a", "figures"));
  for (const file of ["loss.svg", "mine.ai"]) await writeFile(inside("runs", "a", "figures", file), "");
  await run("tag", inside("runs", "a"), "--add", "x");
  await run("remove", inside("runs", "a"), inside("runs", "b"), "--yes");
  expect(output).toBe(["a", "b"].map((name) => `removed: ${inside("runs", name)}\n`).join(""));
  expect(said).toContain(
    `${inside("runs", "a")} stays with what Hourglass did not write: figures/mine.ai, notes.txt`,
  );
  expect((await readdir(inside("runs", "a"), { recursive: true })).sort()).toEqual([
    "figures",
    "figures/mine.ai",
    "notes.txt",
  ]);
  expect(await readdir(inside("runs"))).toEqual(["a"]);
});

test("a detector is listed with its area or its false alarms, chosen, compared and removed", async () => {
  const classes = await fitTinyDetector(inside("runs", "classes"), { normalClasses: [1] });
  const { summary } = await fitTinyDetector(inside("runs", "detector"));
  await list("--where", "kind=detector", "--show", "alarms");
  const area = classes.summary.test.areas!["error"]!;
  expect(output).toMatch(
    new RegExp(`runs/classes +detector +done +pumps +deep +2 +\\d+ +2 +AUROC ${area.toFixed(4)} `),
  );
  expect(output).toMatch(/runs\/detector +detector +done .* false alarms \d+(\.\d+)? % /);
  await list("--json", "--where", "name=detector");
  const { alarms, samples } = summary.test.normal;
  const { seconds, settings, model } = summary;
  expect(JSON.parse(output)).toMatchObject([
    {
      ...{ kind: "detector", alarms: alarms / samples, seconds, settings, parameters: model.parameters },
      ...{ code: 2, seed: settings.seed, epochs: 2 },
    },
  ]);
  expect(JSON.parse(output)[0]).not.toHaveProperty("auroc");
  expect(await pathsOf("--where", "auroc>=0")).toEqual([inside("runs", "classes")]);
  expect(await pathsOf("--where", "alarms<=1", "--sort", "-alarms")).toHaveLength(2);
  await run("compare", inside("runs", "classes"), inside("runs", "detector"));
  expect(output).toMatch(/^alarms +\S+ +\S+$/m);
  await mkdir(inside("runs", "detector", "figures"));
  for (const file of ["report.html", "figures/scores.svg", "figures/scores.csv"]) {
    await writeFile(inside("runs", "detector", file), "");
  }
  await run("remove", inside("runs", "classes"), inside("runs", "detector"), "--yes");
  expect(await readdir(inside("runs"))).toEqual(["a", "b"]);
});

test("only folders of ours are removed, each once", async () => {
  await symlink(inside("runs", "a"), inside("link"));
  const refused = (...words: string[]): Promise<void> => run("remove", ...words, "--yes");
  await expect(refused(inside("runs", "a"), inside("link"))).rejects.toThrow("is a link");
  await expect(refused(inside("runs"))).rejects.toThrow(
    "holds no run, study or detection of anomalies: expected run.json, study.json or anomaly.json in it",
  );
  await expect(refused(inside("none"))).rejects.toThrow("expected a folder, found nothing");
  await expect(refused(inside("runs", "a"), `${inside("runs", "a")}/`)).rejects.toThrow("is named twice");
  expect((await lstat(inside("runs", "a", "model.safetensors"))).isFile()).toBe(true);
});
