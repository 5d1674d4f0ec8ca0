import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ControlProps } from "./control-props.ts";
import { firstNumbers, formOf, type WordForm, withNumber, wordFrom } from "./word-forms.ts";

/** A word with numbers: its form from a list, its numbers in fields of their own. */
export function WordField({
  id,
  value,
  describedBy,
  isInvalid,
  onValue,
  forms,
}: ControlProps & { readonly forms: readonly WordForm[] }): JSX.Element {
  // What was chosen or typed, until it is taken.
  const [draft, setDraft] = useState<string | number>();
  // A value from elsewhere replaces what was typed.
  useEffect(() => setDraft(undefined), [value]);
  const shown = formOf(forms, draft ?? (value as string | number));
  const take = (form: WordForm, numbers: readonly number[]): void => {
    const word = wordFrom(form, numbers);
    setDraft(word);
    onValue(word);
  };
  // Words that are added up have no form of their own.
  if (shown === undefined) {
    return (
      <input
        id={id}
        type="text"
        autocomplete="off"
        value={String(value)}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        onChange={({ currentTarget }) => onValue(currentTarget.value)}
      />
    );
  }
  return (
    <>
      <select
        id={id}
        value={shown.form.kind}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        onChange={({ currentTarget }) => {
          const form = forms.find(({ kind }) => kind === currentTarget.value);
          if (form !== undefined) take(form, firstNumbers(form));
        }}
      >
        {forms.map(({ kind, title }) => (
          <option key={kind} value={kind}>
            {title}
          </option>
        ))}
      </select>
      {shown.form.numbers.map(({ label, step, minimum = 0, maximum, flag }, at) => (
        <label key={label} class="word-number" for={`${id}-${at}`}>
          <span>{label}</span>
          {flag === undefined ? (
            <input
              id={`${id}-${at}`}
              type="number"
              step={step}
              min={minimum}
              max={maximum}
              value={shown.numbers[at]}
              onChange={({ currentTarget }) =>
                take(shown.form, withNumber(shown.form, shown.numbers, at, currentTarget.value))
              }
            />
          ) : (
            <input
              id={`${id}-${at}`}
              type="checkbox"
              checked={shown.numbers[at] === 1}
              onChange={({ currentTarget }) =>
                take(shown.form, withNumber(shown.form, shown.numbers, at, currentTarget.checked ? "1" : ""))
              }
            />
          )}
        </label>
      ))}
    </>
  );
}
