import type { JSX } from "preact";
import { columnsOf, type DrawnPanel } from "../plots/drawn-panel.ts";
import { PlotAlone } from "./plot.tsx";

/** Plots side by side, each with its title. */
export function Panels({ panels }: { readonly panels: readonly DrawnPanel[] }): JSX.Element {
  return (
    <div class={`panels panels-${columnsOf(panels.length)}`}>
      {panels.map(({ title, plot, file }) => (
        <div key={file}>
          <p class="group-title">{title}</p>
          <PlotAlone plot={plot} />
        </div>
      ))}
    </div>
  );
}
