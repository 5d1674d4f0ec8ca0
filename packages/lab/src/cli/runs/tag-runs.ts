import { UsageError } from "hourglass-core/internal/errors.ts";
import { requireItem } from "../../inventory/item-folder.ts";
import { changeTags, tagsOf } from "../../inventory/tags.ts";
import { print } from "../terminal/terminal.ts";

export interface TagRunsOptions {
  readonly add?: string;
  readonly remove?: string;
}

/** Puts words on runs or takes them off, and prints those that each has now. */
export async function tagRuns(paths: readonly string[], options: TagRunsOptions): Promise<void> {
  const add = options.add === undefined ? [] : tagsOf(options.add, "--add");
  const remove = options.remove === undefined ? [] : tagsOf(options.remove, "--remove");
  if (add.length + remove.length === 0)
    throw new UsageError("expected --add TAG or --remove TAG, found neither");
  const both = add.find((tag) => remove.includes(tag));
  if (both !== undefined) throw new UsageError(`--add and --remove: ${both} is in both`);
  // All of them, before any is changed.
  for (const path of paths) await requireItem(path);
  for (const path of paths) {
    const tags = await changeTags(path, { add, remove });
    print(`${path}: ${tags.length === 0 ? "no tags" : tags.join(", ")}`);
  }
}
