import {
  buildModel,
  type GivenSettings,
  type ImageSet,
  type RowSet,
  resolveSettings,
  type Samples,
  takeMeasures,
} from "hourglass-lab";
import { fetchDataset, loadDataset } from "hourglass-lab/node";
import { describe, expect, test } from "vitest";
import { any } from "./support/refusals.ts";

// Names that are known are types: a misspelt one does not compile, as the compiler's run of `npm run check` says of every line
// below `@ts-expect-error`. Where no compiler looks, it is refused as well. What only a program knows compiles.

const sampleShape = { height: 4, width: 4, channels: 1 };

describe("a misspelt name neither compiles nor passes", () => {
  test("of a preset", () => {
    // @ts-expect-error
    expect(() => buildModel("vanila", { sampleShape })).toThrow("vanila");
    // @ts-expect-error
    expect(() => resolveSettings({ model: "vanila" })).toThrow("vanila");
  });

  test("of a setting", () => {
    // @ts-expect-error
    expect(() => buildModel("vanilla", { sampleShape, latentSiz: 3 })).toThrow("latentSiz");
    // @ts-expect-error
    expect(() => resolveSettings({ latentSiz: 3 })).toThrow("latentSiz");
  });

  test("of the value of a setting", () => {
    // @ts-expect-error
    expect(() => resolveSettings({ architecture: "convolutionl" })).toThrow("convolutionl");
    // @ts-expect-error
    expect(() => resolveSettings({ epochs: "ten" })).toThrow("ten");
  });

  test("of a data set", async () => {
    // @ts-expect-error
    await expect(loadDataset("mnst")).rejects.toThrow("mnst");
    // @ts-expect-error
    await expect(fetchDataset("mnst")).rejects.toThrow("mnst");
  });

  test("of a measure", async () => {
    // @ts-expect-error
    await expect(takeMeasures(["prob"], any({}))).rejects.toThrow("prob");
  });
});

describe("what only a program knows compiles", () => {
  test("words with numbers", () => {
    const words = { penalty: "kl:0.05,0.1", codeActivation: "sigmoid", schedule: "step:2,0.5" } as const;
    expect(resolveSettings(words)).toMatchObject(words);
    expect(resolveSettings({ penalty: "l1:1e-4+contractive:0.01" }).penalty).toBe("l1:1e-4+contractive:0.01");
  });

  test("kinds that it registers", () => {
    expect(() => resolveSettings({ loss: "mine", corruption: "mine:0.5" })).toThrow("mine");
  });

  test("files of layers", () => {
    const file: string = "layers";
    expect(resolveSettings({ model: "layers.json" }).model).toBe("layers.json");
    expect(resolveSettings({ model: `${file}.json` }).model).toBe("layers.json");
  });

  test("settings of which some are not given", () => {
    const some: GivenSettings = { model: "deep", epochs: undefined };
    expect(resolveSettings(some)).toMatchObject({ model: "deep", epochs: 50 });
    expect(resolveSettings({ ...some, epochs: 3 }).epochs).toBe(3);
  });

  test("paths, and places that are known only when it runs", async () => {
    const place: string = "nowhere";
    await expect(loadDataset("./nowhere")).rejects.toThrow("nowhere");
    await expect(loadDataset("nowhere/")).rejects.toThrow("nowhere");
    await expect(loadDataset("nowhere.npy")).rejects.toThrow("nowhere");
    await expect(loadDataset(place)).rejects.toThrow("nowhere");
    await expect(loadDataset(`${place}/images`)).rejects.toThrow("nowhere");
  });
});

test("the catalogue says what the samples of a data set are, one's own may have any", () => {
  // The compiler alone looks at it.
  const load = async (): Promise<readonly Samples[]> => {
    const digits: ImageSet = (await loadDataset("digits")).train;
    const sensors: RowSet = (await loadDataset("sensors")).train;
    // @ts-expect-error
    const noImages: ImageSet = (await loadDataset("sensors")).train;
    // @ts-expect-error
    const own: ImageSet = (await loadDataset("./own")).train;
    return [digits, sensors, noImages, own];
  };
  expect(load).toBeTypeOf("function");
});
