import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import type { ComponentChildren, JSX } from "preact";
import type { Section } from "../components/section.ts";
import { Table } from "../components/table.tsx";
import { type ComparedRun, type ComparisonInput, firstRun } from "./comparison-input.ts";
import { RunKey } from "./run-key.tsx";

/** What the runs differ in. */
export const comparisonSettings: Section<ComparisonInput> = {
  title: "What they differ in",
  parts: (comparison) => [{ view: <Differences {...comparison} /> }],
};

function Differences(comparison: ComparisonInput): JSX.Element {
  const { runs } = comparison;
  const first = firstRun(comparison);
  const differing = settingNames.filter((name) =>
    runs.some(({ summary }) => String(summary.settings[name]) !== String(first.summary.settings[name])),
  );
  const columns = runs.map(({ name }) => ({ name }));
  const row = (
    name: ComponentChildren,
    value: (run: ComparedRun) => ComponentChildren,
  ): ComponentChildren[] => [name, ...runs.map(value)];
  return (
    <>
      {differing.length === 0 ? (
        <p>All settings are the same.</p>
      ) : (
        <Table
          caption="The settings that are not the same in all runs."
          columns={[{ name: "setting" }, ...columns]}
          rows={differing.map((name) =>
            row(<code key={name}>{name}</code>, ({ summary }) => String(summary.settings[name]) || "none"),
          )}
        />
      )}
      <Table
        caption="What each run minimised, and the layers of its model."
        columns={[{ name: "run" }, { name: "objective" }, { name: "layers" }]}
        rows={runs.map(({ name, summary }, index) => [
          <RunKey key="run" run={index} name={name} />,
          summary.objective,
          <ul class="layers" key="layers">
            {summary.model.layers.map((layer) => (
              <li key={layer}>{layer}</li>
            ))}
          </ul>,
        ])}
      />
    </>
  );
}
