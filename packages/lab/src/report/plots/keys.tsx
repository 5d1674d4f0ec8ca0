import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { type ColorMap, sequentialColors } from "../pictures/color-map.ts";
import { plotColors } from "./plot-colors.ts";

/** What a mark of a figure stands for. */
export interface Key {
  readonly title: string;
  /** The mark: an SVG of {@link keySize}. */
  readonly svg: string;
}

/** In pixels. */
export const keySize = { width: 34, height: 14 } as const;

/** A piece of a line, with a dot on it where one is drawn. */
export function lineMark(
  title: string,
  stroke: string,
  { dash = "none", dot }: { readonly dash?: string; readonly dot?: string } = {},
): Key {
  return key(
    title,
    <>
      <line x1="0" x2="34" y1="7" y2="7" stroke={stroke} stroke-width="2" stroke-dasharray={dash} />
      {dot !== undefined && <circle cx="17" cy="7" r="5" fill={dot} />}
    </>,
  );
}

/** An area of a colour. */
export function areaMark(title: string, fill: string, opacity = 1): Key {
  return key(title, <rect x="8" y="1" width="18" height="12" fill={fill} fill-opacity={opacity} />);
}

/** A dot, filled or hollow. */
export function dotMark(title: string, color: string, isHollow = false): Key {
  const fill = isHollow ? plotColors.ground : color;
  return key(title, <circle cx="17" cy="7" r="5" fill={fill} stroke={color} stroke-width="1.5" />);
}

/** A dot with a bar of a deviation to each side. */
export function barMark(title: string, color: string, isUpright: boolean): Key {
  const bar = isUpright ? { x: 15.5, y: 0, width: 3, height: 14 } : { x: 4, y: 5.5, width: 26, height: 3 };
  return key(title, <rect {...bar} fill={color} fill-opacity="0.5" />);
}

/** The colours of a scale from its least to its greatest value. */
export function scaleMark(title: string, colors: ColorMap = sequentialColors): Key {
  const steps = 17;
  return key(
    title,
    <g>
      {Array.from({ length: steps }, (_, step) => (
        <rect
          key={step}
          x={2 * step}
          y="2"
          width="2"
          height="10"
          fill={`rgb(${colors(step / (steps - 1)).join(",")})`}
        />
      ))}
    </g>,
  );
}

/** A square that is outlined among others. */
export function outlineMark(title: string, stroke: string = "currentColor"): Key {
  return key(
    title,
    <rect x="11" y="1" width="12" height="12" fill="none" stroke={stroke} stroke-width="2" />,
  );
}

function key(title: string, mark: JSX.Element): Key {
  const { width, height } = keySize;
  return {
    title,
    svg: renderToString(
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {mark}
      </svg>,
    ),
  };
}
