import type { SettingName } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import { settingTitle, valueWords } from "hourglass-lab/internal/study/setting-words.ts";
import type { JSX } from "preact";
import { type ComparedModel, compared } from "../../state/comparison.ts";
import { ModelKey } from "./model-key.tsx";

/** What the models differ in. Weights alone do not tell: they are left out. */
export function DifferingSettings(): JSX.Element | null {
  const models = compared.value.filter(({ losses }) => losses !== undefined);
  if (models.length < 2) return null;
  const differing = settingNames.filter(
    (name) =>
      name !== "threads" && name !== "device" && new Set(models.map((model) => wordOf(model, name))).size > 1,
  );
  return (
    <section aria-labelledby="differing-title">
      <h3 id="differing-title">What they differ in</h3>
      {differing.length === 0 ? (
        <p>In no setting: the same training, again.</p>
      ) : (
        <div class="wide-table">
          <table class="figures" aria-labelledby="differing-title">
            <thead>
              <tr>
                <th scope="col">setting</th>
                {models.map(({ id, title }) => (
                  <th scope="col" key={id}>
                    <ModelKey id={id} title={title} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {differing.map((name) => (
                <tr key={name}>
                  <th scope="row">{settingTitle(name)}</th>
                  {models.map((model) => (
                    <td key={model.id}>{wordOf(model, name)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function wordOf({ settings }: ComparedModel, name: SettingName): string {
  return valueWords(settings[name]);
}
