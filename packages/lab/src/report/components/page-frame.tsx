import type { ComponentChildren, JSX } from "preact";
import { styleSheet } from "./style-sheet.ts";

export interface PageFrameProps {
  readonly title: string;
  /** What the page adds to the common style sheet. */
  readonly style?: string;
  /** The version of Hourglass that wrote it. */
  readonly version: string;
  /** Facts for programs that read the page, by their names. */
  readonly facts?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** What all pages have in common: one file, light and dark, without a script. */
export function PageFrame({ title, style = "", version, facts = {}, children }: PageFrameProps): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        {Object.entries(facts).map(([name, content]) => (
          <meta key={name} name={`hourglass:${name}`} content={content} />
        ))}
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet + style }} />
      </head>
      <body>
        <main>{children}</main>
        <footer>Written by Hourglass {version}. This page loads nothing and runs no script.</footer>
      </body>
    </html>
  );
}
