import { visible } from "hourglass-core/internal/visible.ts";
import { describe, expect, test } from "vitest";
import { samplePages } from "../../../../../test/support/sample-pages.ts";
import type { Report } from "./report.ts";

// Names come from outside: of files, of classes in them, from layers files and studies. Pages and figures show them.

const names = [
  "</script><img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "</title></style><script>alert(1)</script>",
  "<!-- --><b>",
  "]]>&lt;b&gt;&amp;",
  '=HYPERLINK("http://a.example","b")',
  "../../x",
  "..\\..\\x",
  "a|b`x`'y'",
  "\u001b[2J\u009b\u0000",
  "\u202eabc\u2066",
];

/**
 * Every tag with the names of its attributes: what a page is made of, whatever its texts. How a label of a plot is turned and
 * broken into lines depends on the width of its letters.
 */
function outline(markup: string): readonly string[] {
  return [...markup.matchAll(/<(?<tag>[a-z/!?][^\s>]*)(?<attributes>(?:"[^"]*"|[^">])*)>/gi)]
    .map(({ groups }) => {
      const { tag = "", attributes = "" } = groups ?? {};
      return [tag, ...attributes.replaceAll(/"[^"]*"/g, "").split(/[\s=]+/)].join(" ").trim();
    })
    .filter((element) => !/^\/?(?:title|tspan)\b/.test(element))
    .map((element) => element.replace(/^(g|text) .*$/, "$1"));
}

function textOf(markup: string): string {
  const text = markup.replaceAll(/<style>.*?<\/style>|<[^>]*>/gs, "");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Of names as long that mean nothing; several are. */
const plainPages = new Map<string, Report>();

describe.each(Object.entries(samplePages))("the page: %s", (kind, render) => {
  test.each(names.map((name) => [visible(name), name]))("%s is shown and does nothing", (_, name) => {
    const page = render(name);
    const { length } = visible(name, "lines");
    const plain = plainPages.get(`${kind} ${length}`) ?? render("x".repeat(length));
    plainPages.set(`${kind} ${length}`, plain);
    expect(outline(page.html)).toEqual(outline(plain.html));
    expect(visible(page.html, "lines") === page.html).toBe(true);
    expect(textOf(page.html).includes(visible(name, "lines"))).toBe(true);
    expect(page.files.size).toBe(plain.files.size);
    for (const [file, content] of page.files) {
      expect(file).toMatch(/^(?:figures\/)?[a-z0-9-]+\.(?:svg|png|csv|json)$/);
      if (!file.endsWith(".svg")) continue;
      const svg = String(content);
      expect(visible(svg, "lines") === svg).toBe(true);
      expect(outline(svg).filter((element) => /^(?:script|img|b) | on/.test(element))).toEqual([]);
    }
  });
});
