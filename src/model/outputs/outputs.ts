import { type KindTable, kindTable } from "../../kinds/table.ts";
import { linear } from "./linear.ts";
import type { OutputKind } from "./output-kind.ts";
import { sigmoid } from "./sigmoid.ts";

/** What can make reconstructions of what the last layer of a decoder gives. */
export const outputs: KindTable<OutputKind> = kindTable<OutputKind>("output", [sigmoid, linear]);

/** Of models that do not name theirs. */
export const defaultOutput: string = sigmoid.name;

/** The output of a model. */
export function outputOf({ output = defaultOutput }: { readonly output?: string | undefined }): OutputKind {
  return outputs.of(output);
}
