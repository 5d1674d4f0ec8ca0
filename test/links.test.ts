import { readdir, readFile, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";

// What a page of the documentation links to is there: the file, and the heading in it.

const root = join(import.meta.dirname, "..");
const foreign = /(^|[/\\])(node_modules|dist|runs|artefacts|\.[^/\\]+)([/\\]|$)/;

// The links of a template are those of the page that is made of it.
const pages = (await readdir(root, { recursive: true })).filter(
  (file) => /(?<!\.template)\.md$/.test(file) && !foreign.test(file),
);

/** The text without programs and code, in which brackets are no links. */
async function proseOf(file: string): Promise<string> {
  const text = await readFile(file, "utf8");
  return text.replaceAll(/^```.*?^```$/gms, "").replaceAll(/`[^`\n]*`/g, (code) => code.replaceAll("[", "("));
}

/** The targets of its links and pictures, but for those on the web. */
async function linksOf(file: string): Promise<readonly string[]> {
  const found = (await proseOf(file)).matchAll(/\]\(<?([^)>\s]+)>?(?: "[^"]*")?\)|(?:src|href)="([^"]+)"/g);
  return Array.from(found, ([, link, html]) => (link ?? html) as string).filter(
    (link) => !/^[a-z]+:/i.test(link),
  );
}

/** The names by which GitHub links to the headings of a page. */
async function headingsOf(file: string): Promise<readonly string[]> {
  const text = (await readFile(file, "utf8")).replaceAll(/^```.*?^```$/gms, "");
  return Array.from(text.matchAll(/^#+ +(.+?) *$/gm), ([, heading = ""]) =>
    heading
      .replaceAll(/\]\([^)]*\)/g, "")
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

/** Why a link of a page leads nowhere; `undefined` where it does not. */
async function faultOf(page: string, link: string): Promise<string | undefined> {
  const [path = "", anchor] = decodeURIComponent(link).split("#");
  const file = path === "" ? page : join(dirname(page), path);
  const place = relative(root, file);
  if (place.startsWith("..")) return "it leads out of the project";
  if ((await stat(file).catch(() => undefined)) === undefined) return `there is no ${place}`;
  if (anchor === undefined) return undefined;
  return (await headingsOf(file)).includes(anchor) ? undefined : `${place} has no heading #${anchor}`;
}

test("there are pages, and links in them", async () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", join("docs", "api.md")]));
  expect((await linksOf(join(root, "README.md"))).length).toBeGreaterThan(20);
});

test.each(pages)("every link of %s leads somewhere", async (page) => {
  const file = join(root, page);
  const faults: string[] = [];
  for (const link of await linksOf(file)) {
    const fault = await faultOf(file, link);
    if (fault !== undefined) faults.push(`${link}: ${fault}`);
  }
  expect(faults).toEqual([]);
});

test("a link that leads nowhere is found", async () => {
  const page = join(root, "README.md");
  expect(await faultOf(page, "docs/no-such-page.md")).toBe(`there is no ${join("docs", "no-such-page.md")}`);
  expect(await faultOf(page, "docs/api.md#no-such-heading")).toContain("has no heading #no-such-heading");
  expect(await faultOf(page, "#train")).toBeUndefined();
});
