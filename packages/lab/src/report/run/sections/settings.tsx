import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { defaultsFor } from "hourglass-core/internal/settings/resolve.ts";
import { settingNames, settingsTable } from "hourglass-core/internal/settings/settings-table.ts";
import type { JSX } from "preact";
import { shapeStored } from "../../../run/files/stored-shape.ts";
import { Table } from "../../components/table.tsx";
import { changedWords } from "../../words/change-words.ts";
import type { ReportInput } from "../report-input.ts";
import type { ReportSection } from "./report-section.ts";

/** Every setting with its value, its default and what it means. */
export const settings: ReportSection = {
  title: "Settings",
  parts: (run) => [{ view: <AllSettings {...run} /> }],
};

function AllSettings({ summary: { settings, dataset, changes } }: ReportInput): JSX.Element {
  const shape = shapeStored(dataset);
  const defaults = defaultsFor({}, shape);
  const differing = settingNames.filter((name) => String(settings[name]) !== String(defaults[name]));
  return (
    <>
      {changes === undefined ? null : (
        <p>These are the last ones, which did not hold throughout: {changedWords(changes)}.</p>
      )}
      <p>
        {differing.length === 0
          ? "Every setting has its default."
          : `Other than the default: ${differing.join(", ")} (set in bold).`}
      </p>
      <Table
        kind="settings"
        caption="All settings of the run."
        columns={[{ name: "setting" }, { name: "value" }, { name: "default" }, { name: "meaning" }]}
        rows={settingNames.map((name) => {
          const value = String(settings[name]);
          return [
            <code key={name}>{name}</code>,
            differing.includes(name) ? <strong key={name}>{value}</strong> : value,
            String(defaults[name]),
            inWordsOf(shape, settingsTable[name].help),
          ];
        })}
      />
    </>
  );
}
