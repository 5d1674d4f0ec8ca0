import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileColorVariables, palettes, type Theme, withPlainColors } from "./palette.ts";

type Color = readonly [red: number, green: number, blue: number];

/** Linear light, 0 to 1. */
function linear(hex: string): Color {
  const bytes = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit) : hex.match(/\w\w/g);
  return (bytes ?? []).map((byte) => {
    const value = Number.parseInt(byte, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Color;
}

const apply = (matrix: readonly Color[], color: Color): Color =>
  matrix.map((row) =>
    row.reduce((sum, weight, index) => sum + weight * (color[index] as number), 0),
  ) as unknown as Color;

/** What people see who lack a kind of cone (Machado, Oliveira and Fernandes 2009, severity 1, on linear light). */
const sight: Readonly<Record<string, readonly Color[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** CIE 1976 L*a*b* under D65. */
function lab(color: Color): Color {
  const [x, y, z] = apply(
    [
      [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
    ],
    color.map((value) => Math.min(1, Math.max(0, value))) as unknown as Color,
  ).map((value) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27) * (value / 116) + 16 / 116)) as [
    number,
    number,
    number,
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function contrast(a: string, b: string): number {
  const luminance = (color: string): number => {
    const [red, green, blue] = linear(color);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

const colorsOf = (theme: Theme, prefix: string): readonly string[] =>
  Object.entries(palettes[theme]).flatMap(([name, color]) => (name.startsWith(prefix) ? [color] : []));

describe.each(["light", "dark"] as const)("colours in %s", (theme) => {
  const palette = palettes[theme];
  const grounds = [palette["paper"], ...(theme === "light" ? ["#fff"] : [])] as string[];

  test.each(["ink", "soft", "accent", "plot-first", "plot-second"])("text in %s can be read", (name) => {
    for (const ground of grounds)
      expect(contrast(palette[name] as string, ground)).toBeGreaterThanOrEqual(4.5);
    if (name.startsWith("plot-")) return;
    expect(contrast(palette[name] as string, palette["tint"] as string)).toBeGreaterThanOrEqual(4.5);
  });

  test("lines stand out from the ground", () => {
    const lines = [...colorsOf(theme, "run-"), palette["plot-muted"] as string];
    for (const color of lines) expect(contrast(color, palette["paper"] as string)).toBeGreaterThanOrEqual(3);
  });

  // A difference of 2.3 is just noticeable side by side; small marks apart from one another need several times that.
  test.each([
    ["run-", 12],
    ["plot-", 10],
    ["class-", 10],
  ] as const)("%s colours differ for all kinds of sight", (prefix, least) => {
    for (const [kind, matrix] of Object.entries(sight)) {
      const seen = colorsOf(theme, prefix).map((color) => lab(apply(matrix, linear(color))));
      seen.forEach((one, index) => {
        seen.slice(index + 1).forEach((other, at) => {
          const distance = Math.hypot(...one.map((value, axis) => value - (other[axis] as number)));
          expect(distance, `${kind}: ${prefix}${index} and ${index + 1 + at}`).toBeGreaterThanOrEqual(least);
        });
      });
    }
  });
});

test("a file has all its colours without a style sheet, where asked to", () => {
  const svg = `<svg><style>${fileColorVariables}</style><g fill="currentColor" stroke="var(--run-1)"/></svg>`;
  expect(withPlainColors(svg)).toBe('<svg><g fill="#1d2128" stroke="#c4500c"/></svg>');
});

test("the studio has the same colours", async () => {
  const style = await readFile(
    join(import.meta.dirname, "..", "..", "..", "..", "studio", "style", "base.css"),
    "utf8",
  );
  const dark = style.indexOf('data-theme="dark"');
  const parts = { light: style.slice(0, dark), dark: style.slice(dark) };
  for (const theme of ["light", "dark"] as const) {
    for (const [name, color] of Object.entries(palettes[theme])) {
      if (/^(?:run|class|plot)-/.test(name)) expect(parts[theme]).toContain(`--${name}: ${color};`);
    }
  }
});
