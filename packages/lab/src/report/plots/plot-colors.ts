/** Colours of plots, which pages and files have as variables. */
export const plotColors = {
  first: "var(--plot-first)",
  second: "var(--plot-second)",
  muted: "var(--plot-muted)",
  ground: "var(--plot-ground)",
} as const;
