import { buildArchitecture } from "hourglass-core/internal/model/build.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { newestWeights } from "../../state/live-views.ts";
import { prepared, samplesKind } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import { colour } from "../colours.ts";
import type { HourglassRow } from "../experiment/hourglass-rows.ts";
import { SampleView } from "../sample-view.tsx";
import { differenceBytes, differenceColours, largestOf } from "../training/unit-words.ts";
import { type KernelPictures, kernelLayer, kernelPictures } from "./kernel-pictures.ts";
import { ScaleKey } from "./scale-key.tsx";

/** Pictures in a line, where they come in none by themselves. */
const inLine = 8;

/** The weights of a layer as they are now, in colours of their sign. */
export function LayerWeights({ row }: { readonly row: HourglassRow }): JSX.Element | null {
  const model = prepared.value;
  const weights = newestWeights.value;
  const [architecture, sampleShape] = [model?.architecture, model?.sampleShape];
  const layers = useMemo(() => {
    if (architecture === undefined || sampleShape === undefined) return [];
    const { encoder, decoder } = buildArchitecture(architecture, sampleShape);
    return [...encoder, ...decoder];
  }, [architecture, sampleShape]);
  const layer = kernelLayer(layers, row.names);
  const kernel = weights?.get(layer?.parameters[0]?.name ?? "");
  const pictures = useMemo(
    () =>
      layer === undefined || kernel === undefined || sampleShape === undefined
        ? undefined
        : kernelPictures(layer, kernel, sampleShape),
    [layer, kernel, sampleShape],
  );
  if (pictures === undefined || layer === undefined) return null;
  return <Pictures pictures={pictures} isGaussian={layer.kind === "gaussian"} />;
}

function Pictures({
  pictures,
  isGaussian,
}: {
  readonly pictures: KernelPictures;
  readonly isGaussian: boolean;
}): JSX.Element {
  const { kind, values, height, width, shown, all } = pictures;
  const looks = theme.value;
  const look = useMemo(() => ({ shape: { height, width, channels: 1 } }), [height, width]);
  const bytes = useMemo(() => differenceBytes(values), [values]);
  const colours = useMemo(
    () => differenceColours([colour("--plot-second"), colour("--raised"), colour("--plot-first")]),
    [looks],
  );
  const some = shown < all ? `${shown} of ${all}: ` : "";
  const words = `${some}${wordsOf(kind)}`;
  const columns = pictures.columns ?? Math.min(shown, inLine);
  return (
    <div class="layer-kernel">
      <h4>Weights</h4>
      <SampleView
        class={kind === "all weights" ? "layer-heat" : "layer-maps"}
        values={bytes}
        look={look}
        columns={columns}
        apart={shown > 1 ? 1 : 0}
        colours={colours}
        label={`Weights. ${words}`}
      />
      <ScaleKey most={largestOf(values)} />
      <p class="soft">
        {words}
        {isGaussian ? " The first half gives the means, the second the log-variances." : ""}
      </p>
    </div>
  );
}

function wordsOf(kind: KernelPictures["kind"]): string {
  const { title, value } = samplesKind.value;
  switch (kind) {
    case "what a unit looks for":
      return `Each square is a unit: the ${value.many} that raise it, and those that lower it.`;
    case "what a value draws":
      return `Each square is a value that comes in: the ${value.many} of the ${title} that it raises and lowers.`;
    case "a filter":
      return "Each square is a filter of one channel; a line has the channels of one filter.";
    case "all weights":
      return "A row is a value that comes in, a column a unit that it goes to.";
  }
}
