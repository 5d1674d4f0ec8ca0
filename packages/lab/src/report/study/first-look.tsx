import { sampleSize } from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { shapeStored } from "../../run/files/stored-shape.ts";
import type { RunRow, StudyResults } from "../../study/results.ts";
import { comparisonStyle } from "../comparison/comparison-style.ts";
import { KeyFacts } from "../components/key-facts.tsx";
import { drawSections, type Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import type { Page } from "../page/page.tsx";
import { formatDuration } from "../words/format.ts";
import { studyCells } from "./cells.tsx";
import { curveSection } from "./figures.tsx";
import { firstLookNumbers } from "./first-look-numbers.tsx";
import { firstLookPictures } from "./first-look-pictures.tsx";
import { kindOf } from "./first-look-words.tsx";
import { MissingRuns } from "./missing-runs.tsx";
import { firstLookProtocol } from "./protocol.tsx";
import { studyRuns } from "./runs.tsx";
import { distinct } from "./study-panels.ts";
import type { DrawnStudy } from "./study-plots.ts";
import { studyStyle } from "./study-style.ts";
import { samplesOfStudy } from "./study-words.ts";

/** Whether a study has one training of each of several models, and varies nothing: there is something to see, and nothing to test. */
export function isFirstLook({ runs, cells, varied }: StudyResults): boolean {
  return varied.length === 0 && cells.length > 1 && cells.length <= mostCells && runs.length === cells.length;
}

/** More models than these are not looked at one by one. */
const mostCells = 60;

const firstLookStyle = `
dfn { font-style: normal; font-weight: 600; color: var(--ink); }
.strip.aside { margin-top: 12px; }
`;

/** The page of a first look, for who sees an autoencoder for the first time: pictures first, every word explained where it first stands. */
export function firstLookPage(study: DrawnStudy): Page {
  const { results, plots } = study;
  return {
    title: `${results.title}: a first look`,
    style: comparisonStyle + studyStyle + firstLookStyle,
    version: results.environment.hourglass,
    header: <FirstLookHeader results={results} />,
    sections: drawSections(
      [
        firstLookPictures,
        firstLookNumbers,
        curveSection(plots.curves),
        models,
        goOn,
        studyCells,
        firstLookProtocol,
        studyRuns,
      ],
      study,
    ),
  };
}

function FirstLookHeader({ results }: { readonly results: StudyResults }): JSX.Element {
  const { title, question, runs, cells } = results;
  const seconds = runs.reduce((sum, run) => sum + (run.seconds ?? 0), 0);
  const one = samplesOfStudy(results);
  const [examples] = results.examples;
  const size = examples === undefined ? undefined : sampleSize(shapeStored(examples));
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
          <strong>One training each: a first look.</strong> An <dfn>autoencoder</dfn> squeezes each{" "}
          {one.title}
          {size === undefined ? "" : ` of ${counted(size, "value")}`} into a few numbers, its <dfn>code</dfn>,
          and rebuilds the {one.title} from the code alone. Nobody tells it what the {one.plural} show: it
          learns by comparing what comes out with what went in.
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

/** What each model is, with the way to its own report. */
const models: Section<DrawnStudy> = {
  title: "Look closer at each",
  parts: ({ results }) => {
    const done = results.runs.filter(({ status }) => status === "done");
    return done.length === 0
      ? []
      : [{ view: <Models done={done} plural={samplesOfStudy(results).plural} /> }];
  },
};

function Models({
  done,
  plural,
}: {
  readonly done: readonly RunRow[];
  readonly plural: string;
}): JSX.Element {
  const sets = distinct(done.map(({ data }) => data));
  return (
    <>
      <p>
        Each training has a report of its own: its codes, what its units look for, its best and worst {plural}
        .
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
        An <dfn>epoch</dfn> is one pass over the training {plural}.{" "}
        {distinct(done.map(({ epochs }) => epochs)).length > 1
          ? "The models were not trained equally long, so this does not say which kind is best."
          : "One training each does not say which kind is best."}
      </p>
    </>
  );
}

/** Where to go from a first look. */
const goOn: Section<DrawnStudy> = {
  title: "What to do next",
  parts: ({ results }) => [{ view: <Commands {...results} /> }],
};

function Commands({ cells, examples }: StudyResults): JSX.Element {
  const { plural } = samplesOfStudy({ examples });
  const [data = ""] = distinct(cells.map((cell) => cell.data));
  const steps: readonly (readonly [command: string, what: string])[] = [
    [
      "npx hourglass studio",
      `train in the browser: watch it learn, decode any code${plural === "images" ? ", draw an image and have it rebuilt" : ""}`,
    ],
    ...(/^[\w-]+$/.test(data)
      ? [
          [
            `npx hourglass train --dataset ${data} --model deep`,
            `train one for longer, on all ${plural}`,
          ] as const,
        ]
      : []),
    [
      "npx hourglass study latent-size --quick",
      "ask a question of several seeds, and get an answer with its uncertainty",
    ],
  ];
  return (
    <Table
      caption="Commands, to be typed where this was started."
      columns={[{ name: "command" }, { name: "what it does" }]}
      rows={steps.map(([command, what]) => [<code key={command}>{command}</code>, what])}
    />
  );
}
