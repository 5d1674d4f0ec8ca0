import { counted } from "hourglass-core/internal/words.ts";
import { formatDuration, formatNumber, formatPercent } from "hourglass-lab/internal/report/words/format.ts";
import type { ServedRuns } from "hourglass-lab/internal/server/api.ts";

/** Something that the server has to open, or to read the report of. */
export type Offered = ServedRuns["runs"][number];

/** What is told of each kind, part by part, after its place. */
const tellers: {
  readonly [K in Offered["kind"]]: (found: Extract<Offered, { kind: K }>) => readonly string[];
} = {
  run: ({ figures, epochs, seconds }) => [
    `test ${figures.bce === undefined ? "" : `BCE ${formatNumber(figures.bce)} nats, `}MSE ${formatNumber(figures.mse)}`,
    `${counted(epochs, "epoch")} in ${formatDuration(seconds)}`,
  ],
  classifier: ({ classes, labels, accuracy, tested }) => [
    `classifier of ${counted(classes, "class", "classes")}, trained with ${counted(labels, "label")}`,
    `accuracy ${formatNumber(accuracy)} on ${counted(tested, "test sample")}`,
  ],
  detector: ({ score, falseAlarms, normal, auroc }) => [
    `score: ${score}`,
    ...(auroc === undefined ? [] : [`AUROC ${formatNumber(auroc)}`]),
    normal.samples === 0
      ? `${formatPercent(falseAlarms)} false alarms allowed`
      : `${counted(normal.alarms, "alarm")} on ${counted(normal.samples, "normal test sample")}, ${formatPercent(falseAlarms)} allowed`,
  ],
  study: ({ runs, cells, datasets }) => [
    `study of ${counted(runs, "training")} in ${counted(cells, "cell")}`,
    datasets.join(", "),
  ],
};

/** What stands under the title of something that is offered. */
export function offeredWords(found: Offered): string {
  const date = new Date(found.date).toLocaleDateString(undefined, { dateStyle: "medium" });
  // Each teller is given its own kind, which the table's type says and an access to it does not.
  const tell = tellers[found.kind] as (found: Offered) => readonly string[];
  const question = found.kind === "study" ? [found.question] : [];
  return [found.id, ...tell(found), date, ...question].join(" · ");
}
