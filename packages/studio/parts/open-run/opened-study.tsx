import { counted } from "hourglass-core/internal/words.ts";
import { formatMeanAndDeviation } from "hourglass-lab/internal/report/words/format.ts";
import { bestMean } from "hourglass-lab/internal/study/best-mean.ts";
import type { CellRow, StudyResults } from "hourglass-lab/internal/study/results.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { OpenedStudy } from "../../state/session.ts";

/** A study: its question, its findings, its cells in numbers, and its runs to open one by one. */
export function OpenedStudyView({ study }: { readonly study: OpenedStudy }): JSX.Element {
  const { results, report } = study;
  const data = [...new Set(results.cells.map((cell) => cell.data))];
  return (
    <>
      <p>
        {results.question}{" "}
        {report === undefined ? null : (
          <a href={report} target="_blank" rel="noopener">
            Report, in a new tab
          </a>
        )}
      </p>
      <Findings results={results} />
      {data.map((name) => (
        <Cells key={name} study={study} data={name} />
      ))}
    </>
  );
}

function Findings({
  results: { answer, figures, findings },
}: {
  readonly results: StudyResults;
}): JSX.Element {
  const shown = findings.filter(({ alike, comparisons }) => alike === undefined && comparisons.length > 0);
  return (
    <section aria-labelledby="findings-title">
      <h3 id="findings-title">Findings</h3>
      {answer === undefined ? <p class="soft">Nothing is compared.</p> : <p>{answer.text}</p>}
      {shown.map(({ figure, notes, comparisons }) => (
        <details key={figure}>
          <summary>{figures.find(({ name }) => name === figure)?.title ?? figure}</summary>
          <ul class="findings">
            {[...notes, ...comparisons.map(({ text }) => text)].map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

/** A row a cell on one data set, with what the study plots, or all that it measured. */
function Cells({ study, data }: { readonly study: OpenedStudy; readonly data: string }): JSX.Element {
  const { figures, cells } = study.results;
  const [showsAll, setShowsAll] = useState(false);
  const rows = cells.filter((cell) => cell.data === data);
  const measured = figures.filter(({ name }) => rows.some((cell) => cell.figures[name] !== undefined));
  const headlines = measured.filter(({ headline }) => headline === true);
  const columns = showsAll || headlines.length === 0 ? measured : headlines;
  const best = new Map(columns.map((figure) => [figure.name, bestMean(rows, figure)]));
  return (
    <section aria-label={`Cells on ${data}`}>
      <div class="compare-head">
        <h3>{data}</h3>
        {headlines.length > 0 && headlines.length < measured.length ? (
          <label class="image-choice">
            <input
              type="checkbox"
              checked={showsAll}
              onChange={({ currentTarget }) => setShowsAll(currentTarget.checked)}
            />
            <span>all {counted(measured.length, "figure")}</span>
          </label>
        ) : null}
      </div>
      <p class="soft compare-note">
        Mean ± sample standard deviation over the seeds, on the test images. The best mean of a column is
        bold; whether it is better than the next is for the findings to say.
      </p>
      <div class="wide-table">
        <table class="figures study-table" aria-label={`Cells on ${data}`}>
          <thead>
            <tr>
              <th scope="col">cell</th>
              {columns.map(({ name, title, unit }) => (
                <th scope="col" key={name}>
                  {title}
                  {unit === "" ? null : <small>{unit}</small>}
                </th>
              ))}
              <th scope="col">open a run</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((cell) => (
              <tr key={cell.id}>
                <th scope="row">{cell.title}</th>
                {columns.map(({ name }) => (
                  <FigureCell key={name} cell={cell} name={name} best={best.get(name)} />
                ))}
                <td>
                  <Runs study={study} cell={cell} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface FigureCellProps {
  readonly cell: CellRow;
  readonly name: string;
  readonly best: number | undefined;
}

function FigureCell({ cell, name, best }: FigureCellProps): JSX.Element {
  const spread = cell.figures[name];
  if (spread === undefined) return <td>—</td>;
  const text = formatMeanAndDeviation(spread.mean, spread.deviation);
  if (spread.mean !== best) return <td>{text}</td>;
  return (
    <td>
      <strong>{text}</strong>
      <span class="hidden-text"> best</span>
    </td>
  );
}

/** A button a seed. */
function Runs({ study, cell }: { readonly study: OpenedStudy; readonly cell: CellRow }): JSX.Element {
  const runs = study.results.runs.filter(({ id, cell: of }) => of === cell.id && study.runs.has(id));
  if (runs.length === 0) return <span class="soft">{counted(cell.seeds, "seed")}, not here</span>;
  return (
    <span class="part-tools">
      {runs.map(({ id, seed }) => (
        <button
          key={id}
          type="button"
          aria-label={`Open ${cell.title}, seed ${seed}`}
          onClick={() => void study.openRun(id)}
        >
          seed {seed}
        </button>
      ))}
    </span>
  );
}
