import { toCsv } from "../data/files/csv.ts";
import type { Place, StudyResults, VariedValue } from "./results.ts";

/** results.csv: a row a training. */
export function runsCsv({ runs, figures, varied }: StudyResults): string {
  const settings = varied.map(({ setting }) => setting);
  const names = figures.map(({ name }) => name);
  return toCsv(
    ["run", "cell", "data", "model", ...settings, "seed", "status", "epochs", "seconds", ...names, "error"],
    runs.map((run) => [
      run.id,
      run.cell,
      ...placeFields(run, settings),
      run.seed,
      run.status,
      run.epochs,
      run.seconds,
      ...names.map((name) => run.figures[name]),
      run.error,
    ]),
  );
}

/** cells.csv: a row a cell, with mean and sample standard deviation of every figure over its seeds. */
export function cellsCsv({ cells, figures, varied }: StudyResults): string {
  const settings = varied.map(({ setting }) => setting);
  const names = figures.map(({ name }) => name);
  return toCsv(
    ["cell", "data", "model", ...settings, "seeds", ...names.flatMap((name) => [name, `${name} sd`])],
    cells.map((cell) => [
      cell.id,
      ...placeFields(cell, settings),
      cell.seeds,
      ...names.flatMap((name) => [cell.figures[name]?.mean, cell.figures[name]?.deviation]),
    ]),
  );
}

function placeFields({ data, model, varied }: Place, settings: readonly string[]): readonly string[] {
  const field = (value: VariedValue | undefined): string => String(value);
  return [data, model, ...settings.map((name) => field(varied[name]))];
}
