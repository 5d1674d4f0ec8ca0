import { group } from "d3-array";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { listedShort } from "../../study/listed-short.ts";
import type { RunRow, StudyResults } from "../../study/results.ts";
import { Facts } from "../components/facts.tsx";
import { Folded } from "../components/folded.tsx";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { formatNumber } from "../words/format.ts";
import type { DrawnStudy } from "./study-plots.ts";
import { samplesOfStudy } from "./study-words.ts";
import { firstRows, firstWords } from "./table-limits.ts";

/** A longer table is folded away. */
const mostRows = 16;

/** Every training with a link to its own report, and what became of those that failed. */
export const studyRuns: Section<DrawnStudy> = {
  title: "All runs",
  parts: ({ results }) => [{ view: <AllRuns {...results} /> }],
};

function AllRuns({ runs, figures, environment, examples }: StudyResults): JSX.Element {
  const failed = runs.filter(({ status }) => status === "failed");
  const headline = figures.filter((figure) => figure.headline === true);
  return (
    <>
      {failed.length > 0 && (
        <Table
          caption={`Runs that failed; no figure counts them.${firstWords(failed.length, "results.csv")}`}
          columns={[{ name: "run" }, { name: "what happened" }]}
          rows={firstRows(failed).map(({ id, error = "unknown" }) => [id, error])}
        />
      )}
      <RunWarnings runs={runs} />
      <NotMeasured runs={runs} />
      <Folded title={counted(runs.length, "run")} when={runs.length > mostRows}>
        <Table
          caption={`The trainings, each with its own report, and their figures on the test ${samplesOfStudy({ examples }).plural}.${firstWords(runs.length, "results.csv")}`}
          columns={[
            { name: "run" },
            { name: "seed", numeric: true },
            { name: "epochs", numeric: true },
            ...headline.map(({ title, unit }) => ({ name: title, unit, numeric: true })),
          ]}
          rows={firstRows(runs).map((run) => [
            <RunName key="run" run={run} />,
            run.seed,
            run.epochs ?? "—",
            ...headline.map(({ name }) => {
              const value = run.figures[name];
              return value === undefined ? "—" : formatNumber(value);
            }),
          ])}
        />
      </Folded>
      <Facts
        caption="Where the study ran."
        facts={[
          ["Hourglass", environment.hourglass],
          ["runtime", environment.runtime],
          ["processor", `${environment.cpu} (${counted(environment.cores, "core")})`],
        ]}
      />
      <p>
        The numbers of this page: <a href="results.json">results.json</a>,{" "}
        <a href="results.csv">results.csv</a> (a row a run), <a href="cells.csv">cells.csv</a> (a row a cell)
        and the files named under the figures.
      </p>
    </>
  );
}

/** Models that learnt nothing, or worse, and still count in the figures. */
function RunWarnings({ runs }: { readonly runs: readonly RunRow[] }): JSX.Element | null {
  const warned = runs.flatMap(({ id, warnings = [] }) => warnings.map((text) => [id, text]));
  if (warned.length === 0) return null;
  return (
    <Table
      caption={`Models with which something is wrong.${firstWords(warned.length, "results.json")}`}
      columns={[{ name: "run" }, { name: "what" }]}
      rows={firstRows(warned)}
    />
  );
}

/** What is missing from the figures, and in which runs. */
function NotMeasured({ runs }: { readonly runs: readonly RunRow[] }): JSX.Element | null {
  const missing = runs.flatMap(({ id, notMeasured = {} }) =>
    Object.entries(notMeasured).map(([measure, reason]) => ({ id, measure, reason })),
  );
  if (missing.length === 0) return null;
  const done = runs.filter(({ status }) => status === "done").length;
  const alike = group(missing, ({ measure, reason }) => `${measure}: ${reason}`);
  return (
    <Table
      caption="What could not be measured."
      columns={[{ name: "measure" }, { name: "why" }, { name: "runs" }]}
      rows={[...alike.values()].map((rows) => [
        rows[0]?.measure,
        rows[0]?.reason,
        rows.length === done ? "all" : listedShort(rows.map(({ id }) => id)),
      ])}
    />
  );
}

function RunName({ run: { id, status } }: { readonly run: RunRow }): JSX.Element {
  if (status === "done") return <a href={`runs/${encodeURIComponent(id)}/report.html`}>{id}</a>;
  return (
    <>
      {id} ({status})
    </>
  );
}
