import { axisX, axisY, cell, frame, type PlotOptions, text } from "@observablehq/plot";
import type { Confusion } from "../../representation/measure.ts";
import { sequentialColors } from "../color-map.ts";
import type { Frame } from "./render-plot.ts";

/** More classes than these leave no room for the counts. */
const mostCounted = 16;
/** Nor more than these for a name each, or for the empty squares, of which there would be tens of thousands. */
const mostNamed = 40;

/** How often an image of a class (down) was taken for one of another (across). */
export function confusionPlot(
  { counts }: Confusion,
  names: readonly string[],
  { width }: Frame,
): PlotOptions {
  const squares = counts.flatMap((row, actual) => {
    const images = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    return row.map((count, predicted) => {
      // The root keeps rare confusions visible beside the diagonal.
      const strength = Math.sqrt(count / images);
      return {
        actual,
        predicted,
        count,
        fill: `rgb(${sequentialColors(strength).join(",")})`,
        ink: strength > 0.6 ? "#000" : "#fff",
      };
    });
  });
  const occurring = squares.filter(({ count }) => count > 0);
  const place = { x: "predicted", y: "actual" };
  const longest = Math.max(0, ...names.map((name) => name.length));
  const words = longest > 2;
  const side = Math.min(width, 480);
  const margin = words ? Math.min(96, 20 + longest * 7) : 34;
  const name = (position: number): string => names[position] ?? String(position);
  const small = side / counts.length < 36;
  const classes = [...counts.keys()];
  const isCrowded = classes.length > mostNamed;
  const named = isCrowded
    ? classes.filter((position) => position % Math.ceil(classes.length / 16) === 0)
    : classes;
  return {
    width: side,
    height: side,
    marginLeft: margin,
    marginBottom: margin + 12,
    marginTop: 24,
    marginRight: 12,
    x: { type: "band", padding: 0.04, domain: classes },
    y: { type: "band", padding: 0.04, domain: classes },
    marks: [
      axisX(named, {
        tickFormat: name,
        tickSize: 0,
        label: "taken for →",
        labelAnchor: "right",
        ...(words ? { tickRotate: -45 } : {}),
      }),
      axisY(named, { tickFormat: name, tickSize: 0, label: "↓ true class", labelAnchor: "top" }),
      isCrowded
        ? frame({ strokeOpacity: 0.3 })
        : cell(squares, { ...place, fill: "currentColor", fillOpacity: 0.05 }),
      cell(occurring, { ...place, fill: "fill" }),
      counts.length > mostCounted
        ? null
        : text(occurring, {
            ...place,
            text: ({ count }) => String(count),
            fill: "ink",
            fontSize: small ? 8.5 : 11,
          }),
    ],
  };
}
