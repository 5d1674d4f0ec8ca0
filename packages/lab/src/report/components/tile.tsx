import type { JSX } from "preact";
import { type Raster, toDataUri } from "../pictures/raster.ts";

/** A small picture, enlarged to the width of its place: without smoothing, unless it is a drawing. */
export function Tile({ raster, alt }: { readonly raster: Raster; readonly alt: string }): JSX.Element {
  return (
    <img
      class={tileClass(raster)}
      src={toDataUri(raster)}
      width={raster.width}
      height={raster.height}
      alt={alt}
    />
  );
}

/** By which the style sheet scales a picture. */
export function tileClass({ isDrawing = false }: Raster): string {
  return isDrawing ? "tile drawing" : "tile";
}
