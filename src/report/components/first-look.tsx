import type { JSX } from "preact";
import type { StudyResults } from "../../study/results.ts";
import { counted } from "../../words.ts";
import { comparisonStyle } from "../comparison-style.ts";
import { capitalise, formatDuration } from "../format.ts";
import { distinct } from "../study-panels.ts";
import type { DrawnFigure } from "../study-plots.ts";
import { studyStyle } from "../study-style.ts";
import { DrawnFigureView } from "./drawn-figure.tsx";
import { FirstLookPictures } from "./first-look-pictures.tsx";
import { explanationOf, kindOf } from "./first-look-words.tsx";
import { KeyFacts } from "./key-facts.tsx";
import { MissingRuns } from "./missing-runs.tsx";
import { PageFrame } from "./page-frame.tsx";
import { StudyCells } from "./study-cells.tsx";
import { StudyFigures } from "./study-figures.tsx";
import type { StudyProps } from "./study-page.tsx";
import { StudyProtocol } from "./study-protocol.tsx";
import { StudyRuns } from "./study-runs.tsx";
import { Table } from "./table.tsx";

/** Whether a study has one training of each of several models, and varies nothing: there is something to see, and nothing to test. */
export function isFirstLook({ runs, cells, varied }: StudyResults): boolean {
  return varied.length === 0 && cells.length > 1 && runs.length === cells.length;
}

const firstLookStyle = `
dfn { font-style: normal; font-weight: 600; color: var(--ink); }
.strip.aside { margin-top: 12px; }
`;

/** The page of a first look, for who sees an autoencoder for the first time: pictures first, every word explained where it first stands. */
export function FirstLookPage(props: StudyProps): JSX.Element {
  const { results, plots } = props;
  return (
    <PageFrame
      title={`${results.title}: a first look`}
      style={comparisonStyle + studyStyle + firstLookStyle}
      version={results.environment.hourglass}
    >
      <FirstLookHeader results={results} />
      <FirstLookPictures {...props} />
      {plots.models.length > 0 && (
        <section>
          <h2>The same in numbers</h2>
          <p>
            Every number is a mean over all test images. With one training each, nobody can say how much of a
            difference is chance: another seed would give other numbers.
          </p>
          {plots.models.map((figure, index) => (
            <FirstLookFigure
              key={figure.table.file}
              name={headlines(results)[index]}
              figure={figure}
              models={distinct(results.cells.map(({ model }) => model))}
            />
          ))}
        </section>
      )}
      <StudyFigures {...props} plots={{ over: [], models: [], curves: plots.curves }} />
      <Models results={results} />
      <GoOn results={results} />
      <StudyCells {...props} />
      <StudyProtocol protocol={results.protocol} />
      <StudyRuns {...props} />
    </PageFrame>
  );
}

/** Names of the figures that are drawn, in the order of their drawings. */
function headlines({ figures, cells }: StudyResults): readonly string[] {
  return figures
    .filter(
      ({ name, headline }) => headline === true && cells.some((cell) => cell.figures[name] !== undefined),
    )
    .map(({ name }) => name);
}

function FirstLookHeader({ results }: { readonly results: StudyResults }): JSX.Element {
  const { title, question, runs, cells } = results;
  const seconds = runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  const [image] = results.examples;
  const size =
    image === undefined ? undefined : image.image.height * image.image.width * image.image.channels;
  return (
    <header>
      <p class="kicker">Hourglass · a first look</p>
      <h1>{title}</h1>
      <p class="lead">{question}</p>
      <MissingRuns runs={runs} />
      <div class="headline">
        <p class="headline-number">
          <span class="number">{runs.length}</span> <span class="headline-unit">trainings</span>
        </p>
        <p class="headline-meaning">
          <strong>One training each: a first look.</strong> An <dfn>autoencoder</dfn> squeezes each image
          {size === undefined ? "" : ` of ${counted(size, "value")}`} into a few numbers, its <dfn>code</dfn>,
          and rebuilds the image from the code alone. Nobody tells it what the images show: it learns by
          comparing what comes out with what went in.
        </p>
      </div>
      <KeyFacts
        facts={[
          ["data", distinct(cells.map(({ data }) => data)).join(", ")],
          ["models", distinct(cells.map(({ model }) => model)).join(", ")],
          ["seed", distinct(runs.map(({ seed }) => seed)).join(", ")],
          ...(seconds > 0 ? [["training, in all", formatDuration(seconds)] as const] : []),
        ]}
      />
    </header>
  );
}

function FirstLookFigure({
  name,
  figure,
  models,
}: {
  readonly name: string | undefined;
  readonly figure: DrawnFigure;
  readonly models: readonly string[];
}): JSX.Element {
  const { meaning, reading } = explanationOf(name, models);
  const goal =
    figure.better === undefined ? "" : figure.better === "higher" ? "Higher is better." : "Lower is better.";
  return (
    <DrawnFigureView
      figure={figure}
      caption={
        <>
          {capitalise(figure.title)} of each model. {meaning} {goal}
          {figure.beside === undefined ? "" : ` Broken line, for comparison: ${figure.beside}.`}
        </>
      }
      {...(reading === undefined ? {} : { reading })}
    />
  );
}

/** What each model is, with the way to its own report. */
function Models({ results: { runs } }: { readonly results: StudyResults }): JSX.Element | null {
  const done = runs.filter(({ status }) => status === "done");
  if (done.length === 0) return null;
  const sets = distinct(done.map(({ data }) => data));
  return (
    <section>
      <h2>Look closer at each</h2>
      <p>
        Each training has a report of its own: its codes, what its units look for, its best and worst images.
      </p>
      <Table
        caption="The models, and the reports of their trainings."
        columns={[
          { name: "report" },
          { name: "what it is" },
          { name: "epochs", numeric: true },
          { name: "training", unit: "s", numeric: true },
        ]}
        rows={done.map(({ id, model, data, epochs, seconds }) => [
          <a key={id} href={`runs/${encodeURIComponent(id)}/report.html`}>
            {sets.length === 1 ? model : `${model}, ${data}`}
          </a>,
          kindOf(model) ?? "—",
          epochs ?? "—",
          seconds === undefined ? "—" : seconds.toFixed(1),
        ])}
      />
      <p>
        An <dfn>epoch</dfn> is one pass over the training images.{" "}
        {distinct(done.map(({ epochs }) => epochs)).length > 1
          ? "The models were not trained equally long, so this does not say which kind is best."
          : "One training each does not say which kind is best."}
      </p>
    </section>
  );
}

/** Where to go from a first look. */
function GoOn({ results: { cells } }: { readonly results: StudyResults }): JSX.Element {
  const [data = ""] = distinct(cells.map((cell) => cell.data));
  const steps: readonly (readonly [command: string, what: string])[] = [
    [
      "npx hourglass studio",
      "train in the browser: watch it learn, decode any code, draw an image and have it rebuilt",
    ],
    ...(/^[\w-]+$/.test(data)
      ? [
          [
            `npx hourglass train --dataset ${data} --model deep`,
            "train one for longer, on all images",
          ] as const,
        ]
      : []),
    [
      "npx hourglass study latent-size --quick",
      "ask a question of several seeds, and get an answer with its uncertainty",
    ],
  ];
  return (
    <section>
      <h2>What to do next</h2>
      <Table
        caption="Commands, to be typed where this was started."
        columns={[{ name: "command" }, { name: "what it does" }]}
        rows={steps.map(([command, what]) => [<code key={command}>{command}</code>, what])}
      />
    </section>
  );
}
