import * as z from "zod";
import { reshaping } from "../reshaping.ts";
import type { LayerKind } from "./layer-kind.ts";
import { size } from "./options.ts";

interface ReshapeOptions {
  /** `[height, width, channels]` of the result, or `[length, channels]`. */
  readonly shape: readonly [number, number, number] | readonly [number, number];
}

const shape = z.array(size).min(2).max(3) as unknown as z.ZodType<
  ReshapeOptions["shape"],
  ReshapeOptions["shape"]
>;

/** Values as planes `[channels, height, width]`, or as a series `[channels, length]`. */
export const reshapeKind: LayerKind<"reshape", ReshapeOptions> = {
  name: "reshape",
  options: { shape },
  takes: "row",
  reshapesTo: "planes",
  example: { shape: [4, 2, 2] },
  build: (name, features, { shape }) =>
    reshaping(name, "reshape", features, [shape.at(-1) as number, ...shape.slice(0, -1)]),
};
