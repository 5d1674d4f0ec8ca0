import type { JSX } from "preact";
import { anomalyScoreNames, anomalyScores } from "../../anomaly/anomaly-scores.ts";
import { anomalyBaselineNames, anomalyBaselines } from "../../anomaly/baselines.ts";
import { percent, points } from "../../anomaly/percent.ts";
import type { AnomalyCell, AnomalyResults, ScoredImage } from "../../anomaly/results.ts";
import { meanAndDeviation } from "../../evaluation/spread.ts";
import { counted } from "../../words.ts";
import type { AnomalyInput } from "../anomaly-input.ts";
import { anomalyStyle } from "../anomaly-style.ts";
import { formatCount, formatDuration, formatNumber } from "../format.ts";
import type { RenderedPlot } from "../plots/render-plot.ts";
import { imageRaster } from "../raster.ts";
import { Facts } from "./facts.tsx";
import { Figure } from "./figure.tsx";
import { PageFrame } from "./page-frame.tsx";
import { Plot } from "./plot.tsx";
import { Table } from "./table.tsx";
import { Tile } from "./tile.tsx";

interface AnomalyPageProps extends Pick<AnomalyInput, "results" | "picture"> {
  /** The autoencoder of the first seed that tells anomalies worst. */
  readonly hardest: AnomalyCell;
  readonly areas: RenderedPlot;
  readonly histogram: RenderedPlot;
  readonly curve: RenderedPlot;
}

/** The page about anomalies: the areas first, then the hardest case from near, then what it rests on. */
export function AnomalyPage(props: AnomalyPageProps): JSX.Element {
  const { results, areas } = props;
  const { dataset, against, protocol, environment } = results;
  const title =
    against === undefined ? `One class of ${dataset.title}` : `${dataset.title} against ${against.title}`;
  return (
    <PageFrame title={`Anomalies: ${title}`} style={anomalyStyle} version={environment.hourglass}>
      <header>
        <p class="kicker">Hourglass · anomalies</p>
        <h1>{against === undefined ? `${title} against the others` : title}</h1>
        <p class="lead">
          An autoencoder that has seen only normal images: how well does it tell that another is none?
        </p>
      </header>
      <Doubts {...results} />
      {results.comparison?.findings.map((finding) => (
        <p key={finding} class="finding">
          {finding}
        </p>
      ))}
      <AreasTable {...results} />
      <BaselineTable {...results} />
      <Figure
        caption={
          <>
            Area under the ROC curve of the combined score (filled) and of the reconstruction error alone
            (hollow){results.plan.seeds.length > 1 && ", mean and deviation over the seeds"}. The axis does
            not begin at 0.
          </>
        }
        reading={
          <>
            The probability that an anomalous test image, drawn at random, gets a higher score than a normal
            one: 100 % parts them perfectly, 50 % is chance.
          </>
        }
        files={["figures/auroc.svg", "anomaly.json"]}
      >
        <Plot plot={areas} />
      </Figure>
      <HardestCase {...props} />
      <section>
        <h2>How it was measured</h2>
        <ul>
          {protocol.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <Facts
          caption="The scores; the higher, the stranger an image."
          facts={anomalyScoreNames.map((name) => [anomalyScores[name].title, results.scores[name]])}
        />
        <BaselineFacts {...results} />
      </section>
    </PageFrame>
  );
}

/** A row an autoencoder, and their means. */
function AreasTable({ cells, mean, plan, baselines = [], comparison }: AnomalyResults): JSX.Element {
  const several = plan.seeds.length > 1;
  const best = comparison?.best;
  const areaOfBest = (normalClass: number | undefined): readonly string[] => {
    const found = baselines.find((one) => one.normalClass === normalClass);
    return best === undefined || found === undefined ? [] : [percent(found.auroc[best])];
  };
  const rows = cells.map((cell) => [
    cell.normal,
    ...(several ? [String(cell.seed)] : []),
    formatCount(cell.images.train),
    formatDuration(cell.seconds),
    ...anomalyScoreNames.map((name) => percent(cell.auroc[name])),
    ...areaOfBest(cell.normalClass),
  ]);
  const means =
    mean === undefined || cells.length < 2
      ? []
      : [
          [
            <strong key="mean">mean</strong>,
            ...(several ? [""] : []),
            ...["", ""],
            ...anomalyScoreNames.map((name) => (
              <strong key={name}>
                {percent(mean[name].mean)}
                {several && ` ± ${percent(mean[name].standardDeviation)}`}
              </strong>
            )),
            ...(best === undefined ? [] : [percent(comparison?.baselines[best] ?? Number.NaN)]),
          ],
        ];
  return (
    <Table
      caption={
        <>
          Area under the ROC curve (%) of each score on the test images
          {best !== undefined && ", and of the best baseline"}
          {several && "; the mean over all, with its deviation over the seeds, in the last row"}.
        </>
      }
      columns={[
        { name: "normal" },
        ...(several ? [{ name: "seed", numeric: true }] : []),
        { name: "trained on", unit: "images", numeric: true },
        { name: "time", numeric: true },
        ...anomalyScoreNames.map((name) => ({ name: anomalyScores[name].title, numeric: true })),
        ...(best === undefined
          ? []
          : [{ name: anomalyBaselines[best].title, unit: "no autoencoder", numeric: true }]),
      ]}
      rows={[...rows, ...means]}
    />
  );
}

/** What makes the areas doubtful, before they are shown. */
function Doubts({ cells }: AnomalyResults): JSX.Element | null {
  const doubtful = cells.filter(({ warnings = [] }) => warnings.length > 0);
  if (doubtful.length === 0) return null;
  return (
    <section class="notice warnings" role="note">
      <h2>{`${doubtful.length} of ${counted(cells.length, "autoencoder")} may say nothing`}</h2>
      <ul>
        {doubtful.flatMap(({ normal, seed, warnings = [] }) =>
          warnings.map((warning) => (
            <li key={`${normal} ${seed} ${warning}`}>
              <b>{`${normal}, seed ${seed}`}</b>: {warning}.
            </li>
          )),
        )}
      </ul>
    </section>
  );
}

/** What tells the same anomalies without an autoencoder, and how far the combined score is from it. */
function BaselineTable({ baselines = [], comparison }: AnomalyResults): JSX.Element | null {
  if (baselines.length === 0) return null;
  const intervals = comparison !== undefined && comparison.pairs !== "none";
  const rows = anomalyBaselineNames.map((name) => {
    const { mean } = meanAndDeviation(baselines.map(({ auroc }) => auroc[name]));
    const difference = comparison?.differences.combined[name];
    const { interval } = difference ?? {};
    return [
      anomalyBaselines[name].title,
      percent(mean),
      ...(difference === undefined ? [] : [points(difference.mean)]),
      ...(interval === undefined ? [] : [interval.map(points).join(" to ")]),
    ];
  });
  return (
    <Table
      caption={
        <>
          Area under the ROC curve (%) of what needs no autoencoder, on the same images
          {baselines.length > 1 && `, mean over the ${baselines.length} that are normal in turn`}
          {intervals &&
            `; the combined score less each in percentage points, with the 95 % interval of the difference over the ${comparison.pairs}`}
          .
        </>
      }
      columns={[
        { name: "baseline" },
        { name: "AUROC", numeric: true },
        ...(comparison === undefined ? [] : [{ name: "combined less it", numeric: true }]),
        ...(intervals ? [{ name: "95 % interval", numeric: true }] : []),
      ]}
      rows={rows}
    />
  );
}

function BaselineFacts({ baselineScores }: AnomalyResults): JSX.Element | null {
  if (baselineScores === undefined) return null;
  return (
    <Facts
      caption="The baselines, which know the same normal images and depend on no seed."
      facts={anomalyBaselineNames.map((name) => [anomalyBaselines[name].title, baselineScores[name]])}
    />
  );
}

/** The scores of one autoencoder, and the images that it finds strange. */
function HardestCase({ results, picture, hardest, histogram, curve }: AnomalyPageProps): JSX.Element {
  const { extremes, images } = hardest;
  const only = results.cells.length === 1;
  const show = (title: string, scored: readonly ScoredImage[]): JSX.Element => (
    <div>
      <p class="group-title">{title}</p>
      <div class="scored">
        {scored.map((image) => {
          const { dataset, index, isAnomalous, score } = image;
          const { bytes, name } = picture(image);
          const kind = isAnomalous ? "anomalous" : "normal";
          const which = `${dataset}, ${kind} test image ${index}`;
          return (
            <div key={which} class={kind}>
              <Tile
                raster={imageRaster(bytes, results.dataset.image)}
                alt={name === undefined ? which : `${which} (${name})`}
              />
              <span class="tile-label">
                {name !== undefined && <b>{name}</b>}
                {formatNumber(score)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
  return (
    <section>
      <h2>{`${only ? "From near" : "The hardest case"}: ${hardest.normal} is normal`}</h2>
      <Figure
        caption={
          <>
            Left, the combined scores of the {counted(images.normal, "normal test image")} (blue) and of the{" "}
            {counted(images.anomalous, "anomalous one")} (orange), each as shares of their own number; the
            last bin has all that are beyond it. Right, the ROC curve: what share of the anomalies is found at
            which price in false alarms, as the threshold falls.
          </>
        }
        reading={
          <>Where the two hills overlap, no threshold is right for both. The dashed diagonal is chance.</>
        }
        files={["figures/scores.svg", "figures/roc.svg", "anomaly.json"]}
      >
        <div class="side-by-side">
          <div>
            <Plot plot={histogram} />
          </div>
          <div>
            <Plot plot={curve} />
          </div>
        </div>
      </Figure>
      <Figure
        caption={
          <>
            Test images by their combined score, which stands under each; anomalies have a frame. They are the
            extremes by rank, not a choice.
          </>
        }
        reading={
          <>
            Look at the last two rows: normal images that are taken for anomalies are often badly drawn or
            rare, and anomalies that pass as normal often resemble what is normal.
          </>
        }
        files={["figures/extremes.svg", "anomaly.json"]}
      >
        {show("strangest of all", extremes.strangest)}
        {show("least strange of all", extremes.leastStrange)}
        {show("strangest normal images: the first to be false alarms", extremes.strangestNormal)}
        {show("least strange anomalies: the first to be missed", extremes.leastStrangeAnomalous)}
      </Figure>
    </section>
  );
}
