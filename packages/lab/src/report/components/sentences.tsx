import type { JSX } from "preact";

/** Sentences as a list, a point each. */
export function Sentences({ sentences }: { readonly sentences: readonly string[] }): JSX.Element {
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
