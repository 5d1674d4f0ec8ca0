import type { Fact, Numbers } from "../../data/tables/result-table.ts";
import type { Findings } from "../../detector/detector.ts";
import { mostReasons } from "../../detector/reasons.ts";

/** What a table says of the scores of samples. */
export interface ScoreColumns {
  readonly numbers: Numbers;
  readonly notes: readonly Fact[];
}

/** Findings as the columns of a table: score, percentile, alarm, and of rows the columns that say why, a group of four each. */
export function scoreColumns(findings: readonly Findings[]): ScoreColumns {
  const count = findings.reduce((sum, { scores }) => sum + scores.length, 0);
  const values = new Float32Array(2 * count);
  let row = 0;
  for (const { scores, percentiles } of findings) {
    for (const [at, score] of scores.entries()) {
      values[2 * row] = score;
      values[2 * row + 1] = percentiles[at] as number;
      row++;
    }
  }
  const alarms = Int32Array.from(findings.flatMap((some) => some.alarms.map(Number)));
  return {
    numbers: { array: "scores", columns: ["score", "percentile"], values },
    notes: [{ column: "alarm", array: "alarms", values: alarms }, ...reasonColumns(findings)],
  };
}

function reasonColumns(findings: readonly Findings[]): readonly Fact[] {
  if (findings.some(({ reasons }) => reasons === undefined)) return [];
  const all = findings.flatMap(({ reasons = [] }) => reasons);
  const places = Math.min(mostReasons, all[0]?.length ?? 0);
  return Array.from({ length: places }, (_, place) => place).flatMap((place): readonly Fact[] => {
    const fact = (word: string, values: Fact["values"]): Fact => ({
      ...{ column: `${word}_${place + 1}`, array: `${word}_${place + 1}`, values },
    });
    const ofRows = (field: "column" | "value" | "expected"): readonly string[] =>
      all.map((reasons) => reasons[place]?.[field] ?? "");
    return [
      fact("column", ofRows("column")),
      fact("value", ofRows("value")),
      fact("expected", ofRows("expected")),
      fact(
        "times",
        Float32Array.from(all, (reasons) => reasons[place]?.times ?? Number.NaN),
      ),
    ];
  });
}
