import { counted } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { RunRow } from "../../study/results.ts";

/** Says where a page is of a part of a study; nothing where all trainings are done. */
export function MissingRuns({ runs }: { readonly runs: readonly RunRow[] }): JSX.Element | null {
  const count = (status: RunRow["status"]): number => runs.filter((run) => run.status === status).length;
  const [failed, open] = [count("failed"), count("not yet")];
  if (failed + open === 0) return null;
  return (
    <p class="notice" role="note">
      <strong>Not all of it is here. </strong>
      {[
        ...(failed > 0 ? [`${counted(failed, "training")} failed`] : []),
        ...(open > 0 ? [`${counted(open, "training")} not done yet`] : []),
      ].join(", ")}
      : the numbers below are of the others.
    </p>
  );
}
