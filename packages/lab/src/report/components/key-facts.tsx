import type { JSX } from "preact";

/** What one wants to know first, a term and its value side by side. */
export function KeyFacts({
  facts,
}: {
  readonly facts: readonly (readonly [term: string, value: string])[];
}): JSX.Element {
  return (
    <dl class="key-facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
