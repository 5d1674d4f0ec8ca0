import { UsageError } from "hourglass-core/internal/errors.ts";
import { describe, expect, test } from "vitest";
import { parseYaml } from "./yaml.ts";

describe("a YAML text", () => {
  test.each<[string, string, unknown]>([
    ["nothing", "", null],
    ["comments alone", "# nothing\n", null],
    ["JSON, with tabs", '{\n\t"a": [\n\t\t1, "\\ud83d\\ude00\\/"\n\t]\n}', { a: [1, "😀/"] }],
    ["lines that end as on Windows", "a: 1\r\nb: x\r\n", { a: 1, b: "x" }],
    ["an end of its own", "a: 1\n...\n", { a: 1 }],
    ["words of version 1.1, which are words", "%YAML 1.1\n---\na: yes", { a: "yes" }],
    ["an anchor and its aliases", "a: &x [1]\nb: *x\nc: *x", { a: [1], b: [1], c: [1] }],
    [
      "a merge key, which is a name like any",
      "a: &x { b: 1 }\nc: { <<: *x }",
      { a: { b: 1 }, c: { "<<": { b: 1 } } },
    ],
    ["a number of many digits", `a: ${"9".repeat(100_000)}`, { a: Number.POSITIVE_INFINITY }],
    ["nesting", `${"[".repeat(90)}${"]".repeat(90)}`, expect.any(Array)],
  ])("of %s is read", (_, text, content) => {
    expect(parseYaml(text, "f").content).toEqual(content);
  });

  test("may have a name of every object", () => {
    const { content } = parseYaml("__proto__: { a: 1 }\nconstructor: 2", "f");
    expect(Object.entries(content as object)).toEqual([
      ["__proto__", { a: 1 }],
      ["constructor", 2],
    ]);
  });

  test("tells the lines of what it has, and of what is around it", () => {
    const { place } = parseYaml("a: 1\nb:\n  - x\n  - y: 2\n", "f");
    expect(place(["b", 1, "y"])).toBe("f, line 4: b[1].y");
    expect(place(["b", 1, "z"])).toBe("f, line 4: b[1].z");
    expect(place([])).toBe("f, line 1: the file");
    expect(parseYaml("", "f").place([])).toBe("f: the file");
  });

  const doubled = Array.from({ length: 45 }, (_, at) => `b${at + 1}: &b${at + 1} [*b${at}, *b${at}]`).join(
    "\n",
  );
  test.each<[string, string, string]>([
    ["a name twice", "a: 1\nb: 2\na: 3", 'f, line 3: "a" is there twice'],
    ["a name twice, as a number and a word", 'a: { 1: x, "1": y }', 'f, line 1: "1" is there twice'],
    ["a list as a name", "a: 1\n? [1, 2]\n: 3", "f, line 2: expected a name, found a list or a record"],
    [
      "a tag that runs code",
      "a: 1\nb: !!js/function 'x'",
      "f, line 2: Unresolved tag: tag:yaml.org,2002:js/function",
    ],
    ["a second document", "a: 1\n---\nb: 2", "f, line 2: expected one document, found a second one"],
    ["an indentation by tabs", "a:\n\t- b", "f, line 2: Tabs are not allowed as indentation"],
    ["an end that is missing", "a: [1,\nb: 2", "f, line 2: "],
    ["a list that contains itself", "epochs: &a [*a]", "f, line 1: an anchor contains itself"],
    ["a record that contains itself", "a: &a { b: { c: *a } }", "f, line 1: an anchor contains itself"],
    ["an alias of nothing", `a: *${"x".repeat(100_000)}`, "(100002 characters) before this alias"],
    [
      "aliases that multiply",
      `b0: &b0 [x, x]\n${doubled}`,
      "f: its aliases multiply what it says beyond measure",
    ],
    ["more aliases than any file has", `a: &a 1\nb: [${"*a, ".repeat(101)}]`, "expected at most 100 aliases"],
    ["open brackets", "[".repeat(100_000), "f, line 1: expected at most 100 levels of nesting, found more"],
    ["closed brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "levels of nesting"],
    ["open records", '{"a":'.repeat(50_000), "levels of nesting"],
    ["dashes", "- ".repeat(100_000), "levels of nesting"],
    [
      "lines, each deeper",
      Array.from({ length: 200 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"),
      "line 100: expected at most",
    ],
    ["anchors on one another", "&a ".repeat(10_000), "f, line 1: A node can have at most one anchor"],
  ])("with %s is refused", (_, text, message) => {
    expect(() => parseYaml(text, "f")).toThrow(UsageError);
    expect(() => parseYaml(text, "f")).toThrow(message);
  });

  test("of many names is read in time", () => {
    const text = Array.from({ length: 20_000 }, (_, at) => `k${at}: ${at}`).join("\n");
    const start = performance.now();
    expect(Object.keys(parseYaml(text, "f").content as object)).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
