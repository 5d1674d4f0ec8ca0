/** The value of a colour variable of style/base.css in the theme that the page has, for a canvas: `colour("--ink")`. */
export function colour(variable: `--${string}`): string {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}
