import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { fileNames } from "./file-names.ts";

/** Fewer sections than these are seen at once. */
const fewest = 4;

/** A page as a file, with a table of its sections behind the header. */
export function pageHtml(page: JSX.Element): string {
  return `<!doctype html>\n${withContents(renderToString(page))}\n`;
}

const heading = /<section><h2>(.*?)<\/h2>/gs;

/** What is wrong is said before all else. */
const opening = /<\/header>(?:<section class="notice.*?<\/section>)?/s;

/** Sections are written where they belong; what they are called is gathered from the finished page. */
function withContents(html: string): string {
  const titles = [...html.matchAll(heading)].map(([, title = ""]) => title);
  if (titles.length < fewest) return html;
  const names = fileNames(titles.map((title) => title.replaceAll(/<[^>]*>/g, "")));
  const entries = titles.map((title, index) => `<li><a href="#${names[index]}">${title}</a></li>`);
  const contents = `<nav class="contents" aria-label="Sections of this page"><ol>${entries.join("")}</ol></nav>`;
  let section = 0;
  return html
    .replaceAll(heading, (_, title: string) => `<section id="${names[section++]}"><h2>${title}</h2>`)
    .replace(opening, (start) => `${start}${contents}`);
}
