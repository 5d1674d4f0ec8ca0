import { checkSetting } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import { describe, expect, test } from "vitest";
import {
  firstSettings,
  leftOut,
  moreSettings,
  nearestStop,
  settingHelp,
  settingTitle,
  sliderStops,
} from "./form-settings.ts";
import {
  addUp,
  anotherWord,
  firstNumbers,
  formOf,
  type WordForm,
  withNumber,
  wordForms,
  wordFrom,
  wordsIn,
} from "./word-forms.ts";

test("every setting of the table is in the form once, or left out with a reason", () => {
  const shown = [...firstSettings, ...moreSettings.flatMap(({ names }) => names)];
  expect([...shown, ...Object.keys(leftOut)].sort()).toEqual([...settingNames].sort());
});

const shownNames = [...firstSettings, ...moreSettings.flatMap(({ names }) => names)];

test("titles and helps are words", () => {
  expect(settingTitle("latentSize")).toBe("Latent size");
  expect(settingTitle("beta1")).toBe("Beta 1");
  expect(settingHelp("penalty")).toBe("What is asked of the code beside its reconstruction.");
  // No placeholders, options or commands of the command line.
  for (const name of shownNames)
    expect(settingHelp(name)).not.toMatch(/[A-Z]{2,}[,.[\]]|:[A-Z]|--|hourglass /);
  expect(settingHelp("monitor")).toBe("Loss that early stopping and restore best look at.");
});

const formed = settingNames.flatMap((name) => {
  const forms = wordForms(name);
  return forms === undefined ? [] : [[name, forms] as const];
});

describe.each(formed)("the forms of %s", (name, forms) => {
  test.each(forms.map((form) => [form.title, form] as const))("%s", (_, form) => {
    const numbers = firstNumbers(form);
    const word = wordFrom(form, numbers);
    expect(checkSetting(name as SettingName, word, name)).toBe(word);
    expect(formOf(forms, word)).toEqual({ form, numbers });
  });

  test("the table's default has one", () => {
    const value = settingsTable[name as SettingName].default;
    expect(formOf(forms, value as string | number).form).toBeDefined();
  });
});

test("a number that may be left out", () => {
  const forms = wordForms("penalty") as readonly WordForm[];
  const form = forms.find(({ kind }) => kind === "topk") as WordForm;
  expect(formOf(forms, "topk:4,20")).toEqual({ form, numbers: [4, 20] });
  expect(withNumber(form, [4], 1, "20")).toEqual([4, 20]);
  expect(withNumber(form, [4, 20], 0, "5")).toEqual([5, 20]);
  expect(withNumber(form, [4, 20], 1, "")).toEqual([4]);
});

test("a word that is there or not", () => {
  const forms = wordForms("optimizer") as readonly WordForm[];
  const form = forms.find(({ kind }) => kind === "sgd") as WordForm;
  expect(formOf(forms, "sgd:0.9,nesterov")).toEqual({ form, numbers: [0.9, 1] });
  expect(wordFrom(form, [0.9, 1])).toBe("sgd:0.9,nesterov");
  expect(wordFrom(form, withNumber(form, [0.9, 1], 1, ""))).toBe("sgd:0.9");
});

test("words that are added up are taken apart, and up again without none", () => {
  expect(wordsIn("penalty", "l1:1e+3+kl:0.05,0.1")).toEqual(["l1:1e+3", "kl:0.05,0.1"]);
  expect(wordsIn("validation", 5000)).toEqual([5000]);
  expect(addUp(["l1:0.1", "none", "kl:0.05,0.1"])).toBe("l1:0.1+kl:0.05,0.1");
  expect(addUp(["none", "l1:0.1"])).toBe("l1:0.1");
  expect(addUp(["none"])).toBe("none");
});

test("another word is the first that is accepted beside those that there are, or else the first", () => {
  const forms = wordForms("penalty") as readonly WordForm[];
  expect(anotherWord(forms, ["l1:0.1"], (word) => /^l1:0.1\+contractive:/.test(String(word)))).toMatch(
    /^contractive:/,
  );
  expect(anotherWord(forms, ["l1:0.1"], () => false)).toMatch(/^kl:/);
});

test.each(Object.entries(sliderStops))("stops of %s are allowed, and rise", (name, stops) => {
  for (const stop of stops) expect(checkSetting(name as SettingName, stop, name)).toBe(stop);
  expect(stops).toEqual(stops.toSorted((a, b) => a - b));
});

test("the nearest stop", () => {
  expect(nearestStop([1, 2, 4, 8], 4)).toBe(2);
  expect(nearestStop([1, 2, 4, 8], 7)).toBe(3);
  expect(nearestStop([0, 0.1, 0.5], 0)).toBe(0);
  expect(nearestStop([1, 2, 4, 8], 100)).toBe(3);
});
