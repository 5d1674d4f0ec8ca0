import type { ComponentChildren, JSX } from "preact";

interface PartProps {
  /** The anchor, and the name of its styles. */
  readonly id: string;
  readonly title: string;
  /** For those who learn: short, and shown when asked for. */
  readonly explanation?: ComponentChildren;
  /** Controls beside the title. */
  readonly tools?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** A part of the page: a titled region, with an explanation that can be left closed. */
export function Part({ id, title, explanation, tools, children }: PartProps): JSX.Element {
  return (
    <section id={id} class={`part part-${id}`} aria-labelledby={`${id}-title`}>
      <div class="part-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {tools === undefined ? null : <div class="part-tools">{tools}</div>}
      </div>
      {explanation === undefined ? null : (
        <details class="explanation">
          <summary>What is this?</summary>
          <div>{explanation}</div>
        </details>
      )}
      {children}
    </section>
  );
}
