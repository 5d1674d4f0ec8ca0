import { liveModel } from "../../workers/explorer/explorer-api.ts";

/** How a model is told from others, in colour and in shape. */
export interface Mark {
  readonly colour: `--${string}`;
  /** SVG path in a square of 12 x 12. */
  readonly path: string;
  readonly filled: boolean;
}

const colours = 6;

/** Dot, square, triangle, diamond, triangle on its head, cross. */
const shapes = [
  "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9Z",
  "M2 2H10V10H2Z",
  "M6 1L11.2 10.4H.8Z",
  "M6 .6L11.4 6L6 11.4L.6 6Z",
  "M6 11L.8 1.6H11.2Z",
  "M2.6 .9L6 4.3L9.4 .9L11.1 2.6L7.7 6L11.1 9.4L9.4 11.1L6 7.7L2.6 11.1L.9 9.4L4.3 6L.9 2.6Z",
] as const;

/** The same for a model as long as it is kept, whatever comes and goes beside it. */
export function markOf(id: string): Mark {
  if (id === liveModel) return { colour: "--ink", path: shapes[0], filled: false };
  const number = Number(/\d+$/.exec(id)?.[0] ?? 1) - 1;
  // With the seventh the colours come again, with other shapes.
  const shape = (number + Math.floor(number / colours)) % shapes.length;
  return {
    colour: `--run-${number % colours}`,
    path: shapes[shape] as string,
    filled: true,
  };
}
