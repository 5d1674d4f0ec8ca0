import type { JSX } from "preact";
import { givenRows } from "../../study/training-given.ts";
import type { StudyProps } from "./study-page.tsx";
import { Table } from "./table.tsx";

/** How long each model was trained. */
export function StudyTraining({ results: { cells } }: StudyProps): JSX.Element | null {
  const rows = givenRows(cells);
  if (rows.length === 0) return null;
  return (
    <Table
      caption="What each model was trained with: mean over the seeds, of the cell with the least to that with the most."
      columns={[
        { name: "model" },
        { name: "epochs", numeric: true },
        { name: "steps", numeric: true },
        { name: "training images", numeric: true },
      ]}
      rows={rows.map(({ model, epochs, steps, images }) => [model, epochs, steps, images])}
    />
  );
}
