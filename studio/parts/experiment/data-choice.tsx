import type { JSX, TargetedEvent } from "preact";
import { useMemo, useRef } from "preact/hooks";
import { formatsOfFolders, readableInFolders } from "../../../src/data/formats/formats.ts";
import { formatCount } from "../../../src/report/format.ts";
import { counted } from "../../../src/words.ts";
import { choose } from "../../state/actions.ts";
import { chosenFiles } from "../../state/dropped-files.ts";
import { data, experiment, offeredData } from "../../state/session.ts";
import { takeFiles } from "../../state/take-files.ts";
import type { LoadedData } from "../../workers/trainer-api.ts";
import { Sprite } from "../sprite.tsx";
import { fewOfEach } from "./few-of-each.ts";

/** Which images to learn from: of the catalogue, or one's own. */
export function DataChoice(): JSX.Element {
  const chosen = experiment.value.dataset ?? "mnist";
  const offered = offeredData.value;
  const order = ["digits", "mnist", "fashion-mnist"];
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
      <LoadedImages />
    </fieldset>
  );
}

const shortTitles: Readonly<Record<string, string>> = {
  digits: "Digits",
  mnist: "MNIST",
  "fashion-mnist": "Fashion-MNIST",
};

function titleOf(name: string): string {
  return shortTitles[name] ?? name;
}

/** What makes a button for files one for folders: every browser has it, the types do not. */
const whole: object = { webkitdirectory: true };

/** Buttons for files and folders; dropping works anywhere on the page. */
function OwnData(): JSX.Element {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = ({ currentTarget }: TargetedEvent<HTMLInputElement>): void => {
    const given = chosenFiles(currentTarget.files);
    // The same files can be chosen again, once they are put right.
    currentTarget.value = "";
    void takeFiles(given);
  };
  return (
    <div class="own-data">
      <p>Your own: drop {readableInFolders()} files or a folder of them anywhere on this page.</p>
      <div class="own-data-buttons">
        <button type="button" onClick={() => files.current?.click()}>
          Choose files…
        </button>
        <button type="button" onClick={() => folder.current?.click()}>
          Choose a folder…
        </button>
      </div>
      <input ref={files} type="file" multiple hidden aria-label="Files with images" onChange={take} />
      <input ref={folder} type="file" {...whole} hidden aria-label="Folder with images" onChange={take} />
      <details class="own-data-formats">
        <summary>What can be read?</summary>
        <p>
          {formatsOfFolders().map(({ about }) => `${about}. `)}
          Images of any size are scaled to 28 × 28 greys. Nothing is sent anywhere.
        </p>
      </details>
    </div>
  );
}

/** How loading goes, then what was loaded: its name, and some of its images. */
function LoadedImages(): JSX.Element {
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
        {state.status === "failed" ? <p class="problem">{state.message}</p> : null}
      </div>
      {state.status === "ready" ? <Samples loaded={state.data} /> : null}
    </div>
  );
}

const shown = 20;

function Samples({ loaded }: { readonly loaded: LoadedData }): JSX.Element {
  const { test, title, trainCount, classNames } = loaded;
  const pictures = useMemo(() => {
    const size = test.height * test.width * test.channels;
    const chosen = fewOfEach(test.labels, test.count, shown);
    const bytes = new Uint8Array(chosen.length * size);
    for (const [at, index] of chosen.entries()) {
      bytes.set(test.images.subarray(index * size, (index + 1) * size), at * size);
    }
    return { bytes, count: chosen.length };
  }, [test]);
  const classes = classNames.length === 0 ? "" : ` in ${counted(classNames.length, "class", "classes")}`;
  return (
    <figure class="samples">
      <Sprite
        {...pictures}
        {...{ height: test.height, width: test.width, channels: test.channels, columns: 10 }}
        label={`${pictures.count} of the test images`}
      />
      <figcaption>
        {title}: {counted(trainCount, "image")} to learn from and {formatCount(test.count)} to test{classes}.
      </figcaption>
    </figure>
  );
}
