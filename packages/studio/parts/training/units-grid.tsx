import { useSignal } from "@preact/signals";
import {
  channelsOf,
  columnsSeen,
  isImageShape,
  seenSize,
} from "hourglass-core/internal/data/samples/shape.ts";
import { counted } from "hourglass-core/internal/words.ts";
import { formatNumber } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { liveUnits, loadedData, prepared, samplesKind, training } from "../../state/session.ts";
import { theme } from "../../state/theme.ts";
import type { DrawnUnits } from "../../workers/explorer/explorer-api.ts";
import type { PreparedModel } from "../../workers/trainer/trainer-api.ts";
import { colour } from "../colours.ts";
import type { SampleLook } from "../sample-picture.ts";
import { SampleView } from "../sample-view.tsx";
import { blankUnits, columnsFor, differenceBytes, differenceColours, unitsSummary } from "./unit-words.ts";

/** What each value of the code draws: where a sample gets brighter and darker, or larger and smaller, as the value rises. */
export function UnitsGrid(): JSX.Element {
  const units = liveUnits.value;
  const model = prepared.value;
  const hasData = loadedData.value !== undefined;
  if (units !== undefined && model !== undefined && hasData) return <Units units={units} model={model} />;
  return (
    <figure class="units">
      <h3>What each unit draws</h3>
      <div class="units-waiting" />
    </figure>
  );
}

interface UnitsProps {
  readonly units: DrawnUnits;
  readonly model: PreparedModel;
}

function Units({ units: drawn, model: { sampleShape, latentSize } }: UnitsProps): JSX.Element {
  const { units, drawings } = drawn;
  const chosen = useSignal(0);
  const looks = theme.value;
  const { bounded, value, title } = samplesKind.value;
  // Differences are in deviations already, and of a table's row of all that a model sees of it.
  const look = useMemo((): SampleLook => {
    const isOfColumns = columnsSeen(sampleShape) !== undefined;
    return { shape: isOfColumns ? { kind: "row", columns: seenSize(sampleShape) } : sampleShape };
  }, [sampleShape]);
  const shown = useMemo(
    () => (isImageShape(sampleShape) ? differenceBytes(drawings) : drawings),
    [drawings, sampleShape],
  );
  const colours = useMemo(
    () =>
      isImageShape(sampleShape) && channelsOf(sampleShape) === 1
        ? differenceColours([colour("--plot-second"), colour("--raised"), colour("--plot-first")])
        : undefined,
    [sampleShape, looks],
  );
  const columns = columnsFor(units.length);
  const rows = Math.ceil(units.length / columns);
  const at = Math.min(chosen.value, units.length - 1);
  const point = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const pointed = row * columns + column;
    if (column >= 0 && column < columns && pointed >= 0 && pointed < units.length) chosen.value = pointed;
  };
  const share = (part: number, all: number): string => `${(100 * part) / all}%`;
  return (
    <figure class="units">
      <div class="view-head">
        <h3>What each unit draws</h3>
        <p class="soft">
          {bounded ? (
            <>
              As its value rises, {value.many} get <span class="units-brighter">brighter</span> and{" "}
              <span class="units-darker">darker</span>.
            </>
          ) : (
            `As its value rises, ${value.many} rise above the middle and fall below it.`
          )}
        </p>
      </div>
      <div
        class="units-sheet"
        style={{ maxWidth: `${columns * 72}px` }}
        onPointerMove={point}
        onPointerDown={point}
      >
        <SampleView
          class="sprite"
          values={shown}
          look={look}
          columns={columns}
          apart={1}
          label={`What ${counted(units.length, "unit")} of the code draw. ${unitsSummary(drawn, latentSize, title)}`}
          {...(colours === undefined ? {} : { colours })}
        />
        <span
          class="units-mark"
          style={{
            left: share(at % columns, columns),
            top: share(Math.floor(at / columns), rows),
            width: share(1, columns),
            height: share(1, rows),
          }}
        />
      </div>
      <label class="units-look">
        <span>Unit {(units[at] ?? 0) + 1}</span>
        <input
          type="range"
          min={0}
          max={units.length - 1}
          value={at}
          aria-label="Unit"
          aria-valuetext={unitWords(drawn, at, title)}
          onInput={({ currentTarget }) => {
            chosen.value = Number(currentTarget.value);
          }}
        />
        <span class="units-words">{deviationWords(drawn, at, title)}</span>
      </label>
      {training.value.status === "new" ? null : (
        <p class="units-summary">{unitsSummary(drawn, latentSize, title)}</p>
      )}
    </figure>
  );
}

function unitWords(drawn: DrawnUnits, at: number, sample: string): string {
  return `unit ${(drawn.units[at] ?? 0) + 1}, ${deviationWords(drawn, at, sample)}`;
}

function deviationWords(drawn: DrawnUnits, at: number, sample: string): string {
  const deviation = drawn.deviations[at] ?? 0;
  if (deviation === 0) return `dead: the same for every ${sample}`;
  const varies = `varies by ± ${formatNumber(deviation)}`;
  return blankUnits(drawn)[at] ? `${varies}, and draws next to nothing` : varies;
}
