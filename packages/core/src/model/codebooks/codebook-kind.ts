import type { Value } from "../../graph/value.ts";
import type { AnyValues, Kind, NumberField } from "../../kinds/kind.ts";

/** What every codebook has. */
export type CodebookValues = AnyValues & { readonly entries: number; readonly size: number };

/** A codebook and how often its entries were the nearest ones, a moving average over steps: `[entries, size]` and `[entries]`. */
export interface CodebookState {
  readonly codebook: Value;
  readonly counts: Value;
}

/** How a codebook learns. */
export interface CodebookKind<Name extends string = string, V extends CodebookValues = CodebookValues>
  extends Kind<Name, V> {
  /** Whether gradients move it: then a term of the objective draws each entry to the values that it stands for. */
  readonly trainable: boolean;
  /** What a step leaves of the moving averages. */
  decay(values: V): number;
  /**
   * The codebook after a step, where gradients do not move it.
   * @param before the step
   * @param counts after it
   * @param sums of the values that each entry was the nearest one to, `[entries, size]`
   */
  next?(before: CodebookState, counts: Value, sums: Value, decay: number): Value;
}

const whole = { whole: true, step: 1 } as const;

/** The fields of every codebook. */
export const codebookFields: { readonly entries: NumberField; readonly size: NumberField } = {
  entries: {
    ...{ title: "entries", placeholder: "ENTRIES", minimum: 2, maximum: 65_536, first: 128 },
    ...whole,
  },
  size: {
    ...{ title: "values of an entry", placeholder: "SIZE", minimum: 1, maximum: 4096, first: 8 },
    ...whole,
  },
};

/** The choices that a kind of codebook allows. */
export type CodebookOf<K> = K extends CodebookKind<infer Name, infer V> ? { readonly kind: Name } & V : never;
