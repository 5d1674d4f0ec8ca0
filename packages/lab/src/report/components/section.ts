import type { ComponentChildren, JSX } from "preact";

/** Content by path beside the page. */
export type Files = Readonly<Record<string, string>>;

/** Words, pictures or a table of a page. */
export interface Piece {
  readonly view: ComponentChildren;
  /** The same and the numbers behind it as files. */
  readonly files?: Files;
  /** What it is folded away behind; absent where it stands on the page. */
  readonly folded?: string | undefined;
}

/** A piece with a number and a caption, under which its files are named. */
export interface Figure extends Piece {
  readonly caption: ComponentChildren;
  /** What a learner should look at; absent where a figure before says it. */
  readonly reading?: ComponentChildren;
  readonly files: Files;
  /** What is named in place of its files. */
  readonly links?: readonly string[];
}

/** What a section shows; nothing where there is nothing of the kind. */
export type Part = Piece | Figure | undefined;

type Title = string | JSX.Element;

/** A section of a page about an `S`: a record in a file of its own; a table lists those of a page in their order. */
export interface Section<S> {
  /** Its heading, also in the table of contents; what has none stands between the sections. */
  readonly title?: Title | ((subject: S) => Title);
  /** What it shows, in this order; the page is without a section that shows nothing. */
  readonly parts: (subject: S) => readonly Part[];
}

/** A section with what it shows of one subject. */
export interface DrawnSection {
  readonly title?: Title | undefined;
  readonly parts: readonly Part[];
}

export function drawSections<S>(sections: readonly Section<S>[], subject: S): readonly DrawnSection[] {
  return sections.map(({ title, parts }) => ({
    title: typeof title === "function" ? title(subject) : title,
    parts: parts(subject),
  }));
}
