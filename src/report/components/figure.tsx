import type { ComponentChildren, JSX } from "preact";

interface FigureProps {
  readonly caption: ComponentChildren;
  /** What a learner should look at; absent where a figure before says it. */
  readonly reading?: ComponentChildren;
  /** The same figure and its numbers as files of the run folder. */
  readonly files: readonly string[];
  readonly children: ComponentChildren;
}

/** A figure with its caption beside a help for reading it; the style sheet numbers it. */
export function Figure({ caption, reading, files, children }: FigureProps): JSX.Element {
  return (
    <figure>
      <div class="figure-body">{children}</div>
      <figcaption>
        <p class="caption">{caption}</p>
        <p class="reading">
          {reading !== undefined && <strong>What am I looking at? </strong>}
          {reading}
          <span class="files">
            {" "}
            {files.map((file, index) => (
              <span key={file}>
                {index > 0 && " · "}
                <a href={file}>{file}</a>
              </span>
            ))}
          </span>
        </p>
      </figcaption>
    </figure>
  );
}
