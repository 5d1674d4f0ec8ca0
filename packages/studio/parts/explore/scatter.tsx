import { useComputed, useSignal } from "@preact/signals";
import { counted, withArticle } from "hourglass-core/internal/words.ts";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { looked } from "../../state/exploration.ts";
import { ground, type MapView, mapTool, mapView, shownPlane } from "../../state/map.ts";
import { samplesKind } from "../../state/session.ts";
import { mainHighlights, mainMap } from "../map/main-map.ts";
import { MapControls } from "../map/map-controls.tsx";
import { MapWords } from "../map/map-words.tsx";
import { NeighbourRows } from "../map/neighbour-rows.tsx";
import { PathStrip } from "../map/path-strip.tsx";
import { Thumbnail } from "../map/thumbnail.tsx";
import { UmapLine } from "../map/umap-line.tsx";
import { Legend } from "./legend.tsx";
import { MapCanvas } from "./map-canvas.tsx";
import type { Mark } from "./point-marks.ts";
import { sampleName } from "./sample-name.ts";
import type { ScatterCanvas } from "./scatter-canvas.ts";
import { useScatterHand } from "./use-scatter-hand.ts";
import { useSectionSeen } from "./use-section-seen.ts";

/** The test set's codes in their plane: look at samples, decode any place, walk from one to another. */
export function Scatter({ classNames }: { readonly classNames: readonly string[] }): JSX.Element {
  const seen = useSectionSeen<HTMLDivElement>("plane");
  const canvas = useRef<ScatterCanvas>(null);
  const mark = useSignal<Mark>("dots");
  const { cursor, pointer, handlers } = useScatterHand(canvas, mainMap);
  const highlights = useComputed(() => ({ ...mainHighlights.value, cursor: cursor.value }));
  const onView = (view: MapView): void => {
    mapView.value = view;
  };
  const { title, plural } = samplesKind.value;
  const count = shownPlane.value?.count ?? 0;
  return (
    <div class="scatter" ref={seen}>
      <MapControls mark={mark} classNames={classNames} />
      <MapCanvas
        sources={{ plane: shownPlane, highlights, ground, mark, onView }}
        canvas={canvas}
        hand={{
          ...handlers,
          class: `scatter-cursor scatter-cursor-${mapTool.value}`,
          "aria-describedby": "scatter-help scatter-share",
        }}
        label={`Scatter of ${counted(count, `test ${title}`, `test ${plural}`)} by their codes`}
      >
        <Thumbnail pointer={pointer} canvas={canvas} />
        {/* biome-ignore lint/a11y/useSemanticElements: a column of buttons */}
        <div class="map-zoom" role="group" aria-label="Zoom">
          <button type="button" aria-label="Zoom in" onClick={() => canvas.current?.zoom(1.5)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => canvas.current?.zoom(1 / 1.5)}>
            −
          </button>
          <button
            type="button"
            aria-label="Fit the map to its points"
            title="Fit"
            onClick={() => canvas.current?.reset()}
          >
            ⤢
          </button>
        </div>
      </MapCanvas>
      <Legend classNames={classNames} />
      <UmapLine />
      <PathStrip />
      <MapWords />
      <NeighbourRows classNames={classNames} />
      <p id="scatter-help" class="hint">
        Point at {withArticle(title)} to see it; press and drag anywhere to decode that place. Once clicked,
        the wheel zooms; two fingers do too. Keys: arrows move a cursor, Enter decodes, + − 0 zoom.
      </p>
      <p class="hidden-text" aria-live="polite">
        {cursor.value === undefined || looked.value === undefined
          ? ""
          : `nearest: ${sampleName(looked.value, classNames)}`}
      </p>
    </div>
  );
}
