import { posix, win32 } from "node:path";

// Where data, runs and the program lie on this machine is nobody's business who looks at a run. What is sent has no absolute
// path: the last part stands for the whole, as `./bars.npy`, which no name of a data set can be taken for.
//
// Text is looked through as Latin-1, a character a byte, so that pieces of a file can be looked through one by one and every
// other byte stays as it is.

/** What a character of a path may look like in JSON, YAML, CSV, HTML and in a word for the shell. */
const forms: Readonly<Record<string, string>> = {
  // YAML folds lines at spaces.
  " ": "[ \\t\\r\\n\\\\]+",
  "&": "&(?:amp;)?",
  "<": "(?:<|&lt;)",
  ">": "(?:>|&gt;)",
  '"': '(?:\\\\"|""|&quot;|")',
  "'": "(?:'\\\\{1,2}''|''|&#39;|')",
  "\\": "\\\\{1,2}",
};

/** Where YAML ends a line in the middle of a text in quotes. */
const fold = "(?:\\\\\\r?\\n[ \\t]*)?";

/** A character of a name in a sentence. */
const inName = "[^\\x00-\\x20\"'`<>|:;,()[\\]{}\\\\/*?&]";

/** The end of a line or a tab in JSON, which ends in a letter. */
const afterLine = "(?<=\\\\[nrt])";

/** What goes before a path: no name, of which it would be the rest, and no base64. */
const before = `(?:(?<![\\w.~+/)\\]])|${afterLine})`;

/**
 * What finds absolute paths in a text.
 * @param known paths that may be in it, of which each is found whatever its name: others end at a space
 * @param isJson whether backslashes are doubled
 */
export function pathPattern(known: readonly string[] = [], isJson = false): RegExp {
  const backslash = isJson ? "\\\\\\\\" : "\\\\{1,2}";
  const separator = `(?:${backslash}|/)`;
  const folders = [...new Set(known)].sort((a, b) => b.length - a.length).flatMap(folderPattern);
  const several = (between: string): string => `(?:${inName}{1,255}${between}){1,2048}${inName}{0,255}`;
  const alternatives = [
    ...(folders.length === 0 ? [] : [`(?<folder>${folders.join("|")})`]),
    // As Node's errors and words for the shell have it.
    "(?<=')/[^'\"<>\\r\\n\\\\]{1,4096}(?=')",
    `(?:file://|${before})/${several("/")}`,
    `(?:(?<!\\w)|${afterLine})[A-Za-z]:${separator}${several(separator)}`,
    `(?<![\\w\\\\])${backslash}${backslash}${several(separator)}`,
  ];
  return new RegExp(alternatives.join("|"), "g");
}

/** The folder in which a path lies; none of the folder of all folders, which has no name. */
function folderPattern(path: string): readonly string[] {
  const { dir, base } = (posix.isAbsolute(path) ? posix : win32).parse(path);
  if (base === "") return [];
  const inside = /[/\\]$/.test(dir);
  const folder = spelled(inside ? dir : `${dir}${path.includes("/") ? "/" : "\\"}`);
  // The folder of all folders is in every text.
  return [inside ? `${before}${folder}(?=${spelled(base)}(?![\\w-]))` : folder];
}

function spelled(text: string): string {
  return [...Buffer.from(text).toString("latin1")]
    .map((character) => forms[character] ?? character.replace(/[$()*+.?[\]^{|}]/, "\\$&"))
    .join(fold);
}

/** Whether the whole of a text is an absolute path, of this system or another. */
export function isWholePath(text: string): boolean {
  return posix.isAbsolute(text) || (win32.isAbsolute(text) && /^(?:[A-Za-z]:|\\)/.test(text));
}

/** A text that is a path as a whole, or a name. */
export function hideWholePath(text: string): string {
  return isWholePath(text) ? lastPart(text) : text;
}

/** A text without the absolute paths in it. */
export function hidePaths(text: string, pattern: RegExp): string {
  const bytes = Buffer.from(text);
  return hidden(bytes, pattern, 0, bytes.length).sent.toString();
}

/** Longer than any path, in any spelling. */
const reach = 8 * 1024;

/** Pieces of a text without the absolute paths in it, also those that lie in two pieces. */
export async function* withoutPaths(
  pieces: AsyncIterable<Uint8Array>,
  pattern: RegExp,
): AsyncGenerator<Uint8Array> {
  // What is not sent yet, after the last bytes that are: they say whether a path may begin.
  let bytes = Buffer.alloc(0);
  let from = 0;
  const take = (end: number): Uint8Array => {
    const { sent, at } = hidden(bytes, pattern, from, end);
    const kept = Math.max(0, at - 2);
    // A copy: what is sent need not wait for it.
    bytes = Buffer.from(bytes.subarray(kept));
    from = at - kept;
    return sent;
  };
  for await (const piece of pieces) {
    bytes = Buffer.concat([bytes, piece]);
    if (bytes.length > 2 * reach) yield take(bytes.length - reach);
  }
  yield take(bytes.length);
}

/** A text from `from` until `end`, or until the end of the last path that begins before `end`: `at`. */
function hidden(
  bytes: Buffer,
  pattern: RegExp,
  from: number,
  end: number,
): { readonly sent: Buffer; readonly at: number } {
  const finder = new RegExp(pattern);
  finder.lastIndex = from;
  const text = bytes.toString("latin1");
  let done = "";
  let at = from;
  for (const { 0: path, index, groups } of text.matchAll(finder)) {
    if (index >= end) break;
    done += text.slice(at, index) + (groups?.["folder"] === undefined ? lastPart(path) : "./");
    at = index + path.length;
  }
  const until = Math.max(at, end);
  const sent =
    at === from ? bytes.subarray(from, until) : Buffer.from(done + text.slice(at, until), "latin1");
  return { sent, at: until };
}

function lastPart(path: string): string {
  return `./${path.split(/[/\\]+/).findLast((part) => part !== "") ?? ""}`;
}
