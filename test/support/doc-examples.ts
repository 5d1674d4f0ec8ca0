import { readFile } from "node:fs/promises";

/** A program in a page of the documentation. */
export interface DocExample {
  /** The heading that it stands under. */
  readonly heading: string;
  readonly language: "js" | "ts";
  readonly code: string;
  /** What the comments behind its `console.log(...)` say that it prints. */
  readonly promised: readonly string[];
}

/** The ```js and ```ts blocks of a Markdown file, in order. */
export async function readDocExamples(file: string): Promise<readonly DocExample[]> {
  const sections = (await readFile(file, "utf8")).split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"));
    return [...section.matchAll(/^```(js|ts)\n(.*?)^```$/gms)].map(([, language, code = ""]) => ({
      heading,
      language: language as DocExample["language"],
      code,
      promised: promisedLines(code),
    }));
  });
}

/** What the comments behind the `console.log(...)` of a program say that it prints. */
export function promisedLines(code: string): readonly string[] {
  return [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.+)$/gm)].map(([, text = ""]) => text);
}
