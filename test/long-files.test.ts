import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";

// A file is one concept. Where one is better left whole, its head says why; what a program has written says so, too.

const root = join(import.meta.dirname, "..");
const longest = 300;
const headLines = 15;
const reason = /above 300 lines, since|@generated/;

/** Programs, tests apart, by their paths. */
async function programs(): Promise<readonly string[]> {
  const folders = ["packages", "scripts", "bench", "reliability", "examples"];
  const found = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((file) => join(folder, file)),
    ),
  );
  return found
    .flat()
    .filter((file) => /\.[jt]sx?$/.test(file) && !/\.test\.tsx?$|node_modules|\/dist\//.test(file))
    .toSorted();
}

/** Whether a program is short, or says why it is not. */
function isShortOrReasoned(text: string): boolean {
  const lines = text.split("\n");
  // The last line ends, too.
  if (lines.length - 1 <= longest) return true;
  return reason.test(
    lines
      .slice(0, headLines)
      .join(" ")
      .replaceAll(/\s*\n?\s*(?:\/\/|\*)\s*/g, " "),
  );
}

test(`no file has more than ${longest} lines without a reason in its head`, async () => {
  const files = await programs();
  expect(files.length).toBeGreaterThan(500);
  const long: string[] = [];
  for (const file of files) {
    if (!isShortOrReasoned(await readFile(join(root, file), "utf8"))) long.push(file);
  }
  expect(long).toEqual([]);
});

test("a reason is one in the head, also where its line breaks", () => {
  const long = "x;\n".repeat(longest + 1);
  expect(isShortOrReasoned("x;\n".repeat(longest))).toBe(true);
  expect(isShortOrReasoned(long)).toBe(false);
  expect(isShortOrReasoned(`// One file, above 300\n// lines, since it is one table.\n${long}`)).toBe(true);
  expect(isShortOrReasoned(`${long}// One file, above 300 lines, since it is one table.\n`)).toBe(false);
});
