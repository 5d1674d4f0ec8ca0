import type { JSX } from "preact";
import type { Mend } from "../state/waiting.ts";

/** Buttons that mend what has ended without what was waited for. */
export function Mends({ mends }: { readonly mends: readonly Mend[] }): JSX.Element {
  return (
    <span class="mends">
      {mends.map(({ title, run }) => (
        <button key={title} type="button" onClick={run}>
          {title}
        </button>
      ))}
    </span>
  );
}
