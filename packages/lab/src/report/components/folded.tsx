import type { ComponentChildren, JSX } from "preact";

interface FoldedProps {
  /** What is folded away. */
  readonly title: string;
  /** Whether it is; else it stands on the page. */
  readonly when?: boolean;
  readonly children: ComponentChildren;
}

/** What would make the page long, folded away behind its title. */
export function Folded({ title, when = true, children }: FoldedProps): JSX.Element {
  if (!when) return <>{children}</>;
  return (
    <details class="folded">
      <summary>{title}</summary>
      {children}
    </details>
  );
}
