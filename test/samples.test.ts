import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeSafetensors } from "hourglass-core/internal/inference/safetensors.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import { decodeNpy } from "hourglass-lab/internal/data/formats/npy.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { type Finished, startCommand } from "./support/command.ts";
import { npyFile } from "./support/own-files.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

// Rows and series on the command line, from the file to the report.

const folder = await temporaryFolder();
const inside = (...path: readonly string[]): string => join(folder.path, ...path);

async function hourglass(words: string): Promise<Finished> {
  return startCommand(words.split(" "), { cwd: folder.path }).finished;
}

/** Samples of two hidden numbers, with channels of very different units. */
function samples(count: number, places: number, channels: number): Float32Array<ArrayBuffer> {
  const random = createRandom(1, "samples");
  const all = Array.from({ length: count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    return Array.from({ length: places * channels }, (_, at) => {
      const [place, channel] = [Math.floor(at / channels), at % channels];
      return 100 ** channel * (a * Math.sin(place + channel) + b * Math.cos(place - channel) + 3);
    });
  });
  return Float32Array.from(all.flat());
}

beforeAll(async () => {
  await writeFile(inside("rows.npy"), npyFile("<f4", [300, 5], samples(300, 1, 5)));
  await writeFile(inside("series.npy"), npyFile("<f4", [300, 12, 2], samples(300, 12, 2)));
  await writeFile(
    inside("counts.npy"),
    npyFile(
      "<i8",
      [4, 3],
      BigInt64Array.from({ length: 12 }, (_, at) => BigInt(at)),
    ),
  );
  return () => folder[Symbol.asyncDispose]();
});

async function weightsOf(run: string): Promise<unknown> {
  return decodeSafetensors(await readFile(inside(run, "model.safetensors")), run).tensors;
}

const small = "--latent-size 2 --epochs 3 --batch-size 20 --threads 1";

describe.each([
  ["rows", "rows.npy", "", "row", "5 columns", [300, 5]],
  ["series", "series.npy", "--samples series", "series", "12 steps of 2 channels", [300, 12, 2]],
] as const)("%s", (plural, file, option, title, shape, sizes) => {
  test("train, by squared error of standardised values", async () => {
    const { code, stdout, stderr } = await hourglass(
      `train --dataset ${file} ${option} ${small} --out ${plural}`.replaceAll("  ", " "),
    );
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`split +${plural} +mse`));
    expect(stdout).not.toMatch(/pixel|image|bce/);
    const summary = JSON.parse(await readFile(inside(plural, "run.json"), "utf8"));
    expect(summary.dataset.image).toBeUndefined();
    expect(summary.dataset.sample.kind).toBe(title);
    expect(summary.settings).toMatchObject({ outputActivation: "linear", loss: "mse" });
    expect(summary.objective).toContain(`${plural} standardised by the training split`);
    const { mse } = summary.metrics.test;
    // A guess of the mean has about 1.
    expect(mse).toBeGreaterThan(0);
    expect(mse).toBeLessThan(1);
  });

  test("have a report in their own words", async () => {
    const report = await readFile(inside(plural, "report.html"), "utf8");
    const text = report.replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, "").replaceAll(/<[^>]*>/g, " ");
    expect(text).toContain(shape);
    expect(text).not.toMatch(/\b(pixels?|images?)\b/i);
  });

  test("are gone on with to the same bits, checked and evaluated", async () => {
    await hourglass(
      `train --dataset ${file} ${option} ${small} --out twice-${plural} --epochs 5`.replaceAll("  ", " "),
    );
    expect((await hourglass(`train --resume --out ${plural} --epochs 5`)).code).toBe(0);
    const [one, other] = await Promise.all([plural, `twice-${plural}`].map(weightsOf));
    expect(one).toEqual(other);
    const { stdout, code } = await hourglass(`evaluate ${plural} --measures pca,rank`);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/pixel|image/);
    const checked = await hourglass(`check ${plural}`);
    expect(checked.stdout).not.toContain("wrong");
    expect(checked.code).toBe(0);
  });

  test("are encoded and rebuilt in their own units", async () => {
    expect((await hourglass(`encode ${plural} ${file} --out codes.npy`)).stdout).toContain(
      `of 300 ${plural}`,
    );
    const codes = decodeNpy(await readFile(inside("codes.npy")), "codes.npy");
    expect(codes.shape).toEqual([300, 2]);
    await rm(inside("rebuilt"), { recursive: true, force: true });
    const { code, stderr } = await hourglass(`reconstruct ${plural} ${file} --out rebuilt`);
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    const rebuilt = decodeNpy(
      await readFile(inside("rebuilt", "reconstructions.npy")),
      "reconstructions.npy",
    );
    expect(rebuilt.shape).toEqual(sizes);
    const given = decodeNpy(await readFile(inside(file)), file).data as Float32Array;
    const last = sizes.at(-1)!;
    const errors = [...(rebuilt.data as Float32Array)].flatMap((value, at) =>
      at % last === last - 1 ? [Math.abs(value - given[at]!)] : [],
    );
    // The last channel is of thousands or more: what is rebuilt is of that size.
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(100 ** (last - 1));
    expect((await readFile(inside("rebuilt", "errors.csv"), "utf8")).split("\n")[0]).toBe(`${title},mse,sse`);
  });

  test("are exported with programs that take them as they are", async () => {
    expect((await hourglass(`export ${plural} --to exported-${plural}`)).code).toBe(0);
    const readme = await readFile(inside(`exported-${plural}`, "README.md"), "utf8");
    expect(readme).toContain(`\`${plural}\`: float32`);
    expect(readme).not.toMatch(/image|pixel/);
  });
});

test.each<[string, number, string]>([
  ["train --dataset rows.npy --model convolutional", 2, "expected images, found rows of 5 columns"],
  ["train --dataset rows.npy --loss bce", 2, "loss bce needs outputActivation sigmoid, found linear"],
  ["train --dataset rows.npy --output-activation sigmoid", 2, "rows have values of any size: choose linear"],
  [
    "train --dataset rows.npy --corruption salt-pepper:0.2",
    2,
    "salt-pepper noise is of images, and these are rows",
  ],
  ["train --dataset rows.npy --samples series --epochs 1 --latent-size 2", 0, ""],
  [
    "train --dataset series.npy --samples row",
    1,
    "expected rows of shape [N, columns], found shape [300, 12, 2]",
  ],
  ["train --dataset counts.npy", 1, "or asked for by --samples row"],
  ["train --dataset mnist --samples row", 2, "mnist has images; expected auto, found row"],
  ["encode rows series.npy --out x.npy", 1, "expected rows of shape [N, columns], found shape [300, 12, 2]"],
  [
    "reconstruct rows rows.npy --out x --sheet",
    2,
    "--sheet: a sheet is of images, and this run is of rows of 5 columns",
  ],
])("%s", async (words, exit, message) => {
  const { code, stderr } = await hourglass(words);
  expect(stderr).toContain(message);
  expect(code).toBe(exit);
});

test("numbers of any type are rows where that is asked for", async () => {
  const { code, stderr } = await hourglass(
    "train --dataset counts.npy --samples row --latent-size 1 --epochs 1 --out counted",
  );
  expect(stderr).not.toContain("error");
  expect(code).toBe(0);
});
