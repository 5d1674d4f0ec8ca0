import type { ComponentChildren, JSX } from "preact";
import type { DrawnFigure } from "../study-plots.ts";
import { Figure } from "./figure.tsx";
import { Keys } from "./keys.tsx";
import { Panels } from "./panels.tsx";

interface DrawnFigureProps {
  readonly figure: DrawnFigure;
  readonly caption: ComponentChildren;
  readonly reading?: ComponentChildren;
}

/** Plots of one quantity side by side, with the key of their lines above. */
export function DrawnFigureView({ figure, caption, reading }: DrawnFigureProps): JSX.Element {
  const { keys, panels, table } = figure;
  return (
    <Figure caption={caption} reading={reading} files={[...panels.map(({ file }) => file), table.file]}>
      <Keys keys={keys} />
      <Panels panels={panels} />
    </Figure>
  );
}
