import type { ComponentChildren, JSX } from "preact";

interface FactsProps {
  readonly caption: ComponentChildren;
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}

/** A table of names and what they stand for. */
export function Facts({ caption, facts }: FactsProps): JSX.Element {
  return (
    <div class="table">
      <table class="facts">
        <caption>
          <span>{caption}</span>
        </caption>
        <tbody>
          {facts.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
