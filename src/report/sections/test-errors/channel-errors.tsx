import { toCsv } from "../../../data/csv.ts";
import { kindOfSamples } from "../../../data/samples/sample-kinds.ts";
import { placesOf } from "../../../data/samples/shape.ts";
import type { ChannelErrors } from "../../../evaluation/channel-errors.ts";
import { counted } from "../../../words.ts";
import { Table } from "../../components/table.tsx";
import { formatNumber, formatPercent } from "../../format.ts";
import type { Piece } from "../../section.ts";
import type { SoundReportInput } from "../report-section.ts";

const mostRows = 30;
/** More names than these are for the file. */
const mostNamed = 200;

/** The error of each column of rows, or channel of series, in its own unit; nothing of images, whose channels share one. */
export function channelErrors({ evaluation }: SoundReportInput): Piece | undefined {
  const { errorsByChannel: errors } = evaluation.measures;
  if (errors === undefined) return undefined;
  const { sample } = evaluation.pictures;
  const { title, value } = kindOfSamples(sample);
  const name = placesOf(sample).length === 0 ? value.one : "channel";
  const ranked = errors.toSorted((a, b) => unexplained(b) - unexplained(a));
  const rest = ranked.slice(mostRows);
  return {
    view: (
      <Table
        caption={
          <>
            Test errors by {name}: the root of the mean squared error in the {name}'s own unit, beside its
            standard deviation over the test set, which is the error of guessing the {name}'s mean for every{" "}
            {title}. Unexplained is the square of their ratio, the share of the variance that the
            reconstructions miss; the largest come first, counted from 0.
            {rest.length > 0 && ` ${restWords(rest, name)}`} All are in{" "}
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
}

/** What does not vary comes last. */
function unexplained({ unexplained: share = -1 }: ChannelErrors): number {
  return share;
}

function restWords(rest: readonly ChannelErrors[], name: string): string {
  const others = `The other ${counted(rest.length, name)}`;
  if (rest.length > mostNamed) return `${others} are left out.`;
  return `${others}, in the same order: ${rest.map(({ channel }) => channel).join(", ")}.`;
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
