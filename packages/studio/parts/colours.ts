let pen: CanvasRenderingContext2D | null | undefined;

/**
 * The value of a colour variable of style/base.css in the theme that the page has, for a canvas: `colour("--ink")`. Always as `#rrggbb`, however
 * the built style sheet writes it.
 */
export function colour(variable: `--${string}`): string {
  const written = getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return written;
  pen.fillStyle = written;
  return pen.fillStyle;
}
