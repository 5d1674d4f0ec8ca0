import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { capitalise } from "hourglass-core/internal/words.ts";
import type { VariedValue } from "hourglass-lab/internal/study/results.ts";
import { settingTitle, valueWords } from "hourglass-lab/internal/study/setting-words.ts";
import type { JSX } from "preact";
import { linkToHere } from "../state/link.ts";
import { experiment, settings } from "../state/session.ts";
import { isOffered } from "./experiment/settings-form.tsx";

/** On paper, in place of the form: every setting of the experiment with its value, and where it can be trained again. */
export function PrintedSettings(): JSX.Element | null {
  const resolved = settings.value;
  if (resolved instanceof Error) return null;
  return (
    <section class="on-paper printed-settings" aria-label="Settings">
      <h2>Settings</h2>
      <dl>
        {settingNames
          .filter((name) => isOffered(resolved, name))
          .map((name) => (
            <div key={name}>
              <dt>{capitalise(settingTitle(name))}</dt>
              <dd>{valueWords(resolved[name] as VariedValue)}</dd>
            </div>
          ))}
      </dl>
      <p>{linkToHere(experiment.value)}</p>
    </section>
  );
}
