import { UsageError } from "hourglass-core/internal/errors.ts";
import { pathWords, showValue, visible } from "hourglass-core/internal/validation.ts";
import { type Document, isNode, isScalar, Lexer, LineCounter, Parser, parseDocument, visit } from "yaml";

/** What a YAML or JSON text says, and where it says it. */
export interface YamlText {
  /** Plain records, lists and values; `null` of a text that says nothing. */
  readonly content: unknown;
  /** `FILE, line 7: models.wide.hidden`, of what is at a path or else of what is around it. */
  place(path: readonly PropertyKey[]): string;
}

/** Deeper than any file of ours; the parser calls itself for each level. */
const deepest = 100;

/** References to what is said elsewhere in the text. */
const mostAliases = 100;

/** A message is for people. */
const longestWords = 200;

/**
 * Reads a YAML text, and with it JSON, in time and memory that do not depend on what the text makes of itself: one document of
 * plain values, no name twice, no tags of one's own, nothing that contains itself.
 * @param file names the text in messages
 * @throws UsageError naming file and line, and what is wrong there
 */
export function parseYaml(text: string, file: string): YamlText {
  const lines = new LineCounter();
  const fail: Fail = (reason, offset) => {
    throw new UsageError(`${file}, line ${lines.linePos(offset).line}: ${brief(reason)}`);
  };
  requireShallow(text, file);
  // Names that are there twice are looked for below: the library would compare each with all others.
  const document = parseDocument(text, {
    ...{ prettyErrors: false, uniqueKeys: false, schema: "core", logLevel: "error" },
    lineCounter: lines,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) {
    const several = problem.code === "MULTIPLE_DOCS";
    fail(several ? "expected one document, found a second one" : problem.message, problem.pos[0]);
  }
  requirePlain(document, fail);
  return {
    content: resolveAliases(document, file),
    place: (path) => `${file}${lineOf(document, lines, path)}: ${brief(pathWords(path)) || "the file"}`,
  };
}

type Fail = (reason: string, offset: number) => never;

/** Looks at the nesting with the library's first pass, which keeps a stack of its own instead of calling itself. */
function requireShallow(text: string, file: string): void {
  const lines = new LineCounter();
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    // Its tokens are not wanted, only what is open meanwhile.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepest) {
      const { line } = lines.linePos(parser.offset);
      throw new UsageError(
        `${file}, line ${line}: expected at most ${deepest} levels of nesting, found more`,
      );
    }
  }
}

function resolveAliases(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    throw new UsageError(`${file}: its aliases multiply what it says beyond measure: write the values out`, {
      cause: error,
    });
  }
}

function requirePlain(document: Document, fail: Fail): void {
  let aliases = 0;
  visit(document, {
    Map: (_, { items }) => {
      const names = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key)
          ? String(key.value)
          : fail("expected a name, found a list or a record", offsetOf(key));
        if (names.has(name)) fail(`${showValue(name)} is there twice`, offsetOf(key));
        names.add(name);
      }
    },
    Alias: (_, alias, ancestors) => {
      if (++aliases > mostAliases)
        fail(`expected at most ${mostAliases} aliases, found more`, offsetOf(alias));
      const source = alias.resolve(document);
      if (source === undefined)
        fail(`there is no anchor ${showValue(alias.source)} before this alias`, offsetOf(alias));
      if (ancestors.some((one) => one === source)) fail("an anchor contains itself", offsetOf(alias));
    },
  });
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** `, line 7`; nothing where the text is empty. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  for (let length = path.length; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return `, line ${lines.linePos(node.range[0]).line}`;
  }
  return "";
}

function brief(words: string): string {
  const shown = visible(words);
  return shown.length <= longestWords ? shown : `${shown.slice(0, longestWords)} ...`;
}
