import { UsageError } from "hourglass-core/internal/errors.ts";
import { showName, showValue } from "hourglass-core/internal/validation.ts";
import { nearestWord } from "hourglass-core/internal/words.ts";
import type { CellSource } from "./cell-source.ts";

/**
 * The place of a column among those of a source.
 * @param where what names the column, for messages
 * @throws UsageError on a name that the source lacks, with the nearest that it has
 */
export function placeOfColumn({ path, names }: CellSource, name: string, where: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const near = showName(nearestWord(name, names));
  throw new UsageError(
    `${where}: expected a column of ${path}, found ${showValue(name)}; the nearest is ${near}`,
  );
}

/** The names in a list of them: `id, name`. */
export function namesIn(list: string | undefined): readonly string[] {
  return (list ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Some names for a message, with how many more there are. */
export function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(showName).join(", ");
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
