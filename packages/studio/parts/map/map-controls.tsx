import type { Signal } from "@preact/signals";
import { formatCount } from "hourglass-lab/internal/report/words/format.ts";
import type { JSX } from "preact";
import { latentSize } from "../../state/exploration.ts";
import {
  canHaveGround,
  groundChoice,
  hasGround,
  isDecodable,
  type MapTool,
  mapTool,
  shownPlane,
  showsEllipses,
} from "../../state/map.ts";
import { samplesKind } from "../../state/session.ts";
import { drawnNumbers, drawnSamples, type Mark } from "../explore/point-marks.ts";
import { AxesChoice } from "./axes-choice.tsx";
import { toolSigns } from "./tool-signs.tsx";

const markTitles: Readonly<Record<Mark, string>> = {
  dots: "dots",
  numbers: `numbers of their class (${formatCount(drawnNumbers)})`,
  samples: `themselves (${formatCount(drawnSamples)})`,
};
const marks = Object.keys(markTitles) as readonly Mark[];

const tools: readonly { readonly tool: MapTool; readonly title: string; readonly help: string }[] = [
  { tool: "decode", title: "Decode", help: "Press and drag to decode a place" },
  { tool: "walk", title: "Walk", help: "Draw a path, or press two places: decoded along it" },
  { tool: "move", title: "Move", help: "Drag the picture" },
];

interface MapControlsProps {
  readonly mark: Signal<Mark>;
  readonly classNames: readonly string[];
}

/** What a hand does, what the axes are, and what is drawn: one row. */
export function MapControls({ mark, classNames }: MapControlsProps): JSX.Element {
  return (
    <div class="map-controls">
      {/* biome-ignore lint/a11y/useSemanticElements: a line of buttons */}
      <div class="map-tools" role="group" aria-label="What a press on the map does">
        {tools.map(({ tool, title, help }) => (
          <button
            key={tool}
            type="button"
            aria-label={title}
            title={help}
            aria-pressed={mapTool.value === tool}
            disabled={tool === "walk" && (!isDecodable.value || latentSize.value < 2)}
            onClick={() => {
              mapTool.value = tool;
            }}
          >
            {toolSigns[tool]}
          </button>
        ))}
      </div>
      <AxesChoice />
      <details class="map-layers">
        <summary>Shown</summary>
        <div class="map-layers-body">
          <Layer
            title="what the decoder makes of each place"
            isOn={hasGround.value}
            isPossible={canHaveGround.value}
            onChange={(isOn) => {
              groundChoice.value = isOn;
            }}
          />
          <Layer
            title="the prior, and the posterior of the one looked at"
            isOn={showsEllipses.value && shownPlane.value?.prior !== undefined}
            isPossible={shownPlane.value?.prior !== undefined}
            onChange={(isOn) => {
              showsEllipses.value = isOn;
            }}
          />
          <label>
            <span>{samplesKind.value.plural} as</span>
            <select
              value={mark.value}
              onChange={({ currentTarget }) => {
                mark.value = currentTarget.value as Mark;
              }}
            >
              {marks.map((one) => (
                <option key={one} value={one} disabled={one === "numbers" && classNames.length === 0}>
                  {markTitles[one]}
                </option>
              ))}
            </select>
          </label>
        </div>
      </details>
    </div>
  );
}

interface LayerProps {
  readonly title: string;
  readonly isOn: boolean;
  readonly isPossible: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Layer({ title, isOn, isPossible, onChange }: LayerProps): JSX.Element {
  return (
    <label>
      <input
        type="checkbox"
        checked={isOn}
        disabled={!isPossible}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>{title}</span>
    </label>
  );
}
