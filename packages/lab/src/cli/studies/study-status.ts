import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { runFolder } from "../../run/folder.ts";
import { readEpochs, readOutcomes } from "../../study/execution/outcomes.ts";
import { requirePlan } from "../../study/execution/study-folder.ts";
import { formatTable } from "../terminal/format-table.ts";
import { print } from "../terminal/terminal.ts";

/**
 * Prints what became of every run of a study, as its folders say: also while another process works on it. With a queue, what that holds.
 * @throws UsageError where neither is named
 */
export async function tellStudyStatus(
  path: string | undefined,
  { queue }: { readonly queue?: string | true },
): Promise<void> {
  if (path === undefined && queue === undefined) {
    throw new UsageError(
      "study status: expected the folder of a study, or --queue redis://HOST; found neither",
    );
  }
  if (queue !== undefined) await (await import("./queue-status.ts")).tellQueueStatus(queue);
  if (path !== undefined) await tellFolderStatus(path);
}

/** A study of no more runs is told run by run. */
const mostRows = 200;

async function tellFolderStatus(path: string): Promise<void> {
  const plan = await requirePlan(path);
  const outcomes = await readOutcomes(runFolder(path), plan);
  const rows: (readonly string[])[] = [];
  for (const run of plan.runs) {
    const outcome = outcomes.get(run.id);
    if (outcome?.status === "done") rows.push([run.id, "done", counted(outcome.epochs, "epoch")]);
    else if (outcome?.status === "failed") rows.push([run.id, "failed", firstLine(outcome.error)]);
    else {
      const epochs = await readEpochs(path, run);
      rows.push(
        epochs === undefined
          ? [run.id, "not yet"]
          : [run.id, "begun", `${epochs.done} of ${counted(epochs.of, "epoch")}`],
      );
    }
  }
  const count = (status: string): number => rows.filter(([, found]) => found === status).length;
  const parts = ["done", "failed", "begun"].flatMap((status) =>
    count(status) === 0 ? [] : [`${count(status)} ${status}`],
  );
  // Of very many, what is under way and what failed is what one looks for.
  const shown =
    rows.length <= mostRows ? rows : rows.filter(([, found]) => found === "begun" || found === "failed");
  const more = rows.length - shown.length;
  const rest = more === 0 ? "" : `and ${counted(more, "run")} that are done, or not yet begun\n`;
  print(
    `${counted(plan.runs.length, "run")} in ${counted(plan.cells.length, "cell")}: ${parts.join(", ") || "none begun"}\n` +
      `${formatTable(shown, "left")}${rest}`,
  );
}

/** The stack of a defect is for the folder. */
export function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
