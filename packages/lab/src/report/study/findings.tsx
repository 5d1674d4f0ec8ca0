import { capitalise, counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { strongestRows } from "../../study/finding-rows.ts";
import type { FigureFindings, StudyResults } from "../../study/results.ts";
import { Folded } from "../components/folded.tsx";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import type { DrawnStudy } from "./study-plots.ts";
import { samplesOfStudy } from "./study-words.ts";
import { fewerTableRows, firstWords, mostTableRows } from "./table-limits.ts";

/** A longer table is folded away. */
const mostRows = 12;

/** What the numbers tell apart and what not: a table a figure. */
export const studyFindings: Section<DrawnStudy> = {
  title: ({ results }) => (isTested(results) ? "What the seeds can tell apart" : "What was measured"),
  parts: ({ results }) => [
    isTested(results) ? { view: howTested(samplesOfStudy(results).plural, pairsWords(results)) } : undefined,
    ...results.findings
      .filter(({ comparisons }) => comparisons.length > 0)
      .map((found) => ({ view: <FigureTable found={found} results={results} /> })),
  ],
};

function isTested({ findings }: StudyResults): boolean {
  return findings.some(({ comparisons, model }) => comparisons.length > 0 && model !== undefined);
}

/** What of the pairs stands in results.json: of comparisons of many cells not all. */
function pairsWords({ findings }: StudyResults): string {
  const hasSome = findings.some(({ comparisons }) =>
    comparisons.some(({ cells, pairs }) => {
      const all = (cells.length * (cells.length - 1)) / 2;
      return cells.length > fewCells && pairs.length > 0 && pairs.length < all;
    }),
  );
  return hasSome
    ? "has more pairs, of comparisons of very many cells neighbours, the ends and the best and the worst with all others"
    : "has all pairs";
}

/** Of so few all pairs are given. */
const fewCells = 7;

const howTested = (samples: string, pairs: string): JSX.Element => (
  <p>
    A figure has one linear model over all cells, with the seed as a block and one pooled variance. All pairs
    of cells that differ in one thing only are compared, each place by itself: the intervals of a place hold
    together with 95 % (Tukey-Kramer). The tables show each value of a setting against the one before it, and
    the best model against each other; results.json {pairs}. Where seeds cannot tell two cells apart, whatever
    the interval holds is possible. An interval says what other seeds would give, not what other {samples}{" "}
    would: {samples} and test set are the same in every training.
  </p>
);

interface FigureTableProps {
  readonly found: FigureFindings;
  readonly results: StudyResults;
}

function FigureTable({ found, results }: FigureTableProps): JSX.Element {
  const titleOf = (name: string): string =>
    results.figures.find((figure) => figure.name === name)?.title ?? name;
  const title = capitalise(titleOf(found.figure));
  if (found.alike !== undefined) {
    return (
      <p>
        <strong>{title}</strong> tells the same cells apart as {titleOf(found.alike)}, in the same direction:
        see there.
      </p>
    );
  }
  const { rows, count, apart } = strongestRows(found, results, mostTableRows, fewerTableRows);
  if (rows.length === 0) {
    return (
      <p>
        <strong>{title}.</strong> {found.notes.join(" ")}
      </p>
    );
  }
  return (
    <>
      <p>
        <strong>{title}.</strong> {found.notes.join(" ")}
      </p>
      <Folded
        title={`${title}: ${counted(count, "comparison")}, ${apart} told apart`}
        when={rows.length > mostRows}
      >
        <Table
          kind="findings"
          caption={`${title}: the second of a pair against the first.${firstWords(count, "results.json", "with the greatest effects")}`}
          columns={[
            { name: "where" },
            { name: "what" },
            {
              name: found.model?.scale === "ratio" ? "ratio (95 % interval)" : "difference (95 % interval)",
              unit: rows[0]?.unit ?? "",
            },
            { name: "effect", unit: "pooled sd, % of the smaller mean" },
            { name: "verdict" },
          ]}
          rows={rows.map(({ where, what, difference, effect, verdict, toldApart }) => [
            where,
            what,
            toldApart ? <strong key="difference">{difference}</strong> : difference,
            effect,
            verdict,
          ])}
        />
      </Folded>
    </>
  );
}
