export type Theme = "light" | "dark";

/**
 * The colours of pages and of figures as files, by the names of their CSS variables, in light and in dark. Lines: Okabe and Ito
 * 2008 ("Color universal design"), darkened or lightened until each stands out from its ground; classes: the scheme "muted" of Tol
 * 2021 ("Colour schemes", SRON technical note), lightened in the dark. palette.test.ts holds contrast and distance, also as people
 * with protanopia and deuteranopia see them.
 */
export const palettes: Readonly<Record<Theme, Readonly<Record<string, string>>>> = {
  light: {
    ...{ paper: "#fdfdfb", ink: "#1d2128", soft: "#5b6370", line: "#d9dce1", tint: "#f2f3f1" },
    ...{ accent: "#0072b2", notice: "#fff4d6", "notice-line": "#d9a400" },
    ...{ "plot-first": "#0072b2", "plot-second": "#c4500c", "plot-muted": "#7f8692" },
    ...{ "run-0": "#0072b2", "run-1": "#c4500c", "run-2": "#00805d", "run-3": "#b04a86" },
    ...{ "run-4": "#6a4ad8", "run-5": "#2f2f3a" },
    ...{ "class-0": "#332288", "class-1": "#58b0da", "class-2": "#44aa99", "class-3": "#117733" },
    ...{ "class-4": "#999933", "class-5": "#d0b84f", "class-6": "#cc6677", "class-7": "#882255" },
    ...{ "class-8": "#aa4499", "class-9": "#222222" },
  },
  dark: {
    ...{ paper: "#14171c", ink: "#e4e6ea", soft: "#9aa3b0", line: "#333943", tint: "#1c2027" },
    ...{ accent: "#6cbcf0", notice: "#33290d", "notice-line": "#d9a400" },
    ...{ "plot-first": "#56b4e9", "plot-second": "#f0954f", "plot-muted": "#7b8491" },
    ...{ "run-0": "#56b4e9", "run-1": "#f0954f", "run-2": "#2bc79a", "run-3": "#e39bc3" },
    ...{ "run-4": "#f0d060", "run-5": "#e4e6ea" },
    ...{ "class-0": "#9489f0", "class-1": "#88ccee", "class-2": "#4fc3ae", "class-3": "#4c9f5f" },
    ...{ "class-4": "#b5b540", "class-5": "#e3d27c", "class-6": "#e27d8d", "class-7": "#c0538c" },
    ...{ "class-8": "#d884cb", "class-9": "#ffffff" },
  },
};

/** On paper: as in light, on white, in full black. */
const printed = { paper: "#fff", ink: "#000", soft: "#444", line: "#bbb", tint: "#f4f4f4", notice: "#fff" };

/** The colours as CSS variables, in the dark and on paper others. */
export const colorVariables: string = [
  `:root { color-scheme: light dark; --plot-ground: var(--paper); ${declarations(palettes.light)} }`,
  `@media (prefers-color-scheme: dark) { :root { ${declarations(palettes.dark)} } }`,
  `@media print { :root { color-scheme: light; ${declarations({ ...palettes.light, ...printed, accent: "#000" })} } }`,
].join("\n");

/** The same for an SVG file, which is white where it is light. */
export const fileColorVariables: string = [
  `svg{color:var(--ink);--plot-ground:var(--paper);${declarations({ ...palettes.light, paper: "#fff" })}}`,
  `@media screen and (prefers-color-scheme:dark){svg{${declarations(palettes.dark)}}}`,
].join("");

/** An SVG file of light colours that needs no style sheet: for programs that know no CSS variables and none of its newer words. */
export function withPlainColors(svg: string): string {
  const colors: Readonly<Record<string, string>> = {
    ...palettes.light,
    ...{ paper: "#fff", "plot-ground": "#fff" },
  };
  const ink = colors["ink"] ?? "#000";
  return (
    svg
      .replace(/<style>[^<]*<\/style>/, "")
      // Of the two ways to say that pixels stay squares, the attribute is the older one.
      .replaceAll(' style="image-rendering:pixelated"', "")
      .replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => colors[name] ?? ink)
      .replaceAll("currentColor", ink)
  );
}

function declarations(colors: Readonly<Record<string, string>>): string {
  return Object.entries(colors)
    .map(([name, color]) => `--${name}:${color};`)
    .join("");
}
