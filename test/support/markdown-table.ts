/** A row of a table in Markdown, by the heads of its columns. */
export type Row = Readonly<Record<string, string>>;

interface MarkdownTable {
  readonly firstTable: (text: string) => string;
  readonly readTable: (text: string) => readonly Row[];
}

/** scripts/markdown-table.js, which is plain JavaScript. */
export const markdownTable = (await import(
  new URL("../../scripts/markdown-table.js", import.meta.url).href
)) as unknown as MarkdownTable;
