import { join } from "node:path";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { writeFileWhole, writing } from "hourglass-core/internal/files/place-file.ts";
import { showValue } from "hourglass-core/internal/validation.ts";
import * as z from "zod";
import { parseJsonFile } from "../data/files/json-file.ts";
import { readParsed, runFolder } from "../run/folder.ts";

/** The words that a person has put on a run, in its folder. It is no part of the run: no checksum is of it. */
export const tagsFile = "tags.json";

/** Letters, digits and `-`, `_`, `.`: what a shell and a condition take as it is. */
const tagPattern = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,39}$/u;

const fileSchema = z.object({ format: z.literal(1), tags: z.array(z.string().regex(tagPattern)) });

/**
 * The tags in a file, in alphabetical order.
 * @param file its name, for messages
 * @throws HourglassError where it is damaged
 */
export function parseTags(bytes: Uint8Array, file: string): readonly string[] {
  const { tags } = parseJsonFile(bytes, file, fileSchema, { format: 1 });
  return [...new Set(tags)].sort();
}

/** Words given as `best,keep`. @throws UsageError naming the one that is no tag */
export function tagsOf(words: string, option: string): readonly string[] {
  return words.split(",").map((word) => {
    const tag = word.trim();
    if (tagPattern.test(tag)) return tag;
    throw new UsageError(
      `${option}: expected words of letters, digits, "-", "_" and ".", at most 40, with commas between them, found ${showValue(word)}`,
    );
  });
}

/** Adds tags to a folder and takes others off. @returns those that it has now */
export async function changeTags(
  path: string,
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<readonly string[]> {
  const before = (await readParsed(runFolder(path), tagsFile, parseTags)) ?? [];
  const now = [...new Set([...before, ...add])].filter((tag) => !remove.includes(tag)).sort();
  if (now.join() === before.join()) return now;
  const file = join(path, tagsFile);
  await writing(file, () => writeFileWhole(file, `${JSON.stringify({ format: 1, tags: now })}\n`));
  return now;
}
