import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { whyAnew } from "hourglass-core/internal/settings/begins-anew.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingChoices, settingLimits } from "hourglass-core/internal/settings/settings-table.ts";
import { sameValue, sliderStops } from "./form-settings.ts";
import { firstNumbers, formOf, type Word, wordForms, wordFrom, wordsIn } from "./word-forms.ts";

/** What becomes of a training when a setting is changed: it goes on with every value, with some, or with none. */
export type CourseOfChange = "goes on" | "depends" | "begins anew";

/** What a change of a setting would do to the training of a model, judged by other values that the setting may have, as the tables have them. */
export function courseOfChange(settings: Settings, name: SettingName, samples: SampleShape): CourseOfChange {
  const others = otherValues(name, settings[name]).filter((value) => !sameValue(value, settings[name]));
  const going = others.filter((value) => goesOn(settings, { ...settings, [name]: value }, samples));
  if (going.length === 0) return "begins anew";
  return going.length === others.length ? "goes on" : "depends";
}

function goesOn(own: Settings, changed: Settings, samples: SampleShape): boolean {
  try {
    return whyAnew(own, changed, samples) === undefined;
  } catch {
    // What cannot be for these samples does not go on.
    return false;
  }
}

/** A few values that a setting may have: all its words, with other numbers; a number beside the one that it has. */
function otherValues(name: SettingName, value: unknown): readonly unknown[] {
  const forms = wordForms(name);
  if (forms !== undefined) {
    const [word] = wordsIn(name, value as Word);
    const { form, numbers } = formOf(forms, word as Word);
    // The same word with another number.
    const moved = numbers.map((number, at) => (at === 0 ? number / 2 : number));
    return [wordFrom(form, moved), ...forms.map((one) => wordFrom(one, firstNumbers(one)))];
  }
  const choices = settingChoices(name);
  if (choices !== undefined) return choices;
  if (typeof value === "boolean") return [!value];
  if (Array.isArray(value)) return [[...value, 8]];
  const stops = sliderStops[name] ?? [];
  const { minimum = 0, maximum = 1 } = settingLimits(name) ?? {};
  const near = stops.length > 0 ? stops : [Math.min(maximum, Number(value) + 1), minimum];
  return near.slice(0, 2);
}
