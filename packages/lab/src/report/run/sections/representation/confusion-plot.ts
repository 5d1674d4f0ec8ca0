import { axisX, axisY, cell, frame, type PlotOptions, text } from "@observablehq/plot";
import type { Confusion } from "../../../../measures/measure.ts";
import { inkOn, sequentialColors } from "../../../pictures/color-map.ts";
import { type Key, scaleMark } from "../../../plots/keys.tsx";
import type { Frame } from "../../../plots/render-plot.ts";
import { layoutRows, layoutWords } from "../../../plots/tick-labels.ts";
import type { SampleWords } from "../../../words/sample-words.ts";

/** More classes than these leave no room for the counts. */
const mostCounted = 16;
/** Nor more than these for a name each, or for the empty squares, of which there would be tens of thousands. */
const mostNamed = 40;

const marginRight = 12;

/** How often a sample of a class (down) was taken for one of another (across). */
export function confusionPlot(
  { counts }: Confusion,
  names: readonly string[],
  { width, fontSize }: Frame,
): PlotOptions {
  const squares = counts.flatMap((row, actual) => {
    const images = Math.max(
      1,
      row.reduce((sum, count) => sum + count, 0),
    );
    return row.map((count, predicted) => {
      // The root keeps rare confusions visible beside the diagonal.
      const strength = Math.sqrt(count / images);
      const color = sequentialColors(strength);
      return {
        actual,
        predicted,
        count,
        fill: `rgb(${color.join(",")})`,
        ink: inkOn(color),
      };
    });
  });
  const occurring = squares.filter(({ count }) => count > 0);
  const place = { x: "predicted", y: "actual" };
  const side = Math.min(width, 480);
  const classes = [...counts.keys()];
  const isCrowded = classes.length > mostNamed;
  const every = isCrowded
    ? Math.ceil(classes.length / 16)
    : Math.ceil((1.25 * fontSize * classes.length) / (side * 0.7));
  const named = classes.filter((position) => position % every === 0);
  const texts = named.map((position) => names[position] ?? String(position));
  const down = layoutRows(texts, { most: side * 0.25, height: fontSize, fontSize });
  const inner = side - down.margin - marginRight;
  const across = layoutWords(texts, inner / named.length, fontSize);
  const small = inner / counts.length < 30;
  const marginTop = 24;
  const marginBottom = across.height + 30;
  return {
    width: side,
    height: inner + marginTop + marginBottom,
    marginLeft: down.margin,
    ...{ marginTop, marginRight, marginBottom },
    x: { type: "band", padding: 0.04, domain: classes },
    y: { type: "band", padding: 0.04, domain: classes },
    marks: [
      axisX(
        named.filter((_, index) => across.shown(index)),
        {
          tickFormat: (position: number) => across.texts[named.indexOf(position)] ?? "",
          ...{ tickSize: 0, label: "taken for →", labelAnchor: "right", labelOffset: across.height + 28 },
          ...(across.rotate === 0 ? {} : { tickRotate: across.rotate }),
        },
      ),
      axisY(named, {
        tickFormat: (position: number) => down.texts[named.indexOf(position)] ?? "",
        ...{ tickSize: 0, label: "↓ true class", labelAnchor: "top", lineWidth: Infinity },
      }),
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

/** What its colours stand for; numbers are samples. */
export function confusionKeys({ plural }: Pick<SampleWords, "plural">): readonly Key[] {
  return [scaleMark(`share of the ${plural} of a class, from none to all, by the square root`)];
}
