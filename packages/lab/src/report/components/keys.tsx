import type { JSX } from "preact";
import type { Key } from "../plots/keys.tsx";

/** What the marks of a plot stand for, above it. */
export function Keys({ keys }: { readonly keys: readonly Key[] }): JSX.Element | null {
  if (keys.length === 0) return null;
  return (
    <ul class="run-keys">
      {keys.map(({ title, svg }) => (
        <li key={title} class="run-key">
          <span class="line-key" aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />
          {title}
        </li>
      ))}
    </ul>
  );
}
