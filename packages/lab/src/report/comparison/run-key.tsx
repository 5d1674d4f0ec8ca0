import type { JSX } from "preact";
import { lineStyle } from "../plots/comparison-plot.ts";

/** A run's name behind a piece of its line. */
export function RunKey({ run, name }: { readonly run: number; readonly name: string }): JSX.Element {
  const { stroke, strokeDasharray } = lineStyle(run);
  return (
    <span class="run-key">
      <svg width="28" height="6" aria-hidden="true">
        <line x1="0" y1="3" x2="28" y2="3" style={{ stroke, strokeDasharray, strokeWidth: "3px" }} />
      </svg>
      {name}
    </span>
  );
}
