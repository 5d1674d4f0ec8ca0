import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import {
  activations,
  followMachine,
  openedLayer,
  type ShownSample,
  shownSample,
} from "../../state/machine.ts";
import { loadedData, prepared, samplesKind } from "../../state/session.ts";
import type { PreparedModel } from "../../workers/trainer/trainer-api.ts";
import { hourglassRows } from "../experiment/hourglass-rows.ts";
import { useSectionSeen } from "../explore/use-section-seen.ts";
import { sampleLook } from "../sample-look.ts";
import type { SampleLook } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { LayerCard } from "./layer-card.tsx";
import { drawMachine, type MachineColumn } from "./machine-columns.ts";
import { Waist } from "./waist.tsx";

/** The model with one sample in it: the original, what flows through the layers, the code in the waist, and what is rebuilt of it. */
export function Machine(): JSX.Element {
  const place = useSectionSeen<HTMLDivElement>("machine");
  useEffect(() => followMachine(), []);
  const [model, sample, look] = [prepared.value, shownSample.value, sampleLook.value];
  const isReady = model !== undefined && sample !== undefined && look !== undefined;
  return (
    <div ref={place} class={isReady ? "machine" : "machine machine-waiting"}>
      {isReady ? <OneSample model={model} sample={sample} look={look} /> : null}
    </div>
  );
}

interface OneSampleProps {
  readonly model: PreparedModel;
  readonly sample: ShownSample;
  readonly look: SampleLook;
}

function OneSample({ model, sample, look }: OneSampleProps): JSX.Element {
  const values = activations.value;
  const rows = useMemo(() => hourglassRows(model.sampleShape, model.layers), [model]);
  const drawing = useMemo(() => drawMachine(rows, values), [rows, values]);
  const opened = rows.find(({ layer }) => layer !== undefined && layer === openedLayer.value);
  const last = rows.at(-1);
  const { title } = samplesKind.value;
  const name = sample.label === undefined ? "" : loadedData.value?.classNames[sample.label];
  return (
    <figure aria-label={`One ${title} in the model`}>
      <div class="machine-row">
        <div class="machine-sample">
          <SampleView
            values={sample.seen}
            look={look}
            label={`test ${title} ${sample.index}, as the model sees it`}
          />
          <span>{sample.isNoisy ? "with noise" : "shown"}</span>
        </div>
        <Glass {...drawing} code={sample.code} />
        <div class="machine-sample">
          <SampleView values={sample.rebuilt} look={look} label={`test ${title} ${sample.index}, rebuilt`} />
          {last?.layer === undefined ? (
            <span>rebuilt</span>
          ) : (
            <button
              type="button"
              class="machine-last"
              aria-expanded={openedLayer.value === last.layer}
              title="Look into the layer that rebuilds"
              onClick={() => {
                openedLayer.value = openedLayer.value === last.layer ? undefined : last.layer;
              }}
            >
              rebuilt
            </button>
          )}
        </div>
      </div>
      <Waist latentSize={model.settings.latentSize} />
      <figcaption class="soft">
        Test {title} {sample.index}
        {name === undefined || name === "" ? "" : ` (${name})`}: squared error {formatNumber(sample.sse)}.
        What flows is <span class="units-brighter">above 0</span> or <span class="units-darker">below</span>.
        Press a layer to look into it.
      </figcaption>
      {opened === undefined ? null : <LayerCard row={opened} values={values?.get(opened.layer ?? "")} />}
    </figure>
  );
}

/** Lengths in the units of the drawing. */
const size = { width: 520, height: 200, middle: 102, glass: 150, cell: 17, bar: 4.2 };

interface GlassProps {
  readonly glass: readonly (readonly [number, number])[];
  readonly columns: readonly MachineColumn[];
  readonly flows: readonly number[];
  readonly code: Float32Array;
}

function Glass({ glass, columns, flows, code }: GlassProps): JSX.Element {
  const edge = (sign: number): string[] =>
    glass.map(([x, height]) => `${x * size.width},${size.middle + (sign * height * size.glass) / 2}`);
  const [upper, lower] = [edge(-1), edge(1)];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing of buttons
    <svg class="machine-glass" viewBox={`0 0 ${size.width} ${size.height}`} role="group" aria-label="Layers">
      <polygon class="hourglass-glass" points={[...upper, ...lower.toReversed()].join(" ")} />
      {flows.map((flow, at) => (
        <polygon
          // Places of the glass have no names.
          key={at}
          class="machine-flow"
          points={[upper[at], upper[at + 1], lower[at + 1], lower[at]].join(" ")}
          fill-opacity={0.5 * flow}
        />
      ))}
      <text class="machine-part" x={size.width / 4} y={18}>
        encoder
      </text>
      <text class="machine-part" x={(3 * size.width) / 4} y={18}>
        decoder
      </text>
      {columns.map((column) => (
        <Column key={column.layer} column={column} code={code} />
      ))}
    </svg>
  );
}

function Column({
  column,
  code,
}: {
  readonly column: MachineColumn;
  readonly code: Float32Array;
}): JSX.Element {
  const { layer, part, size: count, shortSize, words, x, height, cells } = column;
  const isOpen = openedLayer.value === layer;
  const toggle = (): void => {
    openedLayer.value = isOpen ? undefined : layer;
  };
  const middle = x * size.width;
  const isCode = part === "code";
  const tall = isCode ? Math.max(46, height * size.glass, cells.length * size.bar) : height * size.glass;
  const top = size.middle - tall / 2;
  const each = tall / Math.max(1, cells.length);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a button inside of a drawing */}
      <g
        class={isCode ? "machine-column machine-code" : "machine-column"}
        role="button"
        // Names of attributes in a drawing count by case.
        tabindex={0}
        aria-expanded={isOpen}
        aria-label={`${words}: ${count} values${isCode ? ", the code" : ""}`}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          toggle();
        }}
      >
        <rect class="machine-hit" x={middle - 16} y={top - 4} width={32} height={tall + 8} rx={5} />
        {cells.map((value, at) =>
          isCode ? (
            <rect
              // Cells have no names, and their number is their place.
              key={at}
              class={value < 0 ? "machine-negative" : "machine-positive"}
              x={value < 0 ? middle + 13 * value : middle}
              y={top + at * each + each * 0.1}
              width={13 * Math.abs(value)}
              height={each * 0.8}
            />
          ) : (
            <rect
              key={at}
              class={value < 0 ? "machine-negative" : "machine-positive"}
              x={middle - size.cell / 2}
              y={top + at * each + 0.4}
              width={size.cell}
              height={Math.max(0.6, each - 0.8)}
              fill-opacity={0.08 + 0.92 * Math.abs(value)}
            />
          ),
        )}
      </g>
      <text class="machine-size" x={middle} y={size.middle + tall / 2 + 18}>
        {shortSize}
      </text>
      {isCode ? (
        <text class="machine-values" x={middle} y={top - 10}>
          {code.length <= 2
            ? Array.from(code, (value) => value.toFixed(2).replace("-", "−")).join(" · ")
            : "the code"}
        </text>
      ) : null}
    </>
  );
}
