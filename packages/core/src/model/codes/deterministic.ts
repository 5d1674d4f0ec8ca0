import type { CodeKind } from "./code-kind.ts";

/** The code itself. */
export const deterministic: CodeKind<"deterministic"> = {
  name: "deterministic",
  title: "a point",
  fields: {},
  valuesEach: 1,
  code: (encoded) => encoded,
  train: (encoded) => ({ codes: encoded }),
  reduction: "mean",
  excludes: {},
  words: { codes: "the codes" },
};
