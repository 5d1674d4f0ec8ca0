import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ControlProps } from "./control-props.ts";
import { settingTitle } from "./form-settings.ts";
import {
  addUp,
  anotherWord,
  firstNumbers,
  formOf,
  type Word,
  type WordForm,
  withNumber,
  wordFrom,
  wordsIn,
} from "./word-forms.ts";

interface WordFieldProps extends ControlProps {
  readonly name: SettingName;
  readonly forms: readonly WordForm[];
}

/** A word with numbers, or several that are added up, a line each: another is added by a button, and taken away by none. */
export function WordField({ name, forms, value, onValue, accepts, ...control }: WordFieldProps): JSX.Element {
  // What was chosen or typed, until it is taken.
  const [draft, setDraft] = useState<Word>();
  // A value from elsewhere replaces what was typed.
  useEffect(() => setDraft(undefined), [value]);
  const words = wordsIn(name, draft ?? (value as Word));
  const take = (changed: readonly Word[]): void => {
    const word = addUp(changed);
    setDraft(word);
    onValue(word);
  };
  const { choice } = settingsTable[name];
  return (
    <>
      {words.map((word, at) => (
        <OneWord
          key={at}
          {...control}
          id={at === 0 ? control.id : `${control.id}-more-${at}`}
          label={at === 0 ? undefined : `${settingTitle(name)}, number ${at + 1}`}
          value={word}
          onValue={(changed) => {
            // A line that is taken away would take the focus with it.
            if (changed === "none") document.getElementById(control.id)?.focus();
            take(words.with(at, changed));
          }}
          forms={forms}
        />
      ))}
      {choice?.several && words[0] !== "none" ? (
        <button
          type="button"
          class="quiet"
          onClick={() => take([...words, anotherWord(forms, words, accepts)])}
        >
          Add another {choice.table.noun}
        </button>
      ) : null}
    </>
  );
}

interface OneWordProps extends Pick<ControlProps, "id" | "describedBy" | "isInvalid"> {
  /** Its name, where no element says it. */
  readonly label: string | undefined;
  readonly value: Word;
  readonly onValue: (value: Word) => void;
  readonly forms: readonly WordForm[];
}

/** The form of a word from a list, its numbers in fields of their own. */
function OneWord({ id, label, value, describedBy, isInvalid, onValue, forms }: OneWordProps): JSX.Element {
  const { form, numbers } = formOf(forms, value);
  return (
    <div class="word">
      <select
        id={id}
        value={form.kind}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        onChange={({ currentTarget }) => {
          const chosen = forms.find(({ kind }) => kind === currentTarget.value);
          if (chosen !== undefined) onValue(wordFrom(chosen, firstNumbers(chosen)));
        }}
      >
        {forms.map(({ kind, title }) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
      {form.numbers.map(({ label, step, minimum = 0, maximum, flag }, at) => (
        <label key={label} class="word-number" for={`${id}-${at}`}>
          <span>{label}</span>
          {flag === undefined ? (
            <input
              id={`${id}-${at}`}
              type="number"
              step={step}
              min={minimum}
              max={maximum}
              value={numbers[at]}
              onChange={({ currentTarget }) =>
                onValue(wordFrom(form, withNumber(form, numbers, at, currentTarget.value)))
              }
            />
          ) : (
            <input
              id={`${id}-${at}`}
              type="checkbox"
              checked={numbers[at] === 1}
              onChange={({ currentTarget }) =>
                onValue(wordFrom(form, withNumber(form, numbers, at, currentTarget.checked ? "1" : "")))
              }
            />
          )}
        </label>
      ))}
    </div>
  );
}
