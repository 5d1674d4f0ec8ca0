import { describe, expect, test } from "vitest";
import { planStudy } from "./grid.ts";
import { parseStudy } from "./study-file.ts";

const plan = (parts: string): ReturnType<typeof planStudy> =>
  planStudy(parseStudy(`title: T\nquestion: Q?\n${parts}`, "s.yaml"), "s.yaml");

const two = plan(`data: [mnist, digits]
models: { vanilla: {}, "Wide & deep": { model: deep, hidden: [64], epochs: 3 } }
settings: { epochs: 2, model: sparse }
vary: { latentSize: [2, 8], corruption: [none, "masking:0.3"] }
seeds: [1, 7]
`);

describe("a plan", () => {
  test("is the product of data, models, values and seeds, in the order of the file", () => {
    expect(two.cells).toHaveLength(2 * 2 * 2 * 2);
    expect(two.runs).toHaveLength(2 * two.cells.length);
    expect(two.runs.slice(0, 3).map(({ id }) => id)).toEqual([
      "mnist-vanilla-latent-size-2-corruption-none-seed-1",
      "mnist-vanilla-latent-size-2-corruption-none-seed-7",
      "mnist-vanilla-latent-size-2-corruption-masking-0.3-seed-1",
    ]);
    expect(two.cells.at(-1)).toEqual({
      id: "digits-wide-deep-latent-size-8-corruption-masking-0.3",
      title: "Wide & deep, latent size 8, corruption masking:0.3",
      data: "digits",
      model: "Wide & deep",
      varied: { latentSize: 8, corruption: "masking:0.3" },
    });
  });

  test("gives every run all its settings: a model's own before those for all, and one thread", () => {
    expect(two.runs[0]?.settings).toMatchObject({
      ...{ dataset: "mnist", model: "vanilla", epochs: 2, latentSize: 2, corruption: "none" },
      ...{ seed: 1, threads: 1, penalty: "none" },
    });
    expect(two.runs.at(-1)?.settings).toMatchObject({
      ...{ dataset: "digits", model: "deep", hidden: [64], epochs: 3, latentSize: 8 },
      ...{ corruption: "masking:0.3", seed: 7, threads: 1 },
    });
  });

  test("has ids that differ, and are safe as names of folders", () => {
    const { cells } = plan(
      'data: [digits]\nmodels: { "a b": { model: deep }, "a/b (c)": { model: deep }, "a b (c)": { model: deep } }\nseeds: [1]\n',
    );
    expect(cells.map(({ id }) => id)).toEqual(["digits-a-b", "digits-a-b-c", "digits-a-b-c-2"]);
    const own = plan("data: [./pictures/../My set.npz]\nmodels: { deep: {} }\nseeds: [1]\n");
    expect(own.runs).toMatchObject([
      { id: "my-set-deep-seed-1", data: "My set", settings: { dataset: "./pictures/../My set.npz" } },
    ]);
  });

  test("has ids that fit the name of a folder, however long its labels are", () => {
    const label = "ä".repeat(90);
    const { cells } = plan(
      `data: [${"d".repeat(90)}]\nmodels: { ${label}1: { model: deep }, ${label}2: { model: deep } }\nseeds: [1]\n`,
    );
    expect(cells.map(({ id }) => Buffer.byteLength(id))).toEqual([199, 201]);
    expect(cells[1]?.id).toBe(`${cells[0]?.id}-2`);
  });

  test("of a study that varies nothing has a cell a model", () => {
    const { cells } = plan("data: [digits]\nmodels: { deep: {} }\nseeds: [1]\n");
    expect(cells).toEqual([{ id: "digits-deep", title: "deep", data: "digits", model: "deep", varied: {} }]);
  });
});

describe("refusals", () => {
  test("of settings that do not go together name data, model and values", () => {
    expect(() =>
      plan(
        'data: [digits]\nmodels: { deep: {} }\nvary: { latentSize: [8], sparsity: [none, "topk:9"] }\nseeds: [1]\n',
      ),
    ).toThrow(
      "s.yaml: digits, deep, latent size 8, penalty topk:9: penalty topk:9 keeps more values than the code has, 8",
    );
  });

  test("of more trainings than can be done come before anything is made of them", () => {
    const hundred = `[${Array.from({ length: 100 }, (_, index) => index + 1).join(", ")}]`;
    const start = performance.now();
    expect(() =>
      plan(
        `data: [digits]\nmodels: { deep: {} }\nvary: { latentSize: ${hundred}, epochs: ${hundred}, batchSize: ${hundred} }\nseeds: [1, 2]\n`,
      ),
    ).toThrow(
      "s.yaml: expected at most 10000 trainings, found 2,000,000 (1 data sets x 1 models x 100 values of latentSize x " +
        "100 values of epochs x 100 values of batchSize x 2 seeds); leave out values, or make several studies",
    );
    const seeds = `[${Array.from({ length: 20_000 }, (_, index) => index).join(", ")}]`;
    expect(() => plan(`data: [digits]\nmodels: { deep: {} }\nseeds: ${seeds}\n`)).toThrow("found 20,000");
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("of data sets that would have one name", () => {
    expect(() => plan("data: [a/set.npy, b/set.npz]\nmodels: { deep: {} }\nseeds: [1]\n")).toThrow(
      's.yaml: data: "a/set.npy" and "b/set.npz" would both be called "set": rename one of them',
    );
  });
});
