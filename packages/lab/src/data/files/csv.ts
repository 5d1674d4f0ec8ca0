/**
 * Rows as comma-separated values (RFC 4180), with a header line and full precision. A text that a spreadsheet would calculate,
 * such as a file's name that begins with `=`, gets a `'` before it and is shown (OWASP, CSV injection); numbers stay numbers.
 */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
): string {
  return toCsvLines([header, ...rows]);
}

/** {@link toCsv} of some of the lines. */
export function toCsvLines(rows: readonly (readonly (string | number | undefined)[])[]): string {
  return rows.map((row) => `${row.map(field).join(",")}\n`).join("");
}

function field(value: string | number | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  if (isFormula(value)) return quoted(`'${value}`);
  return /[",\r\n]/.test(value) ? quoted(value) : value;
}

/** Whether a spreadsheet takes a text for a formula; it knows the signs in full width as well. */
function isFormula(text: string): boolean {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) && Number.isNaN(Number(text));
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
