import { planStudy } from "hourglass-lab/internal/study/grid.ts";
import { parseStudy } from "hourglass-lab/internal/study/study-file.ts";
import { describe, expect, it } from "vitest";

// The benchmark is JavaScript: what is used of it here, as types.
interface Shape {
  readonly name: string;
  readonly data: readonly string[];
  readonly models: readonly string[];
  readonly vary: Readonly<Record<string, readonly (string | number)[]>>;
  readonly seeds: number;
}
interface Report {
  aggregationTable(results: unknown): string;
  worstStudy(results: unknown, amount: "seconds" | "peakMemory"): readonly number[] | undefined;
}
interface Targets {
  judgeTargets(results: unknown): { text: string; verdict: string }[];
}

const bench = new URL("../bench/", import.meta.url);
const load = async <T>(file: string): Promise<T> => (await import(new URL(file, bench).href)) as T;
const { shapes } = await load<{ shapes: readonly Shape[] }>("study-shapes.js");
const { aggregationTable, worstStudy } = await load<Report>("aggregation-report.js");

describe("the studies whose aggregation is measured", () => {
  it.each(shapes)("$name: as many trainings as a study may have", ({ data, models, vary, seeds }) => {
    const sizes = [data.length, models.length, seeds, ...Object.values(vary).map(({ length }) => length)];
    expect(sizes.reduce((product, size) => product * size)).toBe(10_000);
  });

  it.each(shapes)("$name: is a study", ({ name, data, models, vary }) => {
    const some = Object.fromEntries(
      Object.entries(vary).map(([setting, values]) => [setting, values.slice(0, 2)]),
    );
    const own = models.slice(0, 2).map((model) => [model, { model: "deep" }]);
    const parts = {
      title: name,
      question: "Q?",
      data,
      models: Object.fromEntries(own),
      vary: some,
      seeds: [1],
    };
    const { cells } = planStudy(parseStudy(JSON.stringify(parts), "s.yaml"), "s.yaml");
    expect(cells.length).toBeGreaterThan(1);
  });
});

describe("what is told of them", () => {
  const study = { results: 113e6, page: 4e6, reading: [2, 2, 3] };
  const results = {
    aggregation: {
      ...{ date: "2026-11-28", machine: "a machine", load: 0.1 },
      studies: [
        { shape: "many cells", seconds: [20, 21, 20], peakMemory: [900e6, 901e6, 900e6], ...study },
        { shape: "many seeds", seconds: [70, 71, 70], peakMemory: [400e6, 401e6, 400e6], ...study },
      ],
    },
  };

  it("is a row each", () => {
    expect(aggregationTable(results)).toMatch(
      /^\| many cells +\| 20 \(20 to 21\) s +\| 900 MB \(900 MB to 901 MB\) +\| 113 MB +\| 2 \(2 to 3\) s +\| 4 MB +\|$/m,
    );
    expect(aggregationTable({})).toBe("Not measured yet.");
  });

  it("is judged by the slowest and by the largest", async () => {
    expect(worstStudy(results, "seconds")).toEqual([70, 71, 70]);
    expect(worstStudy(results, "peakMemory")).toEqual([900e6, 901e6, 900e6]);
    expect(worstStudy({}, "seconds")).toBeUndefined();
    const { judgeTargets } = await load<Targets>("targets.js");
    const verdicts = judgeTargets(results).filter(({ verdict }) => !verdict.startsWith("not measured"));
    expect(verdicts.map(({ text, verdict }) => [text, verdict])).toEqual([
      ["results and page of 10,000 trainings, the slowest study", "not reached"],
      ["peak memory of that, the largest study", "reached"],
    ]);
  });
});
