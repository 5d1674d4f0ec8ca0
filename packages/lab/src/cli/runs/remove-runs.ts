import { lstat } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted, sizeWords } from "hourglass-core/internal/words.ts";
import { planRemoval, type Removal, removeItem } from "../../inventory/remove-item.ts";
import { isAgreed, requireAnswerable } from "../terminal/agree.ts";
import { formatTable } from "../terminal/format-table.ts";
import { formatCount } from "../terminal/progress.ts";
import { print, say } from "../terminal/terminal.ts";

export interface RemoveRunsOptions {
  readonly yes?: boolean;
}

/** Removes runs from the disk, once whoever is at the keyboard has seen what goes and said yes. */
export async function removeRuns(paths: readonly string[], { yes }: RemoveRunsOptions): Promise<void> {
  requireAnswerable(yes);
  requireApart(paths);
  const removals: Removal[] = [];
  for (const path of paths) removals.push(await planRemoval(path));
  if (yes !== true) await tellPlan(removals);
  const what = removals.length === 1 ? (removals[0] as Removal).path : counted(removals.length, "folder");
  if (!(await isAgreed(`Remove ${what} from the disk?`, yes))) {
    say("nothing is removed");
    return;
  }
  for (const removal of removals) {
    await removeItem(removal);
    const { path, others } = removal;
    print(`removed: ${path}`);
    if (others.length > 0) say(`${path} stays with what Hourglass did not write: ${someOf(others)}`);
  }
}

/** @throws UsageError on a folder that is named twice, or lies in another that is named */
function requireApart(paths: readonly string[]): void {
  const places = paths.map((path) => resolve(path));
  for (const [at, place] of places.entries()) {
    const other = places.findIndex(
      (one, index) => index !== at && (one === place || place.startsWith(`${one}${sep}`)),
    );
    if (other >= 0) throw new UsageError(`${paths[at]} is named twice, or lies in ${paths[other]}`);
  }
}

async function tellPlan(removals: readonly Removal[]): Promise<void> {
  const rows: string[][] = [];
  for (const { path, files, others } of removals) {
    let bytes = 0;
    for (const file of files) bytes += (await lstat(join(path, file)).catch(() => ({ size: 0 }))).size;
    const left = others.length === 0 ? "" : `stays: ${someOf(others)}`;
    rows.push([path, counted(files.length, "file"), sizeWords(bytes), left]);
  }
  say(formatTable(rows, "left"));
}

function someOf(files: readonly string[]): string {
  const shown = files.slice(0, 3).join(", ");
  return files.length <= 3 ? shown : `${shown} and ${formatCount(files.length - 3)} more`;
}
