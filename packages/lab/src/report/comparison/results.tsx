import type { JSX } from "preact";
import type { ErrorName } from "../../evaluation/errors.ts";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { errorColumns, errorNamesOf } from "../words/error-words.ts";
import { formatCount, formatDuration, formatNumber } from "../words/format.ts";
import { countedSamples, samplesOf } from "../words/sample-words.ts";
import { type ComparedRun, type ComparisonInput, firstRun } from "./comparison-input.ts";
import { RunKey } from "./run-key.tsx";

/** A row a run: what it is, what it cost, and its errors on the test samples. */
export const comparisonResults: Section<ComparisonInput> = {
  parts: (comparison) => [{ view: <Results {...comparison} /> }],
};

function Results(comparison: ComparisonInput): JSX.Element {
  const { runs } = comparison;
  const { summary } = firstRun(comparison);
  const { dataset } = summary;
  const samples = samplesOf(summary);
  const { title, plural } = samples;
  const measures = errorNamesOf(summary);
  const lowest = new Map(
    measures.map((measure) => [
      measure,
      Math.min(...runs.map((run) => testError(run, measure)).filter(Number.isFinite)),
    ]),
  );
  const losses = new Set(runs.map((run) => run.summary.settings.loss));
  const machines = new Set(
    runs.map(({ summary: { environment } }) =>
      [environment.cpu, environment.runtime, environment.threads].join(),
    ),
  );
  return (
    <Table
      caption={
        <>
          Errors on the {countedSamples(dataset.splits.test, samples)} of the {dataset.title} test set, mean
          over {plural}, measured alike for all: from the clean {title}, and for a Gaussian code from its
          mean. The lowest of each column in bold.
          {losses.size > 1 &&
            " The runs minimised different losses, and each is at its best in its own: read both columns."}
          {machines.size > 1 && " They ran on different machines or threads: their times do not compare."}
        </>
      }
      columns={[
        { name: "run" },
        { name: "model" },
        { name: "code", unit: "values", numeric: true },
        { name: "parameters", numeric: true },
        { name: "epochs", numeric: true },
        { name: "training", numeric: true },
        ...errorColumns(summary),
      ]}
      rows={runs.map((run, index) => [
        <RunKey key="run" run={index} name={run.name} />,
        run.summary.model.name,
        formatCount(run.summary.model.latentSize),
        formatCount(run.summary.model.parameters),
        formatCount(run.summary.epochs.run),
        formatDuration(run.summary.seconds),
        ...measures.map((measure) => {
          const error = testError(run, measure);
          const text = formatNumber(error);
          return error === lowest.get(measure) ? <strong key={measure}>{text}</strong> : text;
        }),
      ])}
    />
  );
}

function testError({ summary }: ComparedRun, measure: ErrorName): number {
  return summary.metrics?.test[measure] ?? Number.NaN;
}
