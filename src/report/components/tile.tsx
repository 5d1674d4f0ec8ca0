import type { JSX } from "preact";
import { type Raster, toDataUri } from "../raster.ts";

/** A small picture, enlarged without smoothing to the width of its place. */
export function Tile({ raster, alt }: { readonly raster: Raster; readonly alt: string }): JSX.Element {
  return <img class="tile" src={toDataUri(raster)} width={raster.width} height={raster.height} alt={alt} />;
}
