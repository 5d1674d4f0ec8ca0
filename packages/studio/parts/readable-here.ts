import { listed } from "hourglass-core/internal/words.ts";
import { formatsOfFolders } from "hourglass-lab/internal/data/own/formats.ts";

/** What a folder may be of that is given to the page, whose browser decodes more than PNG: `IDX, PNG, JPEG or WebP`. */
export function readableHere(): string {
  return listed([...formatsOfFolders().map(({ title }) => title), "JPEG", "WebP"], "or");
}
