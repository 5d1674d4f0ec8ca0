import { capitalise } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import type { Warning } from "../../evaluation/warnings.ts";

/** What is wrong with the model, before anything else is said of it. */
export function Warnings({ warnings }: { readonly warnings: readonly Warning[] }): JSX.Element | null {
  if (warnings.length === 0) return null;
  return (
    <section class="notice warnings" role="note">
      <h2>Something is wrong with this model</h2>
      <ul>
        {warnings.map(({ text }) => (
          <li key={text}>{capitalise(text)}.</li>
        ))}
      </ul>
    </section>
  );
}
