import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import {
  settingChoices,
  settingLimits,
  settingsTable,
} from "hourglass-core/internal/settings/settings-table.ts";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { choose } from "../../state/actions.ts";
import { changed, problemOf } from "../../state/check-experiment.ts";
import { experiment, loadedData } from "../../state/session.ts";
import type { ControlProps } from "./control-props.ts";
import type { CourseOfChange } from "./course-of-change.ts";
import { courses } from "./follow-courses.ts";
import {
  nearestStop,
  sameValue,
  settingHelp,
  settingTitle,
  sliderStops,
  valueWords,
} from "./form-settings.ts";
import { WordField } from "./word-field.tsx";
import { wordForms } from "./word-forms.ts";

interface SettingFieldProps {
  readonly name: SettingName;
  readonly value: unknown;
  /** What it is unless chosen. */
  readonly standard: unknown;
}

/** A setting: its name, a control of the kind that its schema asks for, its help, and what is wrong with what was typed. */
export function SettingField({ name, value, standard }: SettingFieldProps): JSX.Element {
  const [problem, setProblem] = useState<string>();
  const [isHelped, setHelped] = useState(false);
  const written = JSON.stringify(value);
  // What was wrong is over once the setting has another value.
  useEffect(() => setProblem(undefined), [written]);
  const id = `setting-${name}`;
  const title = settingTitle(name);
  const differs = !sameValue(value, standard);
  const problemWith = (next: unknown): string | undefined =>
    problemOf(changed(experiment.value, { [name]: next }), loadedData.value?.sample);
  const onValue = (next: unknown): void => {
    const found = problemWith(next);
    setProblem(found?.replace(`${name}: `, ""));
    if (found === undefined && !sameValue(next, value)) void choose({ [name]: next });
  };
  const control: ControlProps = {
    ...{ id, value, onValue, accepts: (next) => problemWith(next) === undefined },
    describedBy: `${id}-help${courses.value.has(name) ? ` ${id}-course` : ""}${problem === undefined ? "" : ` ${id}-problem`}`,
    isInvalid: problem !== undefined,
  };
  return (
    <div class={differs ? "setting setting-differs" : "setting"}>
      <label for={id}>{title}</label>
      <CourseMark id={`${id}-course`} course={courses.value.get(name)} />
      <button
        type="button"
        class="setting-ask"
        aria-label={`What is ${title.toLowerCase()}?`}
        aria-expanded={isHelped}
        aria-controls={`${id}-help`}
        onClick={() => setHelped(!isHelped)}
      >
        ?
      </button>
      {differs ? (
        <button
          type="button"
          class="setting-reset"
          aria-label={`Reset ${title.toLowerCase()} to ${valueWords(standard)}`}
          title={`Chosen; the preset has ${valueWords(standard)}`}
          onClick={() => {
            setProblem(undefined);
            void choose({ [name]: undefined });
          }}
        >
          ↺ {valueWords(standard)}
        </button>
      ) : null}
      <div class="setting-control">
        <Control {...control} name={name} />
      </div>
      {problem === undefined ? null : (
        <p id={`${id}-problem`} class="setting-problem" role="alert">
          {problem}
        </p>
      )}
      <p id={`${id}-help`} class="setting-help" hidden={!isHelped}>
        {settingHelp(name)}
      </p>
    </div>
  );
}

const courseWords: Readonly<Record<CourseOfChange, string>> = {
  "goes on": "Training goes on with another value",
  depends: "Training goes on with some other values; with others a new model begins",
  "begins anew": "Another value begins a new model",
};

/** What a change does to the model that learns; nothing where none does. */
function CourseMark({
  id,
  course,
}: {
  readonly id: string;
  readonly course: CourseOfChange | undefined;
}): JSX.Element | null {
  if (course === undefined) return null;
  return (
    <span
      class={course === "begins anew" ? "course-mark course-dot" : "course-mark course-dot course-on"}
      title={courseWords[course]}
    >
      <span id={id} class="hidden-text">
        {courseWords[course]}
      </span>
    </span>
  );
}

function Control({ name, ...control }: ControlProps & { readonly name: SettingName }): JSX.Element {
  const forms = wordForms(name);
  if (forms !== undefined) return <WordField {...control} name={name} forms={forms} />;
  const choices = settingChoices(name);
  if (choices !== undefined) return <SelectField {...control} choices={choices} />;
  if (typeof control.value === "boolean") return <CheckField {...control} />;
  if (settingLimits(name) !== undefined) return <NumberField {...control} name={name} />;
  return <ListField {...control} />;
}

function SelectField({
  id,
  value,
  describedBy,
  isInvalid,
  onValue,
  choices,
}: ControlProps & { readonly choices: readonly string[] }): JSX.Element {
  return (
    <select
      id={id}
      value={String(value)}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      onChange={({ currentTarget }) => onValue(currentTarget.value)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {choice}
        </option>
      ))}
    </select>
  );
}

function CheckField({ id, value, describedBy, onValue }: ControlProps): JSX.Element {
  return (
    <input
      id={id}
      type="checkbox"
      checked={value === true}
      aria-describedby={describedBy}
      onChange={({ currentTarget }) => onValue(currentTarget.checked)}
    />
  );
}

/** A field for any number within the limits; for some a slider through the usual ones. */
function NumberField({
  name,
  id,
  value,
  describedBy,
  isInvalid,
  onValue,
}: ControlProps & { readonly name: SettingName }): JSX.Element {
  // What is typed or dragged, until it is taken.
  const [draft, setDraft] = useState<string>();
  // A value from elsewhere replaces what was typed.
  useEffect(() => setDraft(undefined), [value]);
  const limits = settingLimits(name) ?? { minimum: -Infinity, maximum: Infinity };
  const isWhole = !settingsTable[name].schema.safeParse(limits.minimum + 0.5).success;
  const stops = sliderStops[name];
  const written = draft ?? String(value);
  const take = (text: string): void => {
    setDraft(text);
    onValue(text.trim() === "" ? text : Number(text));
  };
  return (
    <>
      {stops === undefined ? null : (
        <input
          type="range"
          min={0}
          max={stops.length - 1}
          value={nearestStop(stops, Number(written))}
          aria-label={`${settingTitle(name)}, slider`}
          aria-valuetext={written}
          onInput={({ currentTarget }) => setDraft(String(stops[Number(currentTarget.value)]))}
          onChange={({ currentTarget }) => take(String(stops[Number(currentTarget.value)]))}
        />
      )}
      <input
        id={id}
        type="number"
        inputMode={isWhole ? "numeric" : "decimal"}
        min={limits.minimum}
        max={limits.maximum}
        step={isWhole ? 1 : "any"}
        value={written}
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        onInput={({ currentTarget }) => setDraft(currentTarget.value)}
        onChange={({ currentTarget }) => take(currentTarget.value)}
      />
    </>
  );
}

/** Numbers separated by commas. */
function ListField({ id, value, describedBy, isInvalid, onValue }: ControlProps): JSX.Element {
  const [draft, setDraft] = useState<string>();
  const written = Array.isArray(value) ? value.join(", ") : String(value);
  useEffect(() => setDraft(undefined), [written]);
  const take = (text: string): void => {
    setDraft(text);
    if (!Array.isArray(value)) onValue(text);
    else onValue(text.trim() === "" ? [] : text.split(",").map((word) => numberOr(word)));
  };
  return (
    <input
      id={id}
      type="text"
      placeholder="none"
      autocomplete="off"
      value={draft ?? written}
      aria-describedby={describedBy}
      aria-invalid={isInvalid}
      onInput={({ currentTarget }) => setDraft(currentTarget.value)}
      onChange={({ currentTarget }) => take(currentTarget.value)}
    />
  );
}

/** What is no number is left as it was typed, for the message. */
function numberOr(word: string): number | string {
  return word.trim() === "" || Number.isNaN(Number(word)) ? word.trim() : Number(word);
}
