import type { JSX } from "preact";
import type { RenderedPlot } from "../plots/render-plot.ts";
import { Keys } from "./keys.tsx";

/** A plot in both widths, of which the style sheet shows one, under what its marks stand for. */
export function Plot({ plot }: { readonly plot: RenderedPlot }): JSX.Element {
  return (
    <>
      <Keys keys={plot.keys} />
      <PlotAlone plot={plot} />
    </>
  );
}

/** The same where the keys of several plots stand together. */
export function PlotAlone({ plot }: { readonly plot: RenderedPlot }): JSX.Element {
  return (
    <>
      <Svg svg={plot.wide} name="plot-wide" />
      <Svg svg={plot.narrow} name="plot-narrow" />
    </>
  );
}

function Svg({ svg, name }: { readonly svg: string; readonly name: string }): JSX.Element {
  // The markup is a serialised document: its text is escaped already.
  return <div class={name} dangerouslySetInnerHTML={{ __html: svg }} />;
}
