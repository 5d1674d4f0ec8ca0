import { z } from "zod";
import { reshaping } from "../reshaping.ts";
import type { LayerKind } from "./layer-kind.ts";
import { size } from "./options.ts";

interface ReshapeOptions {
  /** `[height, width, channels]` of the result. */
  readonly shape: readonly [number, number, number];
}

/** Values as planes `[channels, height, width]`. */
export const reshapeKind: LayerKind<"reshape", ReshapeOptions> = {
  name: "reshape",
  options: { shape: z.tuple([size, size, size]) },
  takes: "row",
  reshapesTo: "planes",
  example: { shape: [4, 2, 2] },
  build: (name, features, { shape: [height, width, channels] }) =>
    reshaping(name, "reshape", features, [channels, height, width]),
};
