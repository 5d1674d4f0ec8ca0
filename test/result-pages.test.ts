import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { markdownTable, type Row } from "./support/markdown-table.ts";
import { placedText } from "./support/placed-text.ts";

// What docs/results.md and docs/models.md say of their tables is what the tables say. Sentences between the comments are written by
// scripts/, from the tables beside them; others are held to the numbers here.

interface Spread {
  readonly mean: number;
  readonly deviation: number;
  readonly seeds: number;
}

/** scripts/table-findings.js, which is plain JavaScript. */
interface TableFindings {
  readonly presetFindings: (rows: readonly Row[]) => string;
  readonly modelFindings: (rows: readonly Row[]) => string;
  readonly difference: (first: Spread, second: Spread) => { middle: number; low: number; high: number };
}

const tables = (await import(
  new URL("../scripts/table-findings.js", import.meta.url).href
)) as unknown as TableFindings;
const { firstTable, readTable } = markdownTable;
const [results, models] = (await Promise.all(
  ["docs/results.md", "docs/models.md"].map((file) => readFile(file, "utf8")),
)) as [string, string];

const resultsOf = (name: string): string => placedText(results, "results", name);
const modelTable = placedText(models, "models", "table");

/** The first number of a cell. */
const numberOf = (cell: string | undefined): number =>
  Number(/[−-]?\+?\d+(\.\d+)?/.exec(cell ?? "")?.[0].replace("−", "-") ?? Number.NaN);

describe("what stands under a table follows from it:", () => {
  test("codes of presets beside the pixels", () => {
    const text = resultsOf("presets");
    expect(text).toBe(`${firstTable(text)}\n\n${tables.presetFindings(readTable(text))}`);
  });

  test("models beside each other", () => {
    expect(modelTable).toBe(`${firstTable(modelTable)}\n\n${tables.modelFindings(readTable(modelTable))}`);
  });

  // scipy.stats 1.10.1: of summary statistics by Welch's formula, and t.interval where one deviation is 0.
  test.each([
    [
      { mean: 0.0787, deviation: 0.0001, seeds: 3 },
      { mean: 0.0916, deviation: 0.0002, seeds: 3 },
      [-0.0129, -0.013315539950318343, -0.012484460049681647],
    ],
    [
      { mean: 5, deviation: 1.2, seeds: 3 },
      { mean: 4, deviation: 0.3, seeds: 5 },
      [1, -1.8406126505070026, 3.8406126505070026],
    ],
    [
      { mean: 0.9022, deviation: 0.0006, seeds: 3 },
      { mean: 0.9257, deviation: 0, seeds: 1 },
      [-0.0235, -0.024990482627106216, -0.022009517372893715],
    ],
  ])("the interval of a difference is SciPy's", (first, second, expected) => {
    const { middle, low, high } = tables.difference(first, second);
    for (const [at, value] of [middle, low, high].entries()) expect(value).toBeCloseTo(expected[at]!, 8);
  });
});

describe("docs/models.md", () => {
  const rows = readTable(modelTable);
  const findings = readTable(modelTable.slice(firstTable(modelTable).length + 2));
  const verdict = (models: string, data: string, error: string): string | undefined =>
    findings.find((row) => row["models"] === models && row["data"] === data && row["error"] === error)?.[
      "so"
    ];

  test("top-k with k = 25 leaves 25 active values", () => {
    expect(models).toContain("Top-k with k = 25 leaves 25 active values.");
    const counts = rows
      .filter(({ model }) => model === "sparse-topk")
      .map((row) => row["active values of the code"]);
    expect(counts).toEqual(["25.0 ± 0.0", "25.0 ± 0.0"]);
  });

  test("denoising is better than vanilla on noisy images and worse on clean ones", () => {
    expect(models).toContain("`denoising` is better than `vanilla` on noisy images and worse on clean ones");
    for (const data of ["mnist", "fashion-mnist"]) {
      expect(verdict("`denoising` less `vanilla`", data, "bce of noisy images")).toBe("lower");
      expect(verdict("`denoising` less `vanilla`", data, "test bce (nats)")).toBe("higher");
    }
  });

  test("the sparse models have higher errors than vanilla on MNIST, after fewer epochs", () => {
    expect(models).toMatch(
      /The three sparse models have higher errors than `vanilla`\non MNIST; they were trained for fewer epochs/,
    );
    const epochsOf = (name: string): number =>
      Number(rows.find(({ data, model }) => data === "mnist" && model === name)?.["epochs"]);
    for (const name of ["sparse", "sparse-kl", "sparse-topk"]) {
      expect(verdict(`\`${name}\` less \`vanilla\``, "mnist", "test bce (nats)")).toBe("higher");
      expect(epochsOf(name)).toBeLessThan(epochsOf("vanilla"));
    }
  });

  test("says that the test set was seen before, where an earlier figure of it is quoted", () => {
    expect(models).not.toContain("measured once");
    expect(models).toMatch(/The test set was measured before:\nan earlier prototype .* 3\.42 there/);
  });

  test("the classic test has the figures of its recipe", async () => {
    const found = JSON.parse(await readFile("docs/results/deep-30.json", "utf8"));
    const { figures, model } = found["mnist, 1"];
    expect(models).toContain(
      `${model.epochs} epochs of images that are moved by up to a pixel, no pretraining | **${figures["test sse"].toFixed(3)}** | ${figures["training sse"].toFixed(3)} |`,
    );
  });
});

describe("docs/results.md", () => {
  const anomaly = resultsOf("anomaly");
  const rows = readTable(anomaly);
  const columns = Object.keys(rows[0] ?? {}).filter(
    (name) => name.endsWith("seeds") || name.endsWith("seed"),
  );
  const baselines = rows.filter(({ score = "" }) => score.includes("no autoencoder"));
  const areaOf = (score: string, column: string): number =>
    numberOf(rows.find((row) => row["score"] === score)?.[column]);

  test("has both data sets, every baseline and every score", () => {
    expect(columns).toHaveLength(2);
    expect(baselines).toHaveLength(8);
    for (const column of columns) {
      for (const row of rows) expect(numberOf(row[column]), `${row["score"]}, ${column}`).toBeGreaterThan(50);
    }
  });

  test("names the best baseline, and says that the combined score tells more only where the interval says so", () => {
    for (const column of columns) {
      const areas = baselines.map((row) => numberOf(row[column]));
      const best = baselines[areas.indexOf(Math.max(...areas))]?.["score"]?.replace(" (no autoencoder)", "");
      const finding =
        anomaly.split("\n").find((line) => line.startsWith(column.replace(/, \d+ seeds?$/, ":"))) ?? "";
      expect(finding, column).toContain(`"${best}" is best here: ${Math.max(...areas).toFixed(2)} %`);
      const [, low, high] =
        /combined score.*?95 % interval ([+−]?[\d.]+) to ([+−]?[\d.]+)/
          .exec(finding)
          ?.map((word) => Number(word.replace("−", "-"))) ?? [];
      expect(low, finding).toBeLessThan(high!);
      expect(finding.includes("The autoencoder's combined score tells more"), column).toBe(low! > 0);
      expect(finding.includes("The autoencoder's combined score tells less"), column).toBe(high! < 0);
      // Its share beside the baseline's in the table.
      expect(finding).toContain(
        `${areaOf("**combined**", column).toFixed(2)} % against ${Math.max(...areas).toFixed(2)} %`,
      );
    }
  });

  test("does not say that no choice was made on a test set, beside a row with a test error", () => {
    expect(results).not.toContain("No choice was made on a test set");
    expect(results).toContain("5.0 (test)");
    expect(results).toContain("The first row's error is of the test images");
  });
});
