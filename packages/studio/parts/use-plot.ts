import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { colour } from "./colours.ts";

/**
 * A plot in an element of the page, as wide as that is.
 * @param optionsOf for a width, in pixels
 * @param remade what the plot is made anew for; other numbers it gets as they come
 * @param numbers what the data depend on
 */
export function usePlot(
  optionsOf: (width: number) => uPlot.Options,
  dataOf: () => uPlot.AlignedData,
  remade: readonly unknown[],
  numbers: readonly unknown[],
): RefObject<HTMLDivElement | null> {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const newest = useRef(dataOf);
  newest.current = dataOf;
  useEffect(() => {
    const place = host.current;
    if (place === null) return;
    let isMeant = true;
    let remove = (): void => undefined;
    // Nothing of the first screen waits for it.
    void import("uplot").then(({ default: Plot }) => {
      if (!isMeant) return;
      const made = new Plot(optionsOf(place.clientWidth), newest.current(), place);
      plot.current = made;
      const observer = new ResizeObserver(() => {
        if (place.clientWidth !== made.width) {
          made.setSize({ width: place.clientWidth, height: made.height });
        }
      });
      observer.observe(place);
      remove = () => {
        observer.disconnect();
        made.destroy();
        plot.current = undefined;
      };
    });
    return () => {
      isMeant = false;
      remove();
    };
  }, remade);
  useEffect(() => plot.current?.setData(dataOf()), numbers);
  return host;
}

export const plotFont = "12px system-ui, sans-serif";

/** What the axes of all plots have in common, in the colours that the page has. */
export function axisStyle(): Pick<uPlot.Axis, "stroke" | "grid" | "ticks" | "font"> {
  const line = { stroke: colour("--line"), width: 1 };
  return { stroke: colour("--soft"), grid: line, ticks: line, font: plotFont };
}
