// What a command writes into a page of docs/ stands between two comments: `<!-- NAME: written by npm run COMMAND -->` and `<!-- end of NAME -->`.
import { readFile } from "node:fs/promises";
import { writeFileWhole } from "hourglass-core/internal/files/place-file.ts";

/** The text of a name. @param {string} content of the page @param {string} command @param {string} name */
export function placedText(content, command, name) {
  return around(content, command, name)[1].trim();
}

/**
 * Puts each text between the comments of its name.
 * @param {string} page its path @param {string} command @param {Readonly<Record<string, string>>} texts by their names
 */
export async function placeTexts(page, command, texts) {
  let content = await readFile(page, "utf8");
  for (const [name, text] of Object.entries(texts)) {
    const [before, , after] = around(content, command, name, page);
    content = `${before}\n\n${text}\n\n${after}`;
  }
  await writeFileWhole(page, content);
}

/** What stands before a text, the text, and what stands after it. @returns {readonly [string, string, string]} */
function around(content, command, name, page = "the page") {
  const [begin, end] = [`<!-- ${name}: written by npm run ${command} -->`, `<!-- end of ${name} -->`];
  const from = content.indexOf(begin) + begin.length;
  const to = content.indexOf(end, from);
  if (from < begin.length || to < 0) throw new Error(`${page}: expected the lines "${begin}" and "${end}"`);
  return [content.slice(0, from), content.slice(from, to), content.slice(to)];
}
