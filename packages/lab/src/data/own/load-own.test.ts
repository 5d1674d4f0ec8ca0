import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import { beforeEach, describe, expect, test } from "vitest";
import { loadImages, npyFile, plain, writeFiles } from "../../../../../test/support/own-files.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hourglass-"));
  return () => rm(folder, { recursive: true, force: true });
});

describe("the path", () => {
  test("may be relative, of a file that has no separator in its name, or the working directory", async () => {
    await writeFiles(folder, { "set/a.npy": npyFile("|u1", [3, 2, 2], plain(3)) });
    const path = relative(process.cwd(), join(folder, "set", "a.npy"));
    expect(await loadImages(path)).toMatchObject({ name: "a", source: path });
    // What exists is a path whatever its name looks like: there is no set of that name.
    await expect(loadImages("package.json")).rejects.toThrow(
      "package.json: expected a folder of IDX or PNG files, or a single .npy, .npz, .csv, .tsv or .parquet file, found another file",
    );
    await expect(loadImages(".")).rejects.toThrow(".: expected ");
  });

  test.each(["nothing/here", "./here", "here.npy", "here.NPZ"])("to nothing is refused: %s", async (path) => {
    await expect(loadImages(path)).rejects.toThrow(
      `${path}: expected a folder of IDX or PNG files, or a single .npy, .npz, .csv, .tsv or .parquet file, found nothing (seen from ${process.cwd()})`,
    );
  });

  test.skipIf(process.platform === "win32")(
    "that leads in a circle or is too long is refused as such",
    async () => {
      await symlink("loop.npy", join(folder, "loop.npy"));
      await expect(loadImages(join(folder, "loop.npy"))).rejects.toThrow(
        `cannot read ${join(folder, "loop.npy")}: links lead in a circle`,
      );
      await expect(loadImages(`./${"x".repeat(5000)}`)).rejects.toThrow("its name is too long");
    },
  );

  test("is not taken for what is neither path nor name", async () => {
    for (const name of ["", "emnist"]) {
      await expect(loadImages(name)).rejects.toThrow(
        `unknown data set "${name}": choose one of mnist, fashion-mnist, digits, sensors, or give the path of your own data: ` +
          "a folder of IDX or PNG files, or a single .npy, .npz, .csv, .tsv or .parquet file",
      );
    }
  });
});

describe("the split", () => {
  const load = async (count: number, options = {}): Promise<Dataset> => {
    await writeFiles(folder, {
      "set.npy": npyFile(
        "|u1",
        [count, 1, 1],
        Uint8Array.from({ length: count }, (_, at) => at),
      ),
    });
    return loadImages(join(folder, "set.npy"), options);
  };

  test.each([
    [3, 1],
    [19, 1],
    [20, 2],
    [256, 25],
  ])(
    "of %i images holds out %i, at least one, in their order; the rest is for training",
    async (count, held) => {
      const { train, test: rest, split, splitSeed } = await load(count);
      expect(rest.count).toBe(held);
      expect([...train.images, ...rest.images].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, at) => at),
      );
      for (const { images } of [train, rest]) expect([...images]).toEqual([...images].sort((a, b) => a - b));
      expect([split, splitSeed]).toEqual([
        `${held} of ${count} images held out for testing, drawn with seed 1`,
        1,
      ]);
    },
  );

  test("is the same at every time, and another with another seed", async () => {
    const first = await load(200);
    expect(await load(200)).toEqual(first);
    expect((await load(200, { splitSeed: 1 })).test).toEqual(first.test);
    expect((await load(200, { splitSeed: 2 })).test).not.toEqual(first.test);
    expect([...first.test.images]).toEqual([
      31, 35, 41, 54, 61, 69, 75, 83, 91, 102, 115, 128, 134, 143, 155, 163, 165, 180, 183, 188,
    ]);
  });
});

test.each([
  [
    { imageSize: { height: 0, width: 2 } },
    "loadDataset: options.imageSize.height: expected a whole number from 1 to 4096, found 0",
  ],
  [{ imageSize: { height: 2, width: 2.5 } }, "found 2.5"],
  [{ imageSize: { height: 2, width: 4097 } }, "found 4097"],
  [
    { splitSeed: -1 },
    "loadDataset: options.splitSeed: expected a whole number from 0 to 4294967295, found -1",
  ],
  [{ splitSeed: 2 ** 32 }, "found 4294967296"],
])("the options %j are refused", async (options, message) => {
  await expect(loadImages("./anything", options)).rejects.toThrow(message);
});

test("sets of the catalogue are not scaled", async () => {
  await expect(loadImages("mnist", { imageSize: { height: 14, width: 14 } })).rejects.toThrow(
    "image size: mnist has images of 28 x 28; only data of your own can be scaled",
  );
});
