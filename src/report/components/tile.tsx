import type { JSX } from "preact";
import { type Raster, toDataUri } from "../raster.ts";

/** A small picture, enlarged to the width of its place: without smoothing, unless it is a drawing. */
export function Tile({ raster, alt }: { readonly raster: Raster; readonly alt: string }): JSX.Element {
  return (
    <img
      class="tile"
      src={toDataUri(raster)}
      width={raster.width}
      height={raster.height}
      alt={alt}
      {...smoothness(raster)}
    />
  );
}

/** How a picture is scaled on a page, whose style sheet has pixels stay squares. */
export function smoothness({ isDrawing = false }: Raster): { readonly style?: string } {
  return isDrawing ? { style: "image-rendering:auto" } : {};
}
