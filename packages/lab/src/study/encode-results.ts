import type { StudyResults } from "./results.ts";

/** Rows of more trainings than these are written a line each: indented, results.json would be too long for a text of JavaScript. */
const mostIndented = 1000;

/** Characters that are encoded at once. */
const pieceLength = 2 ** 22;

/**
 * results.json of a study. Of very many trainings in pieces, without the whole as a text, each run, each cell and each pair in a line of
 * its own: a reader sees the same JSON.
 */
export function encodeResults(results: StudyResults): string | Uint8Array {
  if (results.runs.length <= mostIndented) return `${JSON.stringify(results, null, 1)}\n`;
  const encoder = new TextEncoder();
  // Room that is not written to takes no memory.
  let bytes = new Uint8Array(2 ** 28);
  let length = 0;
  const add = (text: string): void => {
    const most = length + 3 * text.length;
    if (most > bytes.length) {
      const larger = new Uint8Array(2 * most);
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    length += encoder.encodeInto(text, bytes.subarray(length)).written;
  };
  let waiting = "";
  for (const line of linesOf(results)) {
    waiting += line;
    if (waiting.length < pieceLength) continue;
    add(waiting);
    waiting = "";
  }
  add(waiting);
  return bytes.subarray(0, length);
}

/** Lists of rows are opened, so that each row has a line; all else is a line. */
const opened: ReadonlySet<string> = new Set(["runs", "cells", "findings", "comparisons", "pairs"]);

function* linesOf(results: StudyResults): Iterable<string> {
  yield* objectLines(results);
  yield "\n";
}

function* objectLines(record: object): Iterable<string> {
  let separator = "{\n";
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ",\n";
    if (opened.has(name) && Array.isArray(value)) yield* listLines(value);
    else yield JSON.stringify(value);
  }
  yield "}";
}

function* listLines(rows: readonly object[]): Iterable<string> {
  let separator = "[\n";
  for (const row of rows) {
    yield separator;
    separator = ",\n";
    if (Object.keys(row).some((name) => opened.has(name))) yield* objectLines(row);
    else yield JSON.stringify(row);
  }
  yield rows.length === 0 ? "[]" : "]";
}
