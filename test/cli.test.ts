import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectedForms, formWithLimits } from "hourglass-core/internal/kinds/word.ts";
import { corruptions } from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { losses } from "hourglass-core/internal/program/losses/losses.ts";
import { optionName, settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { schedules } from "hourglass-core/internal/training/schedules/schedules.ts";
import { commandGroups } from "hourglass-lab/internal/cli/commands/command.ts";
import { commands } from "hourglass-lab/internal/cli/commands/commands.ts";
import { catalogue } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { RunSummary } from "hourglass-lab/internal/run/files/summary.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CommandOptions, type Finished, runCommand, startCommand } from "./support/command.ts";
import { digitsFolder } from "./support/digits.ts";
import { npyFile } from "./support/own-files.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

const stackTrace = /^\s+at .*:\d+:\d+\)?$/m;

let folder: TemporaryFolder;
let options: CommandOptions;

beforeAll(async () => {
  folder = await temporaryFolder();
  options = { cwd: folder.path, dataDir: await digitsFolder() };
});

afterAll(() => folder[Symbol.asyncDispose]());

const run = (...words: string[]): Promise<Finished> => runCommand(words, options);

describe("help", () => {
  test("--help lists the commands", async () => {
    const { code, stdout, stderr } = await run("--help");
    expect(code).toBe(0);
    expect(stderr).toBe("");
    for (const { name, summary } of commands) {
      expect(stdout.replaceAll(/ +/g, " ")).toContain(`\n ${name} ${summary}\n`);
    }
  });

  test("--help groups the commands by what a person wants, and README.md has the same line of each", async () => {
    const { stdout } = await run("--help");
    const groups = [...stdout.matchAll(/^(To \w+):\n((?: {2}.+\n)+)/gm)].map(([, title, lines = ""]) => ({
      title,
      commands: lines.trimEnd().split("\n"),
    }));
    expect(groups.map(({ title }) => `${title}:`)).toEqual(Object.values(commandGroups));
    const readme = await readFile("README.md", "utf8");
    for (const line of groups.flatMap(({ commands }) => commands)) {
      // A line that breaks would be two, the second without a name.
      const [, name, summary] = /^ {2}(\w+) +(\S.*)$/.exec(line) ?? [];
      expect(line.length, line).toBeLessThanOrEqual(80);
      expect(readme).toMatch(
        new RegExp(`^\\| \\[?\`${name}\`.*\\| ${summary?.replaceAll("?", "\\?")} *\\|$`, "m"),
      );
    }
  });

  test.each([
    ["trian", "(Did you mean train?)\n(hourglass --help lists the commands and options)"],
    ["train --epoch 3", "(Did you mean --epochs?)\n(hourglass train --help lists what it takes)"],
    ["data lst", "(Did you mean list?)\n(hourglass data --help lists the commands and options)"],
    ["anomaly --normla 1", "(Did you mean --normal?)\n(hourglass anomaly --help lists what it takes)"],
  ])("hourglass %s: the right word is suggested", async (words, suggestion) => {
    const { code, stderr } = await run(...words.split(" "));
    expect(code).toBe(2);
    expect(stderr).toContain(suggestion);
  });

  test("train --help lists every setting with its default", async () => {
    const { code, stdout } = await run("train", "--help");
    expect(code).toBe(0);
    const text = stdout.replace(/\s+/g, " ");
    for (const name of settingNames) {
      const { default: standard, help } = settingsTable[name];
      expect(text).toContain(` --${optionName(name)} `);
      expect(text).toContain(help);
      const shown = String(standard) === "" ? "none" : String(standard);
      if (typeof standard !== "boolean") expect(text).toMatch(new RegExp(`[(;] ?default: ${shown}\\)`));
    }
    for (const option of ["--out", "--config", "--resume", "--data-dir", "--json"]) {
      expect(text).toContain(` ${option} `);
    }
  });

  test("--version is the version of the package", async () => {
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
    expect(await run("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("bad usage is refused with exit code 2, in words", () => {
  test.each<[string, string]>([
    ["frobnicate", "unknown command 'frobnicate'"],
    ["train --frobnicate", "unknown option '--frobnicate'"],
    ["train extra", "too many arguments for 'train'"],
    ["train --dataset emnist", 'unknown data set "emnist": choose one of mnist, fashion-mnist, digits'],
    ["train --model resnet", 'unknown model "resnet": choose one of vanilla, deep, convolutional, sparse'],
    ["train --epochs", "option '--epochs <N>' argument missing"],
    ["train --epochs 0", "--epochs: expected a whole number from 1 to 100000, found 0"],
    ["train --epochs three", '--epochs: expected a whole number from 1 to 100000, found "three"'],
    ["train --latent-size 2.5", "--latent-size: expected a whole number from 1 to 4096, found 2.5"],
    ["train --learning-rate 11", "--learning-rate: expected a number from 1e-8 to 10, found 11"],
    ["train --loss absolute", `--loss: expected ${expectedForms(losses)}, found "absolute"`],
    [
      "train --hidden 64,many",
      '--hidden: expected whole numbers from 1 to 65536, separated by commas, found [64,"many"]',
    ],
    [
      "train --sparsity kl:0.05",
      "--sparsity: expected kl:TARGET,WEIGHT (TARGET from 0.000001 to 0.999999, WEIGHT from 0 to 1000000), found",
    ],
    [
      "train --corruption masking:1",
      `--corruption: expected ${formWithLimits(corruptions.of("masking"))}, found "masking:1"`,
    ],
    ["train --schedule linear", `--schedule: expected ${expectedForms(schedules)}, found "linear"`],
    [
      "train --validation some",
      '--validation: expected auto or a whole number from 0 to 1000000, found "some"',
    ],
    [
      "train --beta 4",
      "options: beta weighs the divergence of a gaussian code, or weighs the commitment of a vector-quantized code, and the code is deterministic: add code gaussian, or leave it out",
    ],
    ["train --model deep --filters 8", "options: filters and decoder belong to convolutions"],
    ["train --model nowhere.json", "--model: there is no file nowhere.json (seen from "],
    [
      "train --dataset digits --model convolutional --filters 8,8,8 --out deep",
      "filters: 3 convolutions halve the image 3 times: expected height and width that 8 divides, found 28 x 28",
    ],
    ["train --resume", "--resume: name the run's folder with --out DIR"],
    ["train --resume --out nowhere", "--resume: nowhere holds no run (run.json is missing)"],
    ["train --dataset digits --validation 60000 --out all", "validation: expected a whole number from 0 to"],
    ["train --config nowhere.yaml", "--config: there is no file nowhere.yaml (seen from "],
    ["evaluate", "missing required argument 'RUN'"],
    ["data fetch emnist", 'unknown data set "emnist"'],
  ])("hourglass %s", async (words, message) => {
    const before = await readdir(folder.path);
    const { code, stdout, stderr } = await run(...words.split(" "));
    expect(stderr).toContain(`error: `);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(stackTrace);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(await readdir(folder.path), "leaves nothing behind").toEqual(before);
  });

  test("an empty --out", async () => {
    const { code, stderr } = await run("train", "--out", "");
    expect({ code, stderr }).toEqual({ code: 2, stderr: "error: --out: expected a folder, found nothing\n" });
  });

  test.each<[string, string, RegExp]>([
    ["a line that is no YAML", "epochs: 3\nlatentSize: [1\n", /settings\.yaml, line [23]: Flow sequence/],
    ["a setting twice", "epochs: 3\nepochs: 4\n", /settings\.yaml, line 2: "epochs" is there twice\n$/],
    [
      "no settings",
      "- 1\n",
      /settings\.yaml, line 1: the file: expected settings as "name: value" lines, found \[1\]/,
    ],
    [
      "an unknown setting",
      "epoch: 3\n",
      /settings\.yaml, line 1: epoch: unknown setting "epoch": choose from dataset, /,
    ],
    [
      "a value out of its limits",
      "latentSize: 0\n",
      /settings\.yaml, line 1: latentSize: expected a whole number from 1 to 4096, found 0/,
    ],
    [
      "a word for a number",
      'epochs: "three"\n',
      /settings\.yaml, line 1: epochs: expected a whole number from 1 to 100000, found "three"/,
    ],
  ])("--config with %s", async (_, content, message) => {
    await writeFile(join(folder.path, "settings.yaml"), content);
    const { code, stderr } = await run("train", "--config", "settings.yaml");
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split("\n"), "one line").toHaveLength(1);
    expect(code).toBe(2);
  });
});

describe("what fails ends with exit code 1, in words", () => {
  test.each<[string, string]>([
    ["evaluate nowhere", "nowhere holds no run: expected nowhere/run.json"],
    ["report nowhere", "nowhere holds no run: expected nowhere/run.json"],
    ["evaluate damaged", "damaged/run.json is damaged: "],
    ["train --out damaged", "damaged/run.json is damaged: "],
    [
      "train --resume --out foreign",
      'foreign/run.json is of another version of hourglass, or damaged: expected "format": 2, found 1',
    ],
    ["train --dataset digits --out file", "cannot write file: "],
    ["train --dataset digits --out file/below", "cannot write file/below: "],
    ["train --dataset mnist --data-dir file --out new", "file"],
  ])("hourglass %s", async (words, message) => {
    await mkdir(join(folder.path, "damaged"), { recursive: true });
    await writeFile(join(folder.path, "damaged", "run.json"), '{"format": 2, ');
    await mkdir(join(folder.path, "foreign"), { recursive: true });
    await writeFile(join(folder.path, "foreign", "run.json"), '{"format": 1, "settings": {}}');
    await writeFile(join(folder.path, "file"), "not a folder");
    const { code, stdout, stderr } = await run(...words.split(" "));
    expect(stderr).toContain("error: ");
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(stackTrace);
    expect(stderr).not.toContain("defect");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test("--debug adds the stack trace", async () => {
    const { code, stderr } = await run("evaluate", "nowhere", "--debug");
    expect(stderr).toMatch(stackTrace);
    expect(code).toBe(1);
  });
});

test("a reader that goes away early is no failure", async () => {
  const command = startCommand(["data", "list"], options);
  command.process.stdout?.destroy();
  const { code, stderr } = await command.finished;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

describe("train --json", () => {
  // A name that a shell would split.
  const name = "first run";
  const words = "--dataset digits --validation 59000 --epochs 2 --threads 1 --seed 7 --json".split(" ");
  let finished: Finished;
  let out: string;

  beforeAll(async () => {
    out = join(folder.path, name);
    finished = await run("train", ...words, "--out", name);
  });

  test("ends with exit code 0 and prints run.json, what is wrong with the model, and nothing else, on stdout", async () => {
    expect(finished.code).toBe(0);
    const { warnings, ...summary } = JSON.parse(finished.stdout);
    expect(summary).toEqual(JSON.parse(await readFile(join(out, "run.json"), "utf8")));
    // A thousand images, twice: not enough.
    expect(warnings).toMatchObject([{ kind: "error" }]);
  });

  test("tells its progress on stderr, a line at a time", () => {
    expect(finished.stderr).toMatch(
      /^epoch 1\/2( \(\d+ %\))?: training bce 0\.\d{4}, [\d,]+ images\/s, \d+ s left$/m,
    );
    expect(finished.stderr, "nothing is rewritten").not.toContain("\r");
    expect(finished.stderr, "no colours, no erasing").not.toContain("\u001b");
    expect(finished.stderr.endsWith("\n")).toBe(true);
  });

  test("leaves the files of a run, and no others", async () => {
    expect((await readdir(out)).sort()).toEqual([
      "SHA256SUMS",
      "autoencoder.onnx",
      "checkpoint",
      "decoder.onnx",
      "encoder.onnx",
      "evaluation.json",
      "figures",
      "metrics.jsonl",
      "model.safetensors",
      "report.html",
      "run.json",
      "trainer.onnx",
    ]);
    expect(await readdir(join(out, "checkpoint"))).toEqual(["state.safetensors"]);
    const figures = await readdir(join(out, "figures"));
    expect(figures.length).toBeGreaterThan(0);
    expect(figures.filter((file) => !/\.(svg|png|csv)$/.test(file))).toEqual([]);
  });

  test("describes the run in run.json", () => {
    const summary = JSON.parse(finished.stdout) as RunSummary;
    expect(summary).toMatchObject({
      format: 2,
      status: "done",
      settings: { dataset: "digits", validation: 59_000, epochs: 2, threads: 1, seed: 7, latentSize: 32 },
      dataset: { name: "digits", splits: { train: 1000, validation: 59_000, test: 10_000 } },
      model: { name: "vanilla", parameters: 784 * 32 + 32 + 32 * 784 + 784 },
      objective: "binary cross-entropy in nats, mean over pixels and images",
      environment: { node: process.version, threads: 1 },
      epochs: { run: 2, best: 2, kept: 2, stopped: "all epochs done" },
    });
    expect(Object.keys(summary.settings).sort()).toEqual([...settingNames].sort());
    expect(Object.values(summary.dataset.checksums).sort()).toEqual(
      Object.values(catalogue.digits.files)
        .map(({ sha256 }) => sha256)
        .sort(),
    );
    expect(summary.environment.runtime).toMatch(/^onnxruntime-/);
    expect(summary.seconds).toBeGreaterThan(0);
    expect(summary.imagesPerSecond).toBeGreaterThan(0);
    const { train, validation, test } = summary.metrics ?? {};
    for (const split of [train, validation, test]) {
      // Two epochs of four steps: better than ln 2, the loss of a grey image, and far from good.
      expect(split?.bce).toBeGreaterThan(0.2);
      expect(split?.bce).toBeLessThan(0.69);
      expect(split?.sse).toBeCloseTo(784 * (split?.mse ?? 0), 9);
    }
  });

  test("writes a line an epoch into metrics.jsonl", async () => {
    const lines = (await readFile(join(out, "metrics.jsonl"), "utf8")).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line) as Record<string, number>);
    expect(records.map(({ epoch }) => epoch)).toEqual([1, 2]);
    for (const record of records) {
      expect(Object.keys(record)).toEqual([
        "epoch",
        "trainingLoss",
        "validationLoss",
        "seconds",
        "imagesPerSecond",
      ]);
    }
  });

  test("evaluate --json measures the same errors", async () => {
    const { code, stdout } = await run("evaluate", name, "--json", "--measures", "none");
    expect(code).toBe(0);
    const { metrics, test } = JSON.parse(stdout) as {
      metrics: RunSummary["metrics"];
      test: { errors: unknown };
    };
    expect(metrics).toEqual((JSON.parse(finished.stdout) as RunSummary).metrics);
    expect(test).toBeTypeOf("object");
  });

  test("report writes the same report and figures anew", async () => {
    const before = await hashFiles(out);
    await rm(join(out, "report.html"));
    await rm(join(out, "figures"), { recursive: true });
    const { code, stdout } = await run("report", name);
    expect(code).toBe(0);
    expect(stdout).toBe(`${name}/report.html\n`);
    expect(await hashFiles(out)).toEqual(before);
  });

  test("a second run into its folder is refused, and nothing is touched", async () => {
    const before = await hashFiles(out);
    const { mtimeMs } = await stat(join(out, "run.json"));
    const { code, stdout, stderr } = await run("train", ...words, "--out", name);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      `error: ${name} holds a run already (done, 2 epochs): choose another --out, or continue that run with --resume\n`,
    );
    expect(await hashFiles(out)).toEqual(before);
    expect((await stat(join(out, "run.json"))).mtimeMs).toBe(mtimeMs);
  });

  test.each<[string[], string]>([
    [
      ["--seed", "8"],
      "--seed 8: this run has 7; only --epochs, --patience, --min-delta, --device may change on --resume",
    ],
    [["--epochs", "1"], "--epochs 1: this run has 2 epochs already"],
    [["--config", "settings.yaml"], "--config: a run keeps its own settings on --resume"],
  ])("--resume with %s is refused", async (changes, message) => {
    const { code, stderr } = await run("train", "--out", name, "--resume", ...changes);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe("train --model FILE", () => {
  const layers = {
    name: "mine",
    encoder: [
      { type: "max-pooling", size: 4 },
      { type: "flatten" },
      { type: "batch-normalization" },
      { type: "dense", units: 6 },
    ],
    decoder: [{ type: "dense", units: 784 }],
  };
  const words =
    "--dataset digits --validation 59000 --threads 1 --corruption masking:0.2 --schedule step:1,0.5".split(
      " ",
    );

  test("trains a user's own layers, and resumes them without the file", async () => {
    await writeFile(join(folder.path, "mine.json"), JSON.stringify(layers));
    const first = await run(
      "train",
      "--model",
      "mine.json",
      ...words,
      "--epochs",
      "1",
      "--out",
      "own",
      "--json",
    );
    expect(first.stderr).not.toContain("error");
    const summary = JSON.parse(first.stdout) as RunSummary;
    expect(summary).toMatchObject({
      settings: { model: "mine.json", corruption: "masking:0.2" },
      model: { name: "mine", latentSize: 6, parameters: 49 * 2 + (49 * 6 + 6) + (6 * 784 + 784) },
      objective:
        "binary cross-entropy in nats, mean over pixels and images; input corrupted by masking noise of 0.2 in every step, target clean",
    });
    await rm(join(folder.path, "mine.json"));
    const resumed = await run("train", "--out", "own", "--resume", "--epochs", "2", "--json");
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toMatchObject({
      status: "done",
      epochs: { run: 2 },
      model: { architecture: summary.model.architecture },
    });
  });

  test.each<[string, unknown, RegExp]>([
    [
      "a wrong layer",
      { ...layers, encoder: [{ type: "dense", units: 0 }] },
      /--model wrong\.json: encoder, layer 1 \(dense\): units: .*found 0/,
    ],
    [
      "layers that do not fit",
      { ...layers, decoder: [{ type: "dense", units: 783 }] },
      /layer decoder\.output gives \[batch, 783\], but the image is \[batch, 784\]/,
    ],
  ])("with %s is refused by the layer's name", async (_, content, message) => {
    await writeFile(join(folder.path, "wrong.json"), JSON.stringify(content));
    const { code, stdout, stderr } = await run("train", "--model", "wrong.json", ...words, "--out", "wrong");
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(stackTrace);
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe("");
  });
});

/** SHA-256 of every file below a folder. */
async function hashFiles(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashed = files.sort().map(async (file) => [
    file,
    createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
  ]);
  return Object.fromEntries(await Promise.all(hashed)) as Record<string, string>;
}

describe("train --dataset PATH", () => {
  const size = { height: 8, width: 8, channels: 3 } as const;
  const pixels = Uint8Array.from({ length: 40 * 192 }, (_, index) => (index * 37 + (index >> 6) * 11) % 256);

  test("trains on a user's own colour images, and finds them again from elsewhere", async () => {
    await writeFile(join(folder.path, "own.npy"), npyFile("|u1", [40, 8, 8, 3], pixels));
    const words = ["--model", "convolutional", "--filters", "4", "--latent-size", "3", "--epochs", "2"];
    const trained = await run("train", "--dataset", "own.npy", ...words, "--out", "colours", "--json");
    expect(trained.code, trained.stderr).toBe(0);
    const summary = JSON.parse(trained.stdout) as RunSummary;
    expect(summary.settings.dataset).toBe(join(folder.path, "own.npy"));
    expect(summary.dataset.image).toEqual(size);
    // A tenth for testing; of the other 36 a sixth for validation.
    expect(summary.dataset.splits).toEqual({ train: 30, validation: 6, test: 4 });

    const elsewhere = { ...options, cwd: join(folder.path, "colours") };
    const encoded = await runCommand(["encode", ".", "../own.npy", "--out", "codes.npy"], elsewhere);
    expect(encoded.code, encoded.stderr).toBe(0);
    expect(encoded.stdout).toContain("float32 [40, 3]");
    const reported = await runCommand(["report", "."], elsewhere);
    expect(reported.code, reported.stderr).toBe(0);
  });

  test("refuses to go on with other images", async () => {
    const other = pixels.map((value) => 255 - value);
    await writeFile(join(folder.path, "own.npy"), npyFile("|u1", [40, 8, 8, 3], other));
    const { code, stderr } = await run("train", "--out", "colours", "--resume", "--epochs", "3");
    expect(code).toBe(1);
    expect(stderr).toContain(
      "the data are not those that this run was trained on: own.npy: expected SHA-256",
    );
  });
});
