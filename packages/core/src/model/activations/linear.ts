import type { ActivationKind } from "./activation-kind.ts";

/** x */
export const linearKind: ActivationKind<"linear"> = { name: "linear", apply: (x) => x };
