import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { withPlainColors } from "../../report/pictures/palette.ts";
import type { FigureFormat } from "../options/figures-option.ts";

/** Of a figure for slides: the width of a full screen, on which the smallest text of a figure is 33 pixels high. */
export const slideWidth = 1920;

/** Draws an SVG file as a PNG file: the same bytes on every machine, since nothing of the machine is used. */
export type PngDrawer = (svg: string) => Uint8Array;

/** Packages that draw, and the font that they draw with. */
const drawer = "@resvg/resvg-wasm";
const font = "@fontsource/dejavu-sans";

/**
 * What draws PNG files, where these were asked for. Call it before any work: it says at once what is missing.
 * @throws UsageError where the packages are not installed
 */
export async function pngDrawer(format: FigureFormat | undefined): Promise<PngDrawer | undefined> {
  if (format !== "png") return undefined;
  loaded ??= loadDrawer();
  return loaded;
}

let loaded: Promise<PngDrawer> | undefined;

async function loadDrawer(): Promise<PngDrawer> {
  const { resolve } = createRequire(import.meta.url);
  const fontFile = (weight: number): string =>
    resolve(`${font}/files/dejavu-sans-latin-${weight}-normal.woff2`);
  try {
    const [{ initWasm, Resvg }, program, ...fontBuffers] = await Promise.all([
      import("@resvg/resvg-wasm"),
      readFile(resolve(`${drawer}/index_bg.wasm`)),
      ...[400, 700].map(async (weight) => Uint8Array.from(await readFile(fontFile(weight)))),
    ]);
    await initWasm(program);
    return (svg) => {
      const family = "DejaVu Sans";
      const picture = new Resvg(withPlainColors(svg), {
        fitTo: { mode: "width", value: slideWidth },
        font: { fontBuffers, defaultFontFamily: family, sansSerifFamily: family },
      });
      const image = picture.render();
      try {
        return image.asPng();
      } finally {
        image.free();
        picture.free();
      }
    };
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new UsageError(
      `--figures png: the packages that draw it are not installed (they are optional): npm install ${drawer} ${font}`,
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && /NOT_FOUND|ENOENT/.test(String(Reflect.get(error, "code")));
}

/** Figures as they are written: with a PNG beside each SVG, where these are to be drawn. */
export async function withPngs(
  files: ReadonlyMap<string, Uint8Array | string>,
  draw: PngDrawer | undefined,
  onProgress: (text: string) => void,
): Promise<Map<string, Uint8Array | string>> {
  const all = new Map(files);
  if (draw === undefined) return all;
  const figures = [...files].filter(([path]) => path.endsWith(".svg"));
  for (const [index, [path, svg]] of figures.entries()) {
    onProgress(`drawing PNG ${index + 1} of ${counted(figures.length, "figure")}`);
    // The progress is to be seen, and Ctrl-C heard, between two of them.
    await new Promise(setImmediate);
    all.set(path.replace(/svg$/, "png"), draw(String(svg)));
  }
  return all;
}
