import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { VariedValue } from "hourglass-lab/internal/study/results.ts";
import { settingWords } from "hourglass-lab/internal/study/setting-words.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openTried } from "../state/come-back.ts";
import { currentTraining } from "../state/current-training.ts";
import type { Tried, TriedPicture } from "../state/storage/stored-tried.ts";
import { mostTried, shownSamples, tried } from "../state/tried.ts";
import { ownErrors } from "./own-task.ts";
import { Part } from "./part.tsx";
import { SampleView } from "./sample-view.tsx";
import { whenWords } from "./when-words.ts";

/** What was trained here, the newest first: each brings back its settings, and its weights while they are there. */
export function TriedPart(): JSX.Element | null {
  const entries = tried.value;
  if (entries.length === 0) return null;
  return (
    <Part
      id="tried"
      title="Tried"
      tools={
        <p class="soft tried-note">
          {`Every training stays in this browser, the last ${mostTried}: press one to have it back.`}
        </p>
      }
    >
      <ol class="tried-list" aria-label="Experiments that were tried">
        {entries.map((entry) => (
          <TriedCard key={entry.id} entry={entry} />
        ))}
      </ol>
    </Part>
  );
}

function TriedCard({ entry }: { readonly entry: Tried }): JSX.Element {
  const { model, latentSize, when, epochs, validationLoss, trainingLoss, figures, picture, bytes } = entry;
  const isCurrent = currentTraining.value?.id === entry.id;
  const others = otherWords(entry);
  const foot = [counted(epochs, "epoch"), ...(others === "" ? [] : [others])].join(", ");
  return (
    <li>
      <button
        type="button"
        class="tried-card"
        aria-current={isCurrent ? "true" : undefined}
        aria-disabled={isCurrent}
        title={`${foot}. ${pressWords(isCurrent, bytes > 0)}`}
        onClick={() => (isCurrent ? undefined : void openTried(entry))}
      >
        {picture === undefined ? <span class="tried-blank" /> : <TriedView picture={picture} />}
        <span class="tried-words">
          <strong>{`${model}, ${counted(latentSize, "value")}`}</strong>
          <span>
            {validationLoss === undefined
              ? `training ${formatNumber(trainingLoss)}`
              : `validation ${formatNumber(validationLoss)}`}
          </span>
          <span class="soft">
            {figures === undefined ? "" : `test MSE ${formatNumber(ownErrors(figures).mse)}`}
          </span>
        </span>
        <span class="tried-foot">
          <span>{foot}</span>
          <span>{isCurrent ? "current" : whenWords(when)}</span>
        </span>
      </button>
    </li>
  );
}

function pressWords(isCurrent: boolean, isStored: boolean): string {
  if (isCurrent) return "This is the current model";
  return isStored
    ? "Brings back its settings and its weights"
    : "Brings back its settings, and its weights while the page is open";
}

/** Samples above, and below them what became of them. */
function TriedView({
  picture: { shape, originals, rebuilt },
}: {
  readonly picture: TriedPicture;
}): JSX.Element {
  const both = useMemo(() => joined(originals, rebuilt), [originals, rebuilt]);
  const look = useMemo(() => ({ shape, statistics: undefined }), [shape]);
  return (
    <SampleView values={both} look={look} columns={shownSamples} apart={2} label="" class="tried-picture" />
  );
}

function joined(one: SampleValues, other: SampleValues): SampleValues {
  const whole = one.slice();
  const both =
    whole instanceof Uint8Array ? new Uint8Array(2 * one.length) : new Float32Array(2 * one.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** What is named anyway, or is the same in most. */
const named: ReadonlySet<string> = new Set(["model", "latentSize", "epochs", "seed"]);

/** What else was chosen: `mnist, learning rate 0.01`. */
function otherWords({ experiment }: Tried): string {
  return (Object.keys(experiment) as SettingName[])
    .filter((name) => !named.has(name))
    .map((name) =>
      name === "dataset" ? String(experiment[name]) : settingWords(name, experiment[name] as VariedValue),
    )
    .join(", ");
}
