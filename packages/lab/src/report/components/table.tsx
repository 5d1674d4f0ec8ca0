import type { ComponentChildren, JSX } from "preact";

interface Column {
  readonly name: string;
  readonly unit?: string;
  /** Numbers stand at the right, digit under digit. */
  readonly numeric?: boolean;
}

interface TableProps {
  /** A class for the style sheet. */
  readonly kind?: string;
  readonly caption: ComponentChildren;
  readonly columns: readonly Column[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table; the style sheet numbers it and lets it scroll where the window is too narrow. */
export function Table({ kind, caption, columns, rows }: TableProps): JSX.Element {
  const alignment = (index: number): string => (columns[index]?.numeric === true ? "number" : "text");
  return (
    <div class="table">
      <table class={kind}>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map(({ name, unit }, index) => (
              <th key={name} scope="col" class={alignment(index)}>
                {name}
                {unit !== undefined && <span class="unit">{unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...others], row) => (
            <tr key={row}>
              <th scope="row" class={alignment(0)}>
                {first}
              </th>
              {others.map((cell, index) => (
                <td key={index} class={alignment(index + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
