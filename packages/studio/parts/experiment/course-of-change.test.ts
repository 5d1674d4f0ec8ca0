import { resolveSettings } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { expect, test } from "vitest";
import { type CourseOfChange, courseOfChange } from "./course-of-change.ts";
import { leftOut } from "./form-settings.ts";

const samples = { height: 28, width: 28, channels: 1 };
const inForm = settingNames.filter((name) => leftOut[name] === undefined);

const namesOf = (model: "deep" | "variational" | "sparse", course: CourseOfChange): readonly SettingName[] =>
  inForm.filter((name) => courseOfChange(resolveSettings({ model }), name, samples) === course);

test("what a change does follows from what the setting means to the model", () => {
  const goesOn = namesOf("deep", "goes on");
  for (const name of ["learningRate", "epochs", "corruption", "loss", "weightDecay", "patience"] as const) {
    expect(goesOn).toContain(name);
  }
  const anew = namesOf("deep", "begins anew");
  for (const name of ["latentSize", "hidden", "dropout", "activation", "batchSize", "seed"] as const) {
    expect(anew).toContain(name);
  }
  expect(namesOf("variational", "goes on")).toContain("beta");
});

test("of a penalty the weight goes on, and what is a layer begins anew", () => {
  expect(namesOf("sparse", "depends")).toEqual(["penalty"]);
});
