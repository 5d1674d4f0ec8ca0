import { describe, expect, test } from "vitest";
import { drawSections, type Section } from "../components/section.ts";
import { drawPage } from "./page.tsx";
import type { Report } from "./report.ts";

interface Fruit {
  readonly name: string;
  readonly seeds?: readonly number[];
}

/** A section that nobody has heard of. */
const seeds: Section<Fruit> = {
  title: ({ name }) => `The seeds of ${name}`,
  parts: ({ seeds: counted }) => [
    counted && { view: <p>They were counted.</p> },
    counted && {
      caption: <>A mark a seed.</>,
      reading: "More marks are more seeds.",
      files: { "figures/seeds.svg": "<svg/>", "figures/seeds.csv": counted.join("\n") },
      view: <b>{"|".repeat(counted.length)}</b>,
    },
  ],
};
const peel: Section<Fruit> = { title: "Peel", parts: () => [{ view: "thin", folded: "How thin" }] };
const first: Section<Fruit> = { parts: () => [{ view: <i>before all</i>, files: { "all.csv": "1" } }] };
const taste: Section<Fruit> = {
  title: (
    <>
      Taste &amp; <code>smell</code>
    </>
  ),
  parts: () => [{ caption: "sweet", files: { "figures/taste.svg": "" }, links: ["taste.json"], view: "" }],
};

function pageOf(sections: readonly Section<Fruit>[], fruit: Fruit = { name: "kiwi", seeds: [3, 4] }): Report {
  const { html, files } = drawPage({
    ...{ title: "Fruit", version: "1", header: <header>fruit</header> },
    sections: drawSections(sections, fruit),
  });
  return { html: /<main>(.*)<\/main>/s.exec(html)?.[1] ?? "", files };
}

describe("a section is one record and one row", () => {
  test("its heading, its parts and its files are where they belong", () => {
    const { html, files } = pageOf([first, seeds, taste]);
    expect(html.replaceAll(/<figcaption>.*?<\/figcaption>/gs, "")).toBe(
      "<header>fruit</header><i>before all</i>" +
        '<section><h2>The seeds of kiwi</h2><p>They were counted.</p><figure><div class="figure-body"><b>||</b></div></figure></section>' +
        '<section><h2>Taste &amp; <code>smell</code></h2><figure><div class="figure-body"></div></figure></section>',
    );
    expect([...files]).toEqual([
      ["all.csv", "1"],
      ["figures/seeds.svg", "<svg/>"],
      ["figures/seeds.csv", "3\n4"],
      ["figures/taste.svg", ""],
    ]);
  });

  test("a figure names its files, or what is named in their place", () => {
    const { html } = pageOf([seeds, taste]);
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, path]) => path)).toEqual([
      ...["figures/seeds.svg", "figures/seeds.csv", "taste.json"],
    ]);
  });

  test("one that shows nothing is not there, nor its heading, nor its files", () => {
    const { html, files } = pageOf([seeds, peel], { name: "fig" });
    expect(html).not.toContain("seeds");
    expect(html).toContain('<details class="folded"><summary>How thin</summary>thin</details>');
    expect(files.size).toBe(0);
  });
});

describe("the table of contents", () => {
  test("stands behind the header, each section under the words of its heading", () => {
    const { html } = pageOf([first, seeds, peel, peel, taste]);
    expect(html).toMatch(/^<header>fruit<\/header><nav class="contents"/);
    const entries = [...html.matchAll(/<li><a href="#([^"]*)">(.*?)<\/a><\/li>/g)].map(
      ([, ...entry]) => entry,
    );
    expect(entries).toEqual([
      ["the-seeds-of-kiwi", "The seeds of kiwi"],
      ["peel", "Peel"],
      ["peel-2", "Peel"],
      ["taste-amp-smell", "Taste &amp; <code>smell</code>"],
    ]);
    expect([...html.matchAll(/<section id="([^"]*)"><h2>(.*?)<\/h2>/g)].map(([, ...entry]) => entry)).toEqual(
      entries,
    );
  });

  test("is not needed where few sections are", () => {
    const { html } = pageOf([first, seeds, peel, taste]);
    expect(html).not.toMatch(/<nav|id=/);
  });
});
