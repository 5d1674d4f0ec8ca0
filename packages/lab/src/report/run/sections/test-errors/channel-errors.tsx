import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { placesOf } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { toCsv } from "../../../../data/files/csv.ts";
import type { ChannelErrors } from "../../../../evaluation/channel-errors.ts";
import type { Piece } from "../../../components/section.ts";
import { Table } from "../../../components/table.tsx";
import { formatNumber, formatPercent } from "../../../words/format.ts";
import type { SoundReportInput } from "../report-section.ts";

const mostRows = 30;
/** More numbers than these are for the file. */
const mostNamed = 2_000;

/** The error of each column of rows, or channel of series, in its own unit; nothing of images, whose channels share one. */
export function channelErrors({ evaluation }: SoundReportInput): readonly Piece[] {
  const { errorsByChannel: errors } = evaluation.measures;
  if (errors === undefined) return [];
  const { sample } = evaluation.pictures;
  const { title, value } = kindOfSamples(sample);
  const name = placesOf(sample).length === 0 ? value.one : "channel";
  const ranked = errors.toSorted((a, b) => unexplained(b) - unexplained(a));
  const rest = ranked.slice(mostRows);
  const table: Piece = {
    view: (
      <Table
        caption={
          <>
            Test errors by {name}: the root of the mean squared error in the {name}'s own unit, beside its
            standard deviation over the test set, which is the error of guessing the {name}'s mean for every{" "}
            {title}. Unexplained is the square of their ratio, the share of the variance that the
            reconstructions miss; the largest come first, counted from 0.
            {rest.length > 0 && ` The other ${counted(rest.length, name)} stand below.`} All are in{" "}
            <a href="figures/error-by-channel.csv">figures/error-by-channel.csv</a>.
          </>
        }
        columns={[
          { name },
          { name: "root of MSE", unit: `the ${name}'s unit`, numeric: true },
          { name: "standard deviation", unit: `the ${name}'s unit`, numeric: true },
          { name: "unexplained", unit: "of the variance", numeric: true },
        ]}
        rows={ranked
          .slice(0, mostRows)
          .map(({ channel, rootMeanSquare, standardDeviation, unexplained: share }) => [
            String(channel),
            formatNumber(rootMeanSquare),
            formatNumber(standardDeviation),
            share === undefined ? "does not vary" : formatPercent(share),
          ])}
      />
    ),
    files: { "figures/error-by-channel.csv": tableOf(errors) },
  };
  if (rest.length === 0) return [table];
  return [
    table,
    {
      folded: `The other ${counted(rest.length, name)}, in the same order`,
      view: <p>{channelNumbers(rest)}</p>,
    },
  ];
}

/** What does not vary comes last. */
function unexplained({ unexplained: share = -1 }: ChannelErrors): number {
  return share;
}

function channelNumbers(errors: readonly ChannelErrors[]): string {
  const named = errors.slice(0, mostNamed).map(({ channel }) => channel);
  return `${named.join(", ")}${errors.length > mostNamed ? ", …" : "."}`;
}

function tableOf(errors: readonly ChannelErrors[]): string {
  return toCsv(
    ["channel", "rootMeanSquare", "standardDeviation", "unexplained"],
    errors.map(({ channel, rootMeanSquare, standardDeviation, unexplained: share }) => [
      channel,
      rootMeanSquare,
      standardDeviation,
      share,
    ]),
  );
}
