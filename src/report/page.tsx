import type { ComponentChildren, JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { Figure } from "./components/figure.tsx";
import { PageFrame, type PageFrameProps } from "./components/page-frame.tsx";
import { fileNames } from "./file-names.ts";
import { type DrawnSection, filesOf, type Part } from "./section.ts";

/** A page with its figures. */
export interface Report {
  /** The whole page in one piece: it loads nothing. */
  readonly html: string;
  /** The same figures and numbers as files, by their path beside the page. */
  readonly files: Map<string, Uint8Array | string>;
}

export interface Page extends Omit<PageFrameProps, "children"> {
  /** What stands before all sections. */
  readonly header: ComponentChildren;
  readonly sections: readonly DrawnSection[];
}

/** Fewer sections than these are seen at once, without a table of contents. */
const fewest = 4;

/** A page as a file, and the files of its figures. */
export function drawPage({ header, sections, ...frame }: Page): Report {
  const titles = sections.flatMap(({ title }) => (title === undefined ? [] : [title]));
  const names = titles.length < fewest ? [] : fileNames(titles.map(textOf));
  let titled = 0;
  const page = (
    <PageFrame {...frame}>
      {header}
      <Contents titles={titles} names={names} />
      {sections.map(({ title, parts }, index) => {
        const content = parts.map((part, position) => <PartView key={position} part={part} />);
        if (title === undefined) return content;
        return (
          <section key={index} id={names[titled++]}>
            <h2>{title}</h2>
            {content}
          </section>
        );
      })}
    </PageFrame>
  );
  return { html: `<!doctype html>\n${renderToString(page)}\n`, files: new Map(filesOf(sections)) };
}

function textOf(title: ComponentChildren): string {
  return renderToString(<h2>{title}</h2>).replaceAll(/<[^>]*>/g, "");
}

interface ContentsProps {
  readonly titles: readonly ComponentChildren[];
  /** Where they stand on the page. */
  readonly names: readonly string[];
}

function Contents({ titles, names }: ContentsProps): JSX.Element | null {
  if (names.length === 0) return null;
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

function PartView({ part }: { readonly part: Part }): JSX.Element {
  if (!("caption" in part)) return <>{part.view}</>;
  const { caption, reading, files, links = Object.keys(files), view } = part;
  return (
    <Figure caption={caption} reading={reading} files={links}>
      {view}
    </Figure>
  );
}
