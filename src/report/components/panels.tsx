import type { JSX } from "preact";
import { columnsOf, type DrawnPanel } from "../drawn-panel.ts";
import { Plot } from "./plot.tsx";

/** Plots side by side, each with its title. */
export function Panels({ panels }: { readonly panels: readonly DrawnPanel[] }): JSX.Element {
  return (
    <div class={`panels panels-${columnsOf(panels.length)}`}>
      {panels.map(({ title, plot, file }) => (
        <div key={file}>
          <p class="group-title">{title}</p>
          <Plot plot={plot} />
        </div>
      ))}
    </div>
  );
}
