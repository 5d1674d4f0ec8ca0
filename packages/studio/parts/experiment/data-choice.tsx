import {
  describeSamples,
  sliceSamples,
  takeSamples,
  valuesOf,
} from "hourglass-core/internal/data/samples/samples.ts";
import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import { capitalise, counted, listed } from "hourglass-core/internal/words.ts";
import { formats } from "hourglass-lab/internal/data/own/formats.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { choose } from "../../state/actions.ts";
import { data, experiment, offeredData, samplesKind } from "../../state/session.ts";
import { takeFiles } from "../../state/take-files.ts";
import { dataMends } from "../../state/waiting.ts";
import type { LoadedData } from "../../workers/trainer/trainer-api.ts";
import { FileButton } from "../file-button.tsx";
import { Mends } from "../mends.tsx";
import { readableHere } from "../readable-here.ts";
import { RowsTable } from "../rows-table.tsx";
import { drawingWords } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { fewOfEach } from "./few-of-each.ts";

/** What to learn from: of the catalogue, or one's own. */
export function DataChoice(): JSX.Element {
  const chosen = experiment.value.dataset ?? "mnist";
  const offered = offeredData.value;
  const order = ["digits", "mnist", "fashion-mnist", "sensors"];
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = [...offered].sort((a, b) => place(a.name) - place(b.name));
  const absent = sorted.filter(({ missing }) => missing !== undefined);
  return (
    <fieldset class="choice">
      <legend>Data</legend>
      <div class="data-cards">
        {sorted.map(({ name, missing }) => (
          <label
            key={name}
            class={missing === undefined ? "choice-card data-card" : "choice-card data-card card-absent"}
          >
            <input
              type="radio"
              name="dataset"
              value={name}
              checked={name === chosen}
              disabled={missing !== undefined}
              aria-describedby={missing === undefined ? undefined : "missing-data"}
              onChange={() => void choose({ dataset: name })}
            />
            <span class="card-title">{titleOf(name)}</span>
          </label>
        ))}
      </div>
      {absent.length === 0 ? null : (
        <details class="missing" id="missing-data">
          <summary>{absent.map(({ name }) => titleOf(name)).join(" and ")}: not here yet</summary>
          {absent.map(({ name, missing }) => (
            <p key={name}>
              <strong>{titleOf(name)}</strong>: {missing}.
            </p>
          ))}
        </details>
      )}
      <OwnData />
      <Loaded />
    </fieldset>
  );
}

const shortTitles: Readonly<Record<string, string>> = {
  digits: "Digits",
  mnist: "MNIST",
  "fashion-mnist": "Fashion-MNIST",
  sensors: "Sensors",
};

function titleOf(name: string): string {
  return shortTitles[name] ?? name;
}

/** Buttons for files and folders; dropping works anywhere on the page. */
function OwnData(): JSX.Element {
  return (
    <div class="own-data">
      <p>
        Your own: drop {readableHere()} files or a folder of them, or {arrayFiles()}, anywhere on this page.
      </p>
      <div class="own-data-buttons">
        <FileButton name="Choose files…" onFiles={takeFiles} />
        <FileButton name="Choose a folder…" folder onFiles={takeFiles} />
      </div>
      <details class="own-data-formats">
        <summary>What can be read?</summary>
        <p>
          {formats.kinds.map(({ title, about }) => `${title}: ${about}. `)}
          Photographs and other pictures that this browser decodes (JPEG, WebP, GIF, AVIF) are taken as PNG
          images are; the command line takes PNG images alone. Images of any size are scaled to 28 × 28 greys.
          Nothing is sent anywhere.
        </p>
      </details>
    </div>
  );
}

/** The formats of which one file is a data set: `an .npy, .npz or .csv file`. */
function arrayFiles(): string {
  const alone = formats.kinds.filter(
    ({ single, inFolder }) => single === "data set" && inFolder === undefined,
  );
  return `an ${listed(
    alone.map(({ title }) => title),
    "or",
  )} file`;
}

/** How loading goes, then what was loaded: its name, and some of its samples. */
function Loaded(): JSX.Element {
  const state = data.value;
  return (
    <div class="loaded">
      <div role="status" class="loading">
        {state.status === "loading" ? (
          <>
            <span>{state.progress.text}</span>
            <progress
              {...(state.progress.fraction === undefined ? {} : { value: state.progress.fraction })}
            />
          </>
        ) : null}
        {state.status === "failed" ? (
          <p class="problem">
            {state.message} <Mends mends={dataMends.value} />
          </p>
        ) : null}
      </div>
      {state.status === "ready" ? <LoadedSamples loaded={state.data} /> : null}
    </div>
  );
}

const shown = 20;

/** Of a table: enough to see what its columns hold. */
const mostLines = 5;

function LoadedSamples({ loaded }: { readonly loaded: LoadedData }): JSX.Element {
  const { test, title, trainCount, testCount, classNames, sample, statistics } = loaded;
  const { title: one, plural } = samplesKind.value;
  const [values, look] = useMemo(() => {
    const chosen = fewOfEach(test.labels, test.count, shown);
    return [valuesOf(takeSamples(test, Int32Array.from(chosen))), { shape: sample, statistics }];
  }, [test, sample, statistics]);
  const classes = classNames.length === 0 ? "" : ` in ${counted(classNames.length, "class", "classes")}`;
  const lines = Math.min(mostLines, test.count);
  const names = test.labels && Array.from(test.labels.subarray(0, lines), (label) => classNames[label] ?? "");
  return (
    <figure class="samples">
      <RowsTable
        values={valuesOf(sliceSamples(test, 0, lines))}
        count={lines}
        look={look}
        caption={`The first test ${plural}`}
        {...(names === undefined ? {} : { names })}
      />
      <SampleView
        class="sprite"
        values={values}
        look={look}
        columns={isImageShape(sample) ? 10 : 5}
        apart={1}
        label={`${Math.min(shown, test.count)} of the test ${plural}`}
      />
      <figcaption>
        {title}: {counted(trainCount, one, plural)} to learn from and {formatCount(testCount)} to test
        {classes}.
        {isImageShape(sample) ? null : ` ${capitalise(describeSamples(sample))}. ${drawingWords(sample)}`}
      </figcaption>
    </figure>
  );
}
