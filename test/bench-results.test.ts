import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

// The benchmark is JavaScript: what is used of it here, as types.
interface Interval {
  readonly low: number;
  readonly high: number;
}
interface Models {
  models: readonly { name: string }[];
}
interface Document {
  fillTemplate(template: string, values: Record<string, string>): string;
  renderDocument(results: unknown): string;
}
interface Statistics {
  pairedRatio(numerators: number[], denominators: number[]): Interval & { turns: number; ratio: number };
  slopeWithInterval(values: number[]): Interval & { slope: number };
  compareLosses(losses: number[], reference: number[], window?: number): unknown;
}
interface Judgement {
  judgeRatio(limit: number, interval: Interval): string;
  judgeAmount(limit: number, interval: Interval): string;
}
interface Memory {
  judgeGrowth(values: number[]): Interval & { growth: number; verdict: string };
}
interface Results {
  readResults(from?: string): Record<string, unknown>;
  writeResults(part: string, results: unknown, to: string): void;
  mergeRecords(known: unknown[], measured: unknown[]): unknown[];
}
interface Targets {
  targets: readonly unknown[];
  judgeTargets(results: unknown): { text: string; measured: string; verdict: string; reason?: string }[];
}
interface Options {
  chosenParts(
    parts: string[],
    models?: string,
  ): { models: readonly { name: string }[]; isChosen(part: string): boolean };
}

const bench = new URL("../bench/", import.meta.url);
const load = async <T>(file: string): Promise<T> => (await import(new URL(file, bench).href)) as T;

const { models } = await load<Models>("models.js");
const statistics = await load<Statistics>("statistics.js");
const { judgeRatio, judgeAmount } = await load<Judgement>("judgement.js");

describe("statistics", () => {
  interface Golden {
    pairedRatios: (Interval & { numerators: number[]; denominators: number[]; ratio: number })[];
    slopes: (Interval & { values: number[]; slope: number })[];
  }
  const golden = JSON.parse(
    readFileSync(new URL("golden/bench/statistics.json", import.meta.url), "utf8"),
  ) as Golden;

  it.each(golden.pairedRatios)("a paired ratio and its interval are SciPy's", (expected) => {
    const { turns, ratio, low, high } = statistics.pairedRatio(expected.numerators, expected.denominators);
    expect(turns).toBe(expected.numerators.length);
    expect(ratio / expected.ratio).toBeCloseTo(1, 9);
    expect(low / expected.low).toBeCloseTo(1, 6);
    expect(high / expected.high).toBeCloseTo(1, 6);
  });

  it("what slows both of a pair changes no ratio", () => {
    const slow = [1, 0.3, 0.5, 1];
    const [own, other] = [
      [8, 9, 7, 8],
      [4, 4, 4, 4],
    ];
    const slowed = (rates: number[]): number[] => rates.map((rate, turn) => rate * (slow[turn] ?? 1));
    const quiet = statistics.pairedRatio(own, other);
    const noisy = statistics.pairedRatio(slowed(own), slowed(other));
    expect(noisy.low).toBeCloseTo(quiet.low, 12);
    expect(noisy.high).toBeCloseTo(quiet.high, 12);
  });

  it("one turn has no interval", () => {
    expect(statistics.pairedRatio([3], [2])).toEqual({ turns: 1, ratio: 1.5, low: 0, high: Infinity });
  });

  it.each(golden.slopes)("a slope and its interval are SciPy's", (expected) => {
    const { slope, low, high } = statistics.slopeWithInterval(expected.values);
    expect(slope).toBeCloseTo(expected.slope, 9);
    expect(low).toBeCloseTo(expected.low, 6);
    expect(high).toBeCloseTo(expected.high, 6);
  });

  it("losses are compared over the last steps that both have taken", () => {
    expect(statistics.compareLosses([9, 4, 2], [9, 5, 3, 1], 2)).toEqual({ steps: 3, loss: 3, reference: 4 });
  });
});

describe("a target", () => {
  it.each([
    // At least twice as fast: an interval may span a factor of 2.
    { limit: 2, low: 2, high: 2.4, verdict: "reached" },
    { limit: 2, low: 2.1, high: 4.2, verdict: "reached" },
    { limit: 2, low: 2.1, high: 4.3, verdict: "not judged" },
    { limit: 2, low: 1.9, high: 2.4, verdict: "not reached" },
    { limit: 2, low: 0.5, high: 0.6, verdict: "not reached" },
    // 1.1 times as fast: it may span 10 %.
    { limit: 1.1, low: 1.1, high: 1.2, verdict: "reached" },
    { limit: 1.1, low: 1.1, high: 1.25, verdict: "not judged" },
    { limit: 1.1, low: 1.05, high: 1.15, verdict: "not reached" },
    { limit: 1.1, low: 0.7, high: 0.9, verdict: "not judged" },
    // At least 40 % of the other: 2.5 times as far from 1.
    { limit: 0.4, low: 0.4, high: 0.9, verdict: "reached" },
    { limit: 0.4, low: 0.3, high: 0.7, verdict: "not reached" },
    { limit: 0.4, low: 0.3, high: 0.8, verdict: "not judged" },
    // One turn.
    { limit: 2, low: 0, high: Infinity, verdict: "not judged" },
  ])("of a ratio, at least $limit, with [$low, $high]: $verdict", ({ limit, low, high, verdict }) => {
    expect(judgeRatio(limit, { low, high })).toBe(verdict);
  });

  it.each([
    { limit: 0.12, low: 0.08, high: 0.11, verdict: "reached" },
    { limit: 0.12, low: 0.08, high: 0.12, verdict: "not judged" },
    { limit: 0.12, low: 0.11, high: 0.2, verdict: "not judged" },
    { limit: 0.12, low: 0.12, high: 0.2, verdict: "not reached" },
  ])("of an amount, under $limit, with [$low, $high]: $verdict", ({ limit, low, high, verdict }) => {
    expect(judgeAmount(limit, { low, high })).toBe(verdict);
  });

  it("is judged by what is stored, and not by what is not", async () => {
    const { judgeTargets } = await load<Targets>("targets.js");
    const record = {
      ...{ model: "vanilla", threads: 1, contestant: "pytorch" },
      turns: [
        { rate: 10, reference: 25 },
        { rate: 5, reference: 12 },
        { rate: 10, reference: 24 },
      ],
    };
    const verdictOf = (records: unknown[]): unknown =>
      judgeTargets({ training: { records } }).find(
        ({ text }) => text === "vanilla, 1 thread: Hourglass against PyTorch",
      );

    expect(verdictOf([])).toMatchObject({ measured: "", verdict: "not measured yet" });
    expect(verdictOf([{ ...record, threads: 2 }])).toMatchObject({ verdict: "not measured yet" });
    expect(verdictOf([record])).toMatchObject({
      measured: expect.stringMatching(/^2\.43 \[2\.\d+, 2\.\d+\]$/),
      verdict: "reached",
    });
    expect(verdictOf([{ ...record, handicap: "no BLAS" }])).toMatchObject({
      verdict: "not judged",
      reason: "no BLAS",
    });
    expect(verdictOf([{ ...record, turns: undefined, missing: "no Python" }])).toMatchObject({
      verdict: "not judged",
      reason: "no Python",
    });
    const noisy = [10, 40, 15].map((rate) => ({ rate, reference: 40 }));
    expect(verdictOf([{ ...record, turns: noisy }])).toMatchObject({
      verdict: "not judged",
      reason: expect.stringContaining("the target is a factor of 2 from 1"),
    });
  });
});

describe("the growth of memory", () => {
  const noise = (epoch: number): number => ((epoch * 7919) % 13) / 13;
  it.each([
    { what: "flat", at: (epoch: number) => 200 + noise(epoch), verdict: "no leak" },
    { what: "a step in the first half", at: (epoch: number) => (epoch < 60 ? 167 : 183), verdict: "no leak" },
    { what: "2 % in 100 epochs", at: (epoch: number) => 200 + 0.04 * epoch + noise(epoch), verdict: "leak" },
    {
      what: "0.1 % in 100 epochs",
      at: (epoch: number) => 200 + 0.002 * epoch + noise(epoch),
      verdict: "no leak",
    },
    { what: "a step in the second half", at: (epoch: number) => (epoch < 300 ? 167 : 183), verdict: "leak" },
  ])("$what: $verdict", async ({ at, verdict }) => {
    const { judgeGrowth } = await load<Memory>("memory.js");
    expect(judgeGrowth(Array.from({ length: 400 }, (_, epoch) => at(epoch))).verdict).toBe(verdict);
  });

  it("is given for 100 epochs, and needs 40 of them", async () => {
    const { judgeGrowth } = await load<Memory>("memory.js");
    const { growth, low, high } = judgeGrowth(Array.from({ length: 200 }, (_, epoch) => 1000 + epoch));
    expect(growth).toBeCloseTo(100 / 1149.5, 9);
    expect(high - low).toBeCloseTo(0, 9);
    expect(() => judgeGrowth([1, 2, 3])).toThrow("expected 40 epochs or more, found 3");
  });
});

describe("stored results", () => {
  const about = { date: "2026-11-28", machine: "a machine", load: 0.1 };
  const missing = { model: "deep", threads: 1, contestant: "pytorch", ...about, missing: "no Python" };
  let folder = "";
  beforeAll(() => {
    folder = `${mkdtempSync(join(tmpdir(), "hourglass-bench-results-"))}/`;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are read as they were written, with six digits", async () => {
    const { readResults, writeResults } = await load<Results>("results.js");
    expect(readResults(folder)).toEqual({});
    writeResults("compile-time", { ...about, threads: 2, seconds: { deep: [0.123456789, 1e-7] } }, folder);
    expect(readResults(folder)).toEqual({
      "compile-time": { ...about, threads: 2, seconds: { deep: [0.123457, 1e-7] } },
    });
  });

  it("of another kind are refused, by the file's name and the place", async () => {
    const { readResults, writeResults } = await load<Results>("results.js");
    expect(() => writeResults("training", { records: [{ ...missing, threads: 0 }] }, folder)).toThrow(
      /threads/,
    );
    writeResults("training", { records: [missing] }, folder);
    const path = join(folder, "training.json");
    writeFileSync(path, readFileSync(path, "utf8").replace('"deep"', "7"));
    expect(() => readResults(folder)).toThrow(/training\.json: .*measure it again/s);
  });

  it("give way to what is measured again of the same model, threads and contestant", async () => {
    const { mergeRecords } = await load<Results>("results.js");
    const others = [
      { ...missing, threads: 2 },
      { ...missing, model: "vanilla" },
      { ...missing, contestant: "jax-js-wasm" },
    ];
    const again = { ...missing, missing: "another reason" };
    const merged = mergeRecords([missing, ...others], [again]);
    expect(merged).toHaveLength(4);
    expect(merged).toEqual(expect.arrayContaining([again, ...others]));
  });
});

describe("the parts that are measured", () => {
  it.each([
    { parts: [], chosen: ["pytorch", "memory", "hourglass-native"], left: [] },
    { parts: ["memory"], chosen: ["memory"], left: ["pytorch", "hourglass-native", "start-up"] },
    // A contestant is compared with something.
    { parts: ["pytorch"], chosen: ["pytorch", "hourglass-native"], left: ["memory", "jax-js-wasm"] },
    { parts: [], models: "deep, vanilla", chosen: ["pytorch"], left: ["memory", "start-up", "compile-time"] },
  ])("are those that are named: $parts, $models", async ({ parts, models: words, chosen, left }) => {
    const { chosenParts } = await load<Options>("options.js");
    const { isChosen, models: some } = chosenParts(parts, words);
    expect(chosen.filter((part) => !isChosen(part))).toEqual([]);
    expect(left.filter(isChosen)).toEqual([]);
    expect(some).toHaveLength(words === undefined ? models.length : 2);
  });

  it("are known by name", async () => {
    const { chosenParts } = await load<Options>("options.js");
    expect(() => chosenParts(["torch"])).toThrow("part torch: expected one of hourglass-native, pytorch");
    expect(() => chosenParts([], "deep,flat")).toThrow("--models flat: expected one of vanilla");
  });
});

describe("docs/benchmarks.md", () => {
  it("says what is stored, and nothing else: npm run bench -- --page writes it", async () => {
    const { renderDocument } = await load<Document>("document.js");
    const { readResults } = await load<Results>("results.js");
    const page = readFileSync(new URL("../docs/benchmarks.md", import.meta.url), "utf8");

    expect(page).toBe(renderDocument(readResults()));
  });

  it("gives each figure with its interval, where and when it was measured", async () => {
    const { renderDocument } = await load<Document>("document.js");
    const about = { date: "2026-11-28", machine: "a quiet machine", load: 0.1 };
    const series = (length: number, at: (index: number) => number): number[] =>
      Array.from({ length }, (_, index) => at(index));
    const page = renderDocument({
      training: {
        records: [
          {
            ...{ model: "deep", threads: 2, contestant: "pytorch", ...about, machine: "another machine" },
            ...{ images: "images of a test", turnSeconds: 1, warmUpSeconds: 2, work: 1e6, peakMemory: 500e6 },
            ...{ version: "PyTorch 1.13.0a0", kernel: "OpenBLAS 0.3.21, Haswell kernel, 1 thread" },
            turns: series(12, (turn) => turn % 2).map((odd) => ({
              ...{ rate: 1000, reference: 1200 + 10 * odd },
              ...{ products: [4e9, 4e9], referenceProducts: [4e9, 4e9] },
            })),
            losses: { steps: 100, loss: 0.2, reference: 0.3 },
          },
          { model: "deep", threads: 1, contestant: "jax-js-wasm", ...about, missing: "it ran away" },
        ],
      },
      "start-up": {
        ...about,
        help: series(10, (start) => 0.1 + 0.001 * (start % 2)),
        bareNode: series(10, () => 0.05),
        firstStep: [],
        peakMemory: [],
      },
      memory: {
        ...about,
        trainings: [
          {
            ...{ model: "vanilla", images: 10_000, threads: 1, collecting: false },
            ...{
              resident: series(400, (epoch) => (epoch < 60 ? 167e6 : 183e6)),
              heap: series(400, () => 50e6),
            },
            ...{ heapUsed: series(400, (epoch) => 20e6 + 1e4 * epoch), external: series(400, () => 1e6) },
            native: series(400, () => 100e6),
          },
        ],
      },
      detector: {
        ...{ ...about, threads: 2, rows: 1000, columns: 3 },
        ...{ fit: series(5, () => 6), score: series(5, (round) => 2 + 0.1 * (round % 2)) },
        forest: { fit: series(5, () => 2), score: series(5, () => 4), version: "1.2.1" },
      },
    });
    for (const words of [
      "- 2026-11-28: another machine; load before the start 0.1 (training).",
      "PyTorch: PyTorch 1.13.0a0 (OpenBLAS 0.3.21, Haswell kernel, 1 thread).",
      "0.2000 / 0.3000 at step 100 DIFFERS",
      "jax-js, WebAssembly under Node could not train it on one thread: it ran away.",
      "on images of a test.",
      "median 4 GFLOP/s, 90 % of them between 4 and 4.",
    ]) {
      expect(page).toContain(words);
    }
    expect(page).toMatch(/^\| deep +\| 2 +\| 1\.2 \[1\.2, 1\.21\] +\| +\|$/m);
    expect(page).toMatch(
      /^\| deep, 2 threads: Hourglass against PyTorch +\| at least 1\.1 times as fast +\| 1\.2 \[1\.2, 1\.21\] +\| reached +\|$/m,
    );
    expect(page).toMatch(
      /^\| `hourglass --help` +\| under 0\.12 s +\| 0\.1 \[0\.1, 0\.101\] s +\| reached +\|$/m,
    );
    expect(page).toMatch(
      /^\| what it takes more than Node, in pairs \(mean\) +\| 10 +\| 0\.0505 \[0\.0501, 0\.0509\] s +\|$/m,
    );
    expect(page).toMatch(
      /^\| `hourglass detect fit` +\| 6 \(6 to 6\) s +\| 2 \(2 to 2\) s +\| 3 \[3, 3\] +\|$/m,
    );
    expect(page).toMatch(/2 \(2 to 2\.1\) s; 500 \(476 to 500\) rows\/s/);
    expect(page).toMatch(
      /^\| vanilla +\| 400 +\| no +\| 167 MB, 183 MB, 183 MB +\| 0\.00 \[0\.00, 0\.00\] % .* no leak +\|$/m,
    );
  });

  it("says why a peer is missing beside the detector", async () => {
    const { renderDocument } = await load<Document>("document.js");
    const page = renderDocument({
      detector: {
        ...{ date: "2026-11-28", machine: "a quiet machine", load: 0.1, threads: 2, rows: 1000, columns: 3 },
        ...{ fit: [6, 7], score: [2, 2.1], forest: { missing: "python3: no scikit-learn" } },
      },
    });

    expect(page).toMatch(
      /^\| `hourglass detect fit` +\| 6\.5 \(6 to 7\) s +\| not measured: python3: no scikit-learn \| +\|$/m,
    );
  });

  it("says of everything that it was not measured where nothing is stored", async () => {
    const { renderDocument } = await load<Document>("document.js");
    const { judgeTargets, targets } = await load<Targets>("targets.js");

    expect(judgeTargets({}).every(({ verdict }) => verdict === "not measured yet")).toBe(true);
    expect(judgeTargets({}).length).toBeGreaterThanOrEqual(targets.length);
    expect(renderDocument({}).match(/^Not measured yet\.$/gm)?.length).toBeGreaterThanOrEqual(
      6 + models.length,
    );
  });

  it("has values in place of the template's placeholders, and none of its comments", async () => {
    const { fillTemplate } = await load<Document>("document.js");

    expect(fillTemplate("a {{b}}\n\n<!-- to be\nwritten -->\n\nc {{b}}", { b: "x" })).toBe("a x\n\nc x");
    expect(() => fillTemplate("{{b}}", {})).toThrow("nothing to put in place of {{b}}");
  });
});
