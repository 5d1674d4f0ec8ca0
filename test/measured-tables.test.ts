import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { markdownTable } from "./support/markdown-table.ts";
import { placedText } from "./support/placed-text.ts";

// Tables of measured runs are what their files in docs/results have: means and deviations are computed anew.

type Entry = Readonly<Record<string, unknown>>;

const tables = [
  { command: "kinds", page: "docs/models.md", noun: "kind" },
  { command: "factors", page: "docs/measures.md", noun: "model" },
] as const;

describe.each(tables)("the table of npm run $command", async ({ command, page, noun }) => {
  const store = JSON.parse(await readFile(`docs/results/${command}.json`, "utf8")) as Readonly<
    Record<string, Entry>
  >;
  const text = await readFile(page, "utf8");
  const rows = markdownTable.readTable(placedText(text, command, command));

  /** Columns that say which runs a row is of. */
  const about = ["data", noun, "seeds", "code", "epochs"];

  test("every run stands in a row of its own", () => {
    const named = rows.map((row) => `${row["data"]}, ${row[noun]}`);
    const stored = Object.keys(store).map((key) => key.slice(0, key.lastIndexOf(", ")));
    expect(new Set(named)).toEqual(new Set(stored));
    expect(new Set(named).size).toBe(named.length);
  });

  test.each(rows.map((row) => [`${row["data"]}, ${row[noun]}`, row] as const))(
    "the figures of %s are those of its runs",
    (name, row) => {
      const runs = Object.entries(store).flatMap(([key, entry]) =>
        key.slice(0, key.lastIndexOf(", ")) === name ? [entry] : [],
      );
      expect([row["seeds"], row["code"], row["epochs"]]).toEqual(
        [runs.length, runs[0]?.["code"], runs[0]?.["epochs"]].map(String),
      );
      for (const run of runs) expect(run["weights"]).toMatch(/^[0-9a-f]{64}$/);
      for (const [head, cell] of Object.entries(row)) {
        if (about.includes(head)) continue;
        const values = runs.flatMap((run) => (run[head] === undefined ? [] : [run[head] as number]));
        const [mean = "", deviation] = cell.split(" ± ");
        expect([head, mean === ""]).toEqual([head, values.length === 0]);
        if (values.length === 0) continue;
        const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
        const digits = mean.split(".")[1]?.length ?? 0;
        expect(mean).toBe(middle.toFixed(digits));
        expect(deviation === undefined).toBe(values.length === 1);
        if (deviation === undefined) continue;
        const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
        expect(deviation).toBe(Math.sqrt(squares / (values.length - 1)).toFixed(digits));
      }
    },
  );
});

/** The figures of a row over its seeds. */
async function valuesOf(command: string): Promise<(row: string, head: string) => readonly number[]> {
  const store = JSON.parse(await readFile(`docs/results/${command}.json`, "utf8")) as Readonly<
    Record<string, Entry>
  >;
  return (row, head) => {
    const values = Object.entries(store).flatMap(([key, entry]) =>
      key.startsWith(`${row}, `) && Number.isInteger(Number(key.slice(row.length + 2)))
        ? [entry[head] as number]
        : [],
    );
    if (values.length === 0) throw new Error(`no ${head} of ${row}`);
    return values;
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

const asOneLine = (text: string): string => text.replaceAll(/\s+/g, " ");

test("what docs/measures.md says of the grid follows from its figures", async () => {
  const of = await valuesOf("factors");
  const page = asOneLine(await readFile("docs/measures.md", "utf8"));
  const mig = (name: string): readonly number[] => of(`digits, ${name}`, "MIG");
  const betas = [2, 4, 8, 16];
  const others = ["annealed capacity 5", "annealed capacity 25", "annealed capacity 50"];
  const covariances = ["DIP-VAE-I 2", "DIP-VAE-I 10", "DIP-VAE-I 50"];
  const names = [
    ...["beta-VAE 1", ...betas.flatMap((beta) => [`beta-VAE ${beta}`, `beta-TCVAE ${beta}`])],
    ...[...others, ...covariances, "DIP-VAE-II 2", "DIP-VAE-II 10", "DIP-VAE-II 50"],
  ];
  const best = names.toSorted((a, b) => meanOf(mig(b)) - meanOf(mig(a)))[0] as string;
  const three = (name: string): string => meanOf(mig(name)).toFixed(3);
  expect(page).toContain(
    `the highest mean MIG of the grid is ${three(best)} (${best}), beside ${three("random weights")} of random weights and ${three("beta-VAE 0")} without a divergence`,
  );
  const apart = betas.filter((beta) => {
    const [plain, decomposed] = [mig(`beta-VAE ${beta}`), mig(`beta-TCVAE ${beta}`)];
    expect(meanOf(decomposed), String(beta)).toBeGreaterThan(meanOf(plain));
    return meanOf(decomposed) - meanOf(plain) > deviationOf(plain) + deviationOf(decomposed);
  });
  expect(page).toContain("the mean MIG of β-TCVAE is above that of β-VAE at 2, 4, 8 and 16");
  expect(page).toContain(
    `by more than both standard deviations together at ${apart.slice(0, -1).join(", ")} and ${apart.at(-1)}.`,
  );
  for (const name of [...others, ...covariances]) {
    expect(meanOf(mig(name)), name).toBeLessThan(meanOf(mig("beta-VAE 1")));
  }
  expect(meanOf(of("digits, beta-VAE 16", "total correlation (nats)"))).toBeLessThan(0.01);
  expect(page).toContain(`β-VAE 16 has none left, and a MIG of ${three("beta-VAE 16")}`);
});

test("what docs/models.md says of the bound, the class and InfoVAE follows from their figures", async () => {
  const of = await valuesOf("kinds");
  const page = asOneLine(await readFile("docs/models.md", "utf8"));
  const mean = (name: string, head: string): number => meanOf(of(`mnist, ${name}`, head));
  const cost = (name: string): string => (-mean(name, "log p(x) (nats)")).toFixed(2);
  const bounds = ["ELBO", "bound of 5 samples (IWAE)", "bound of 50 samples (IWAE)"];
  const [one, five, fifty] = bounds.map(cost);
  const seeds = of(`mnist, ${bounds[2]}`, "rate (nats)").length;
  expect(page).toContain(
    `falls from ${one} with one sample to ${five} with 5 and ${fifty} with 50 (${seeds === 1 ? "one seed" : `${seeds} seeds`})`,
  );
  const [unitsOne, unitsFive, unitsFifty] = bounds.map((name) => mean(name, "active units").toFixed(1));
  expect(page).toContain(`the active units rise from ${unitsOne} to ${unitsFive} and ${unitsFifty}`);
  const rate = (mean("ELBO", "rate (nats)") - mean("conditional", "rate (nats)")).toFixed(2);
  expect(page).toContain(
    `the same model has ${cost("conditional")} nats of -log p(x|y), at a rate that is ${rate} nats lower`,
  );
  const weights = ["InfoVAE of weight 10", "discrepancy of samples (InfoVAE)", "InfoVAE of weight 1000"];
  const told = (head: string): string => {
    const [first, second, third] = weights.map((name) => mean(name, head).toFixed(2));
    return `from ${first} to ${second} and ${third}`;
  };
  expect(page).toContain(
    `takes the rate ${told("rate (nats)")} nats, and the distortion ${told("distortion (nats)")}`,
  );
});
