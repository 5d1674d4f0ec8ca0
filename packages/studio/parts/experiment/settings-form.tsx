import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { isCatalogueName } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { choose } from "../../state/actions.ts";
import { applies, backToPreset, standardOf } from "../../state/check-experiment.ts";
import { experiment, loadedData, settings } from "../../state/session.ts";
import { followCourses } from "./follow-courses.ts";
import { firstSettings, moreSettings, sameValue } from "./form-settings.ts";
import { SettingField } from "./setting-field.tsx";

/** Every setting of the table that the model has a use for: those that matter first, the rest behind a button. */
export function SettingsForm(): JSX.Element {
  useEffect(() => followCourses(), []);
  const resolved = settings.value;
  if (resolved instanceof Error) {
    return (
      <div class="problem" role="alert">
        <p>{resolved.message}</p>
        <button type="button" onClick={() => void choose(backToPreset(experiment.value))}>
          Back to the preset's settings
        </button>
      </div>
    );
  }
  const fields = (names: readonly SettingName[]): JSX.Element[] =>
    names.filter((name) => isOffered(resolved, name)).map((name) => field(resolved, name));
  const more = moreSettings.flatMap(({ names }) => names);
  const differing = more.filter(
    (name) =>
      isOffered(resolved, name) &&
      !sameValue(resolved[name], standardOf(experiment.value, name, loadedData.value?.sample)),
  ).length;
  return (
    <fieldset class="choice settings-form">
      <legend>Settings</legend>
      <p class="settings-key soft">
        While it trains: <span class="course-dot course-on" /> it goes on with a change,{" "}
        <span class="course-dot" /> a change begins a new model.
      </p>
      {fields(firstSettings)}
      <details class="more-settings">
        <summary>
          More settings{differing === 0 ? "" : ` (${differing} ${differing === 1 ? "differs" : "differ"})`}
        </summary>
        {moreSettings.map(({ title, names }) => (
          <div key={title} class="settings-group">
            <h4>{title}</h4>
            {fields(names)}
          </div>
        ))}
      </details>
      <button type="button" class="quiet" onClick={() => void choose(backToPreset(experiment.value))}>
        Reset all settings to the preset's
      </button>
    </fieldset>
  );
}

/** A setting that would change nothing is left out, but not one that was chosen. */
export function isOffered(resolved: Settings, name: SettingName): boolean {
  if (name === "samples" && isCatalogueName(resolved.dataset)) return false;
  return (
    experiment.value[name] !== undefined ||
    applies(experiment.value, resolved, name, loadedData.value?.sample)
  );
}

function field(resolved: Settings, name: SettingName): JSX.Element {
  return (
    <SettingField
      key={name}
      name={name}
      value={resolved[name]}
      standard={standardOf(experiment.value, name, loadedData.value?.sample)}
    />
  );
}
