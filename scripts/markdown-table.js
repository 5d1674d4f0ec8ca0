// Tables of our pages in Markdown, written and read.

/** The first table of a text. @param {string} text @returns {string} */
export function firstTable(text) {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("|"));
  const after = lines.slice(first).findIndex((line) => !line.startsWith("|"));
  return lines.slice(first, after === -1 ? undefined : first + after).join("\n");
}

/**
 * The first table of a text: a record a row, by the heads of the columns.
 * @param {string} text @returns {readonly Readonly<Record<string, string>>[]}
 */
export function readTable(text) {
  const rows = firstTable(text)
    .split("\n")
    .map((line) => line.split("|").slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  const [heads = [], , ...body] = rows;
  return body.map((cells) => Object.fromEntries(cells.map((cell, at) => [heads[at] ?? "", cell])));
}

/** @param {readonly string[]} heads @param {readonly (readonly string[])[]} rows @returns {string} */
export function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}
