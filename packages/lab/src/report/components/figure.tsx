import type { JSX } from "preact";
import type { Figure } from "./section.ts";

/** A figure with its caption beside a help for reading it; the style sheet numbers it. */
export function FigureView({
  view,
  caption,
  reading,
  files,
  links = Object.keys(files),
}: Figure): JSX.Element {
  return (
    <figure>
      <div class="figure-body">{view}</div>
      <figcaption>
        <p class="caption">{caption}</p>
        <p class="reading">
          {reading !== undefined && <strong>What am I looking at? </strong>}
          {reading}
          <span class="files">
            {" "}
            {links.map((file, index) => (
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
