import { counted } from "hourglass-core/internal/words.ts";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { openedLayer } from "../../state/machine.ts";
import { samplesKind } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import { colour } from "../colours.ts";
import type { HourglassRow } from "../experiment/hourglass-rows.ts";
import { SampleView } from "../sample-view.tsx";
import { differenceBytes, differenceColours, largestOf } from "../training/unit-words.ts";
import { LayerWeights } from "./layer-weights.tsx";
import { ScaleKey } from "./scale-key.tsx";

interface LayerCardProps {
  readonly row: HourglassRow;
  /** What the layer gives for the sample; absent until it is known. */
  readonly values: Float32Array | undefined;
}

/** One layer of the machine: what it does, and all that it gives for the sample, as units or as feature maps. */
export function LayerCard({ row, values }: LayerCardProps): JSX.Element {
  return (
    <section class="card layer-card" aria-label={`Layer: ${row.words}`}>
      <div class="view-head">
        <h3>
          {row.words}: {row.size}
        </h3>
        <button type="button" class="layer-close" onClick={() => (openedLayer.value = undefined)}>
          Close
        </button>
      </div>
      {row.layers.map((words) => (
        <p key={words} class="soft layer-words">
          {words}
        </p>
      ))}
      <div class="layer-views">
        {values === undefined ? null : <Activations row={row} values={values} />}
        <LayerWeights row={row} />
      </div>
    </section>
  );
}

const [mapsInLine, unitsInLine] = [16, 32];

/** The values of a layer in colours of their sign: planes side by side, or units in lines. */
function Activations({
  row,
  values,
}: {
  readonly row: HourglassRow;
  readonly values: Float32Array;
}): JSX.Element {
  const { depth, plane } = row;
  const hasMaps = depth > 1 && plane !== undefined;
  const looks = theme.value;
  const look = useMemo(
    () => ({ shape: { ...(hasMaps ? plane : { height: 1, width: 1 }), channels: 1 } }),
    [hasMaps, plane],
  );
  const bytes = useMemo(() => differenceBytes(values), [values]);
  const colours = useMemo(
    () => differenceColours([colour("--plot-second"), colour("--raised"), colour("--plot-first")]),
    [looks],
  );
  const { title } = samplesKind.value;
  const active = values.filter((value) => value !== 0).length;
  return (
    <div>
      <h4>For this {title}</h4>
      <SampleView
        class={hasMaps ? "layer-maps" : "layer-units"}
        values={bytes}
        look={look}
        columns={hasMaps ? Math.min(depth, mapsInLine) : Math.min(values.length, unitsInLine)}
        apart={hasMaps ? 1 : 0}
        colours={colours}
        label={
          hasMaps
            ? `${counted(depth, "feature map")} of this ${title}`
            : `What ${counted(values.length, "unit")} make of this ${title}`
        }
      />
      <ScaleKey most={largestOf(values)} />
      <p class="soft">
        {hasMaps
          ? "Each square is a feature map: what one filter finds, and where."
          : "Each square is a unit."}{" "}
        {formatCount(active)} of {counted(values.length, "value")} {active === 1 ? "is" : "are"} not 0.
      </p>
    </div>
  );
}
