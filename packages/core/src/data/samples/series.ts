import { counted } from "../../words.ts";
import { type FloatSet, floatKind, mostAlongAxis } from "./float-kind.ts";
import type { SampleKind } from "./sample-kind.ts";

/** Series of numbers, `[count, steps, channels]`: as an instrument records them. */
export type SeriesSet = FloatSet<"series", "steps" | "channels">;

const size = { minimum: 1, maximum: mostAlongAxis, whole: true } as const;

/** float32 `[steps, channels]`: at each step of time a number of every channel. */
export const series: SampleKind<SeriesSet, "series", "steps" | "channels", Float32Array> = floatKind({
  name: "series",
  title: "series",
  plural: "series",
  value: { one: "value", many: "values" },
  fields: {
    steps: { title: "steps", placeholder: "STEPS", ...size, first: 128 },
    channels: { title: "channels", placeholder: "CHANNELS", ...size, first: 1 },
  },
  places: ["steps"],
  channels: "channels",
  describe: ({ steps, channels }) => `${counted(steps, "step")} of ${counted(channels, "channel")}`,
});
