import type { ComponentChildren, JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { FigureView } from "../components/figure.tsx";
import { Folded } from "../components/folded.tsx";
import { PageFrame, type PageFrameProps } from "../components/page-frame.tsx";
import type { DrawnSection, Figure, Piece } from "../components/section.ts";
import { fileNames } from "./file-names.ts";
import type { Report } from "./report.ts";

export interface Page extends Omit<PageFrameProps, "children"> {
  /** What stands before all sections. */
  readonly header: ComponentChildren;
  readonly sections: readonly DrawnSection[];
}

/** Fewer sections than these are seen at once, without a table of contents. */
const fewest = 4;

/** A page as a file, and the files of its figures. */
export function drawPage({ header, sections, ...frame }: Page): Report {
  const shown = sections
    .map(({ title, parts }) => ({ title, parts: parts.filter((part) => part !== undefined) }))
    .filter(({ parts }) => parts.length > 0);
  const titled = shown.filter(({ title }) => title !== undefined);
  const names = titled.length < fewest ? [] : fileNames(titled.map(({ title }) => textOf(title)));
  const page = (
    <PageFrame {...frame}>
      {header}
      {names.length > 0 && <Contents titles={titled.map(({ title }) => title)} names={names} />}
      {shown.map((section, index) => {
        const { title, parts } = section;
        const content = parts.map((part, position) => <PartView key={position} part={part} />);
        if (title === undefined) return content;
        return (
          <section key={index} id={names[titled.indexOf(section)]}>
            <h2>{title}</h2>
            {content}
          </section>
        );
      })}
    </PageFrame>
  );
  const files = shown.flatMap(({ parts }) => parts.flatMap((part) => Object.entries(part.files ?? {})));
  return { html: `<!doctype html>\n${renderToString(page)}\n`, files: new Map(files) };
}

function textOf(title: ComponentChildren): string {
  return renderToString(<h2>{title}</h2>).replaceAll(/<[^>]*>/g, "");
}

interface ContentsProps {
  readonly titles: readonly ComponentChildren[];
  /** Where they stand on the page. */
  readonly names: readonly string[];
}

function Contents({ titles, names }: ContentsProps): JSX.Element {
  return (
    <nav class="contents" aria-label="Sections of this page">
      <ol>
        {titles.map((title, index) => (
          <li key={names[index]}>
            <a href={`#${names[index]}`}>{title}</a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function PartView({ part }: { readonly part: Piece | Figure }): ComponentChildren {
  const content = "caption" in part ? <FigureView {...part} /> : part.view;
  return part.folded === undefined ? content : <Folded title={part.folded}>{content}</Folded>;
}
