import type { JSX } from "preact";
import type { StudyResults } from "../../study/results.ts";
import { givenRows } from "../../study/training-given.ts";
import type { Section } from "../components/section.ts";
import { Sentences } from "../components/sentences.tsx";
import { Table } from "../components/table.tsx";
import type { DrawnStudy } from "./study-plots.ts";
import { samplesOfStudy } from "./study-words.ts";
import { firstRows, firstWords } from "./table-limits.ts";

/** How a study was done, a sentence a point. */
export const firstLookProtocol: Section<DrawnStudy> = {
  title: "How it was done",
  parts: ({ results }) => [{ view: <Sentences sentences={results.protocol} /> }],
};

/** The same, and how long each model was trained. */
export const studyProtocol: Section<DrawnStudy> = {
  ...firstLookProtocol,
  parts: (study) => [...firstLookProtocol.parts(study), { view: <TrainingGiven {...study.results} /> }],
};

function TrainingGiven({ cells, examples }: StudyResults): JSX.Element | null {
  const rows = givenRows(cells);
  if (rows.length === 0) return null;
  return (
    <Table
      caption={`What each model was trained with: mean over the seeds, of the cell with the least to that with the most.${firstWords(rows.length, "results.json")}`}
      columns={[
        { name: "model" },
        { name: "epochs", numeric: true },
        { name: "steps", numeric: true },
        { name: `training ${samplesOfStudy({ examples }).plural}`, numeric: true },
      ]}
      rows={firstRows(rows).map(({ model, epochs, steps, images }) => [model, epochs, steps, images])}
    />
  );
}
