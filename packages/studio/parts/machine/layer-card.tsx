import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { openedLayer } from "../../state/machine.ts";
import { samplesKind } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import { colour } from "../colours.ts";
import type { HourglassRow } from "../experiment/hourglass-rows.ts";
import type { MachineColumn } from "./machine-columns.ts";
import { layoutOf, paintActivations } from "./paint-activations.ts";

interface LayerCardProps {
  readonly column: MachineColumn;
  readonly row: HourglassRow | undefined;
  /** What the layer gives for the sample; absent until it is known. */
  readonly values: Float32Array | undefined;
}

/** One layer of the machine: what it does, and all that it gives for the sample, as units or as feature maps. */
export function LayerCard({ column, row, values }: LayerCardProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const looks = theme.value;
  const layout = values === undefined || row === undefined ? undefined : layoutOf(values.length, row);
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context === null || context === undefined || values === undefined || layout === undefined) return;
    const [positive, negative, none] = [colour("--plot-first"), colour("--plot-second"), colour("--raised")];
    paintActivations(context, values, layout, { positive, negative, none });
  }, [values, layout?.columns, looks]);
  const { title } = samplesKind.value;
  const many = row !== undefined && row.depth > 1;
  const active = values === undefined ? 0 : values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
  const most =
    values === undefined ? 0 : values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return (
    <section class="card layer-card" aria-label={`Layer: ${column.words}`}>
      <div class="view-head">
        <h3>
          {column.words}: {column.size}
        </h3>
        <button type="button" class="layer-close" onClick={() => (openedLayer.value = undefined)}>
          Close
        </button>
      </div>
      {row?.layers.map((words) => (
        <p key={words} class="soft layer-words">
          {words}
        </p>
      ))}
      {values === undefined || layout === undefined ? null : (
        <>
          <canvas
            ref={canvas}
            class={many ? "pixels layer-maps" : "pixels layer-units"}
            width={layout.width}
            height={layout.height}
            role="img"
            aria-label={
              many
                ? `${counted(row.depth, "feature map")} of this ${title}`
                : `What ${counted(values.length, "unit")} make of this ${title}`
            }
          />
          <p class="soft">
            {many
              ? "Each square is a feature map: what one filter finds, and where."
              : "Each square is a unit."}{" "}
            {active} of {counted(values.length, "value")} {active === 1 ? "is" : "are"} not 0; the largest is{" "}
            {formatNumber(most)}.
          </p>
        </>
      )}
    </section>
  );
}
