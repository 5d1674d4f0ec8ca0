import type { JSX } from "preact";
import type { RenderedPlot } from "../plots/render-plot.ts";

/** A plot in both widths, of which the style sheet shows one. */
export function Plot({ plot }: { readonly plot: RenderedPlot }): JSX.Element {
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
