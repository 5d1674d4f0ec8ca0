import { counted } from "hourglass-core/internal/words.ts";
import { changeWords } from "hourglass-lab/internal/report/words/change-words.ts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { removeKept, renameKept } from "../../state/kept-models.ts";
import { continueExperiment } from "../../state/open-dialog.ts";
import { type KeptModel, kept } from "../../state/session.ts";
import { ModelMark } from "./model-key.tsx";

/** The models that are kept: their names, which can be changed, and what can be done with each. */
export function KeptList(): JSX.Element {
  return (
    <ul class="kept-list" aria-label="Kept models">
      {kept.value.map((model) => (
        <KeptItem key={model.id} model={model} />
      ))}
    </ul>
  );
}

function KeptItem({ model }: { readonly model: KeptModel }): JSX.Element {
  const { id, title } = model;
  // What is typed, until it is taken: that the model is measured meanwhile does not take it away.
  const [draft, setDraft] = useState<string>();
  const rename = (input: HTMLInputElement): void => {
    renameKept(id, input.value);
    setDraft(undefined);
    // An empty name is none: the old one comes back.
    input.value = kept.value.find((one) => one.id === id)?.title ?? title;
  };
  return (
    <li>
      <ModelMark id={id} />
      <div class="kept-words">
        <input
          type="text"
          class="kept-title"
          aria-label={`Name of ${title}`}
          value={draft ?? title}
          maxLength={80}
          onInput={({ currentTarget }) => setDraft(currentTarget.value)}
          onChange={({ currentTarget }) => rename(currentTarget)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "Enter") currentTarget.blur();
          }}
        />
        <p class="soft">{describe(model)}</p>
      </div>
      <div class="kept-tools">
        {model.losses === undefined ? null : (
          <button
            type="button"
            aria-label={`Use the settings of ${title}`}
            title="Puts its settings into the experiment"
            onClick={() => void continueExperiment(model)}
          >
            Use its settings
          </button>
        )}
        <button type="button" aria-label={`Remove ${title}`} onClick={() => void removeKept([id])}>
          Remove
        </button>
      </div>
    </li>
  );
}

function describe({ origin, losses, settings, history, parameters, changes = [] }: KeptModel): string {
  const size = counted(parameters, "parameter");
  if (losses === undefined) return `${origin} from weights alone, ${size}`;
  return [
    origin,
    settings.dataset,
    ...(history.length === 0 ? [] : [counted(history.length, "epoch")]),
    size,
    ...(changes.length === 0 ? [] : [`on the way ${changes.map(changeWords).join("; ")}`]),
  ].join(", ");
}
