import { type CodebookKind, codebookFields } from "./codebook-kind.ts";

/**
 * Gradients move the entries: the squared distance of each from the values that it is the nearest one to is a term of the objective. Van den
 * Oord, Vinyals and Kavukcuoglu, "Neural discrete representation learning", 2017, equation 3, second term.
 */
export const gradient: CodebookKind<"loss", { readonly entries: number; readonly size: number }> = {
  name: "loss",
  title: "a term of the objective",
  fields: codebookFields,
  trainable: true,
  decay: () => 0.99,
};
