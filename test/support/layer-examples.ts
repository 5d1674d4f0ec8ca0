import type { ArchitectureInput, LayerInput } from "hourglass-core/internal/model/architecture.ts";
import { codeEndedBy } from "hourglass-core/internal/model/codes/codes.ts";
import type { AnyLayerKind } from "hourglass-core/internal/model/layers/layer-kind.ts";
import { layers } from "hourglass-core/internal/model/layers/layers.ts";

/** Where a layer may stand: after layers that give features of that form. */
const before: Readonly<Record<Exclude<AnyLayerKind["takes"], "any">, LayerInput>> = {
  planes: { type: "convolution", filters: 2 },
  series: { type: "reshape", shape: [32, 2] },
  row: { type: "dense", units: 16, activation: "tanh" },
};

/** What only atoms may follow. */
const dictionary: LayerInput = { type: "dictionary", units: 6, selection: "top-k:2" };

/** Small autoencoders for images of 8 x 8, each with a layer of the table as its example has it. */
export function layerExamples(): Readonly<Record<string, ArchitectureInput>> {
  return Object.fromEntries(
    layers.kinds.flatMap((kind) =>
      Object.entries(before)
        .filter(([form]) => kind.takes === "any" || kind.takes === form)
        .map(([form, first]) => [`${kind.name}, ${form}`, architectureWith(kind, first)]),
    ),
  );
}

function architectureWith({ name, example }: AnyLayerKind, first: LayerInput): ArchitectureInput {
  const layer = { type: name, ...example } as LayerInput;
  if (name === "atoms")
    return { name, encoder: [first, dictionary], decoder: [layer, { type: "dense", units: 64 }] };
  const after: readonly LayerInput[] =
    codeEndedBy(name).layer === undefined ? [{ type: "flatten" }, { type: "dense", units: 4 }] : [];
  return { name, encoder: [first, layer, ...after], decoder: [{ type: "dense", units: 64 }] };
}
