import type { ComponentChildren } from "preact";
import { Keys } from "../components/keys.tsx";
import { Panels } from "../components/panels.tsx";
import type { Figure } from "../components/section.ts";
import type { DrawnFigure } from "./study-plots.ts";

/** Plots of one quantity side by side, with the key of their lines above. */
export function panelsFigure(
  { keys, panels, table }: DrawnFigure,
  caption: ComponentChildren,
  reading?: ComponentChildren,
): Figure {
  return {
    caption,
    reading,
    files: {
      ...Object.fromEntries(panels.map(({ file, plot }) => [file, plot.file])),
      [table.file]: table.content,
    },
    view: (
      <>
        <Keys keys={keys} />
        <Panels panels={panels} />
      </>
    ),
  };
}
