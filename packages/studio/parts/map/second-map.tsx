import { computed, type ReadonlySignal, useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { looked } from "../../state/exploration.ts";
import { mapTool } from "../../state/map.ts";
import {
  secondAt,
  secondHovered,
  secondId,
  secondModels,
  secondPlane,
  secondShown,
  startSecondMap,
} from "../../state/second-map.ts";
import { samplesKind } from "../../state/session.ts";
import { MapCanvas } from "../explore/map-canvas.tsx";
import type { ScatterCanvas } from "../explore/scatter-canvas.ts";
import type { Highlights } from "../explore/scatter-highlights.ts";
import { type MapTarget, useScatterHand } from "../explore/use-scatter-hand.ts";
import { Thumbnail } from "./thumbnail.tsx";

/** Which model's map stands beside, where there is another. */
export function SecondChoice(): JSX.Element | null {
  if (secondModels.value.length === 0) return null;
  return (
    <label class="model-choice">
      <span>Beside it</span>
      <select
        value={secondShown.value ?? ""}
        onChange={({ currentTarget }) => {
          secondId.value = currentTarget.value === "" ? undefined : currentTarget.value;
        }}
      >
        <option value="">no other</option>
        {secondModels.value.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A press decodes a place, but on which of the two maps a walk goes is no question: on the first. */
const secondMap: MapTarget = {
  tool: computed(() => (mapTool.value === "move" ? "move" : "decode")),
  isDecodable: computed(() => true),
  decode: (x, y) => {
    secondAt.value = [x, y];
  },
  point: (at) => {
    secondAt.value = at;
  },
  draw: () => undefined,
};

/** Both maps mark the sample that is looked at on either. */
const secondHighlights: ReadonlySignal<Highlights> = computed(() => ({
  looked: looked.value,
  prior: secondPlane.value?.prior,
}));

/** The map of another model, turned to lie like the first. */
export function SecondMap(): JSX.Element | null {
  useEffect(startSecondMap, []);
  return secondShown.value === undefined ? null : <OtherMap />;
}

function OtherMap(): JSX.Element {
  const canvas = useRef<ScatterCanvas>(null);
  const { cursor, pointer, handlers } = useScatterHand(canvas, secondMap);
  const highlights = useComputed(() => ({ ...secondHighlights.value, cursor: cursor.value }));
  const { plural } = samplesKind.value;
  const title = secondModels.value.find(({ id }) => id === secondShown.value)?.title ?? "";
  const correlation = secondPlane.value?.correlation;
  return (
    <section class="second-map" aria-label={`The map of ${title}`}>
      <h3>{title}</h3>
      <MapCanvas
        sources={{ plane: secondPlane, highlights }}
        canvas={canvas}
        hand={{
          ...handlers,
          class: `scatter-cursor scatter-cursor-${secondMap.tool.value}`,
          "aria-describedby": "second-map-words",
        }}
        label={`Scatter of the same test ${plural} by the codes of ${title}`}
      >
        <Thumbnail pointer={pointer} canvas={canvas} picture={secondHovered} />
      </MapCanvas>
      <p id="second-map-words" class="soft">
        {correlation === undefined
          ? "Laying it out."
          : `Turned, and mirrored where that is nearer, so that the same test ${plural} lie as near as they can to where the first map has them (orthogonal Procrustes): their places correlate by ${correlation.toFixed(2)}. Point at one on either map, and both mark it.`}
      </p>
    </section>
  );
}
