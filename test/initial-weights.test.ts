import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "./support/command.ts";
import { npyFile } from "./support/own-files.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { trainTinyRun, writeTinyImages } from "./support/tiny-run.ts";
import { readRunJson } from "./support/training-command.ts";

const timeout = 120_000;

test(
  "hourglass train --initial-weights begins with a run or a file, and a run that goes on keeps its beginning",
  async () => {
    await using folder = await temporaryFolder();
    const data = await writeTinyImages(folder.path);
    const pretrained = join(folder.path, "pretrained");
    const { summary } = await trainTinyRun(pretrained, data, { seed: 7 });
    await trainTinyRun(join(folder.path, "other"), data, { seed: 8 });

    const tuned = join(folder.path, "tuned");
    const words = ["train", "--dataset", data, "--latent-size", "4", "--epochs", "2", "--threads", "1"];
    const train = (...more: readonly string[]) => runCommand(more, { cwd: folder.path });
    const file = join(pretrained, "model.safetensors");
    const first = await train(...words, "--out", tuned, "--initial-weights", file);
    expect(first).toMatchObject({ code: 0 });
    const begun = (await readRunJson(tuned))!;
    expect(begun.initialWeights).toBe(summary.weights);
    const report = await readFile(join(tuned, "report.html"), "utf8");
    expect(report).toContain("--initial-weights FILE");
    expect(report).toContain(summary.weights);

    const resume = ["train", "--out", tuned, "--resume"];
    const other = await train(...resume, "--initial-weights", "other");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`as this run began with weights of SHA-256 ${summary.weights}`);

    // Without a state the run begins anew, with what it began with.
    await rm(join(tuned, "checkpoint"), { recursive: true });
    const unknown = await train(...resume);
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toContain("and has saved no state yet: name them with --initial-weights");
    expect(await train(...resume, "--initial-weights", "pretrained")).toMatchObject({ code: 0 });
    expect(await readRunJson(tuned)).toMatchObject({
      weights: begun.weights,
      initialWeights: summary.weights,
    });
  },
  timeout,
);

test("what holds no weights, or those of other layers, is refused as the option that it is", async () => {
  await using folder = await temporaryFolder();
  const data = await writeTinyImages(folder.path);
  const pretrained = join(folder.path, "pretrained");
  await trainTinyRun(pretrained, data);
  const words = ["train", "--dataset", data, "--out", "tuned", "--initial-weights"];
  const nothing = await runCommand([...words, "nowhere"], { cwd: folder.path });
  expect(nothing).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--initial-weights: cannot read nowhere"),
  });
  const wider = await runCommand([...words, pretrained, "--latent-size", "5"], { cwd: folder.path });
  expect(wider.code).not.toBe(0);
  expect(wider.stderr).toContain("encoder.code.kernel");
  expect(await readRunJson(join(folder.path, "tuned"))).toBeUndefined();
});

test(
  "a run goes on with other data, of other counts, in the layers that it has; those of another size are refused with the reason",
  async () => {
    await using folder = await temporaryFolder();
    const pretrained = join(folder.path, "pretrained");
    const settings = { model: "variational", latentSize: 3, hidden: [6], activation: "relu" };
    const { summary } = await trainTinyRun(pretrained, await writeTinyImages(folder.path), settings);
    await writeFile(
      join(folder.path, "new.npy"),
      npyFile("|u1", [31, 5, 5], new Uint8Array(31 * 25).fill(77)),
    );
    await writeFile(join(folder.path, "large.npy"), npyFile("|u1", [31, 6, 4], new Uint8Array(31 * 24)));
    const begin = ["train", "--initial-weights", "pretrained", "--threads", "1", "--epochs", "1"];
    const train = (...more: readonly string[]) => runCommand([...begin, ...more], { cwd: folder.path });

    expect(await train("--dataset", "new.npy", "--out", "tuned")).toMatchObject({ code: 0 });
    const tuned = (await readRunJson(join(folder.path, "tuned")))!;
    expect(tuned.settings).toMatchObject(settings);
    expect(tuned.model.layers).toEqual(summary.model.layers);
    expect(tuned.dataset.splits.test).toBe(3);
    expect(tuned.initialWeights).toBe(summary.weights);
    const origin = { name: "pretrained", model: summary.model.name, dataset: summary.dataset.title };
    expect(tuned.initialWeightsFrom).toEqual(origin);
    const report = await readFile(join(folder.path, "tuned", "report.html"), "utf8");
    expect(report).toContain(
      `those of pretrained (${origin.model}, trained on ${origin.dataset}), SHA-256 ${summary.weights}`,
    );
    expect(await runCommand(["check", "tuned"], { cwd: folder.path })).toMatchObject({ code: 0 });

    const large = await train("--dataset", "large.npy", "--out", "no");
    expect([large.code, large.stderr]).toEqual([
      2,
      expect.stringContaining(
        `--initial-weights: ${join("pretrained", "model.safetensors")} is of a model that takes images of 5 x 5 (gray), and large has ` +
          "images of 6 x 4 (gray); images of your own can be scaled with --image-size 5x5",
      ),
    ]);
    expect(await train("--dataset", "large.npy", "--image-size", "5x5", "--out", "scaled")).toMatchObject({
      code: 0,
    });
    // Another model is a person's own choice, and its layers are looked at.
    const other = await train("--dataset", "new.npy", "--model", "vanilla", "--out", "other");
    expect(other.code).not.toBe(0);
    expect(other.stderr).toContain("encoder.");
    for (const name of ["no", "other"]) expect(await readRunJson(join(folder.path, name))).toBeUndefined();
  },
  timeout,
);

test(
  "hourglass train --initial-weights pca begins with principal components, and says so",
  async () => {
    await using folder = await temporaryFolder();
    const data = await writeTinyImages(folder.path);
    const linear = ["--latent-size", "3", "--code-activation", "linear", "--output-activation", "linear"];
    const words = ["train", "--dataset", data, "--epochs", "1", "--threads", "1", "--initial-weights", "pca"];
    const train = (...more: readonly string[]) => runCommand(more, { cwd: folder.path });
    expect(await train(...words, ...linear, "--out", "linear")).toMatchObject({ code: 0 });
    const path = join(folder.path, "linear");
    const begun = (await readRunJson(path))!;
    expect(begun.initialWeights).toBe("pca");
    const report = await readFile(join(path, "report.html"), "utf8");
    expect(report).toContain("--initial-weights pca");
    expect(report).toContain("the principal components of the images to train on");

    // Without a state it begins anew, with the same components.
    await rm(join(path, "checkpoint"), { recursive: true });
    expect(await train("train", "--out", "linear", "--resume")).toMatchObject({ code: 0 });
    expect((await readRunJson(path))!.weights).toBe(begun.weights);
    const other = await train("train", "--out", "linear", "--resume", "--initial-weights", "linear");
    expect(other.stderr).toContain("expected none other, as this run began with principal components");

    const relu = await train(...words, "--out", "relu");
    expect(relu.code).not.toBe(0);
    expect(relu.stderr).toContain("expected one linear dense layer as the encoder, found encoder.code");
    expect(await readRunJson(join(folder.path, "relu"))).toBeUndefined();
    const both = await train(...words, ...linear, "--pretrain", "layers:1", "--out", "both");
    expect(both.stderr).toContain("pretrain layers:1 and initial weights pca are two beginnings");
  },
  timeout,
);
