import type { OutputKind } from "./output-kind.ts";

/** What the decoder gives, as it is: for values without bounds, with squared error and its kin. */
export const linear: OutputKind<"linear"> = {
  name: "linear",
  title: "linear",
  fields: {},
  bounded: false,
  range: "(-inf, inf), where [0, 1] is black to white",
  apply: (given) => given,
};
