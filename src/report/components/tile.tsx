import type { JSX } from "preact";
import { type Raster, toDataUri } from "../raster.ts";

/** A small picture, enlarged to the width of its place: without smoothing, unless it is a drawing. */
export function Tile({ raster, alt }: { readonly raster: Raster; readonly alt: string }): JSX.Element {
  const smooth = raster.isDrawing ? { style: "image-rendering:auto" } : {};
  return (
    <img
      class="tile"
      src={toDataUri(raster)}
      width={raster.width}
      height={raster.height}
      alt={alt}
      {...smooth}
    />
  );
}
