import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { principalStart, type RunSummary } from "../../../run/files/summary.ts";
import { Facts } from "../../components/facts.tsx";
import { Table } from "../../components/table.tsx";
import { changedWords } from "../../words/change-words.ts";
import type { ReportInput } from "../report-input.ts";
import { commandOf } from "../train-command.ts";
import type { ReportSection } from "./report-section.ts";

/** How to repeat the run, on what it ran, and from which bytes. */
export const reproduce: ReportSection = {
  title: "How to reproduce it",
  parts: (run) => [{ view: <HowTo {...run} /> }],
};

function HowTo({ summary }: ReportInput): JSX.Element {
  const { environment, dataset } = summary;
  const checksums = Object.entries(dataset.checksums);
  return (
    <>
      {summary.changes === undefined ? null : (
        <p>
          <strong>This command does not repeat the run</strong>: {changedWords(summary.changes)}. It trains
          with the last settings from the start.
        </p>
      )}
      <pre>
        <code>{commandOf(summary)}</code>
      </pre>
      <p>
        The same version, seed, device and number of threads give the same weights to the bit on the same kind
        of machine; this run used {counted(environment.threads, "thread")} (add{" "}
        <code>--threads {environment.threads}</code> where the number of cores differs).
      </p>
      <Facts
        caption="Where it ran."
        facts={[
          ["Hourglass", environment.hourglass],
          ["runtime", environment.runtime],
          ["Node", environment.node],
          ["platform", environment.platform],
          [
            "processor",
            `${environment.cpu} (${counted(environment.cores, "core")}, ${environment.threads} used)`,
          ],
          ["started", <time key="started">{summary.started}</time>],
          ...(summary.initialWeights === undefined || summary.initialWeights === principalStart
            ? []
            : [["FILE, with whose weights it began", beginningWords(summary)] as const]),
        ]}
      />
      <Table
        caption={
          <>
            The data: {dataset.title}, {dataset.licence}, from {dataset.source}.
          </>
        }
        columns={[{ name: "file" }, { name: "SHA-256 of the uncompressed bytes" }]}
        rows={checksums.map(([file, checksum]) => [
          file,
          <code key={file} class="checksum">
            {checksum}
          </code>,
        ])}
      />
      <p>
        The numbers of this page: <a href="evaluation.json">evaluation.json</a>,{" "}
        <a href="run.json">run.json</a> and the files named under the figures.
      </p>
    </>
  );
}

/** The weights that a run began with: `those of m1 (vanilla, trained on MNIST), SHA-256 0123...`. */
function beginningWords({ initialWeights, initialWeightsFrom: from }: RunSummary): string {
  const sum = `SHA-256 ${initialWeights}`;
  if (from === undefined) return sum;
  const { name, model, dataset } = from;
  const run = model === undefined || dataset === undefined ? "" : ` (${model}, trained on ${dataset})`;
  return `those of ${name}${run}, ${sum}`;
}
