import { useComputed } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { drawingTrail, isDecodable, shownPlane } from "../../state/map.ts";
import { samplesKind } from "../../state/session.ts";
import { MapCanvas } from "../explore/map-canvas.tsx";
import type { ScatterCanvas } from "../explore/scatter-canvas.ts";

/** Where the code of one's own drawing lies on the map, as one draws, with the way that it has come. */
export function DrawingMap(): JSX.Element | null {
  const canvas = useRef<ScatterCanvas>(null);
  const highlights = useComputed(() => ({ trail: drawingTrail.value }));
  if (!isDecodable.value || shownPlane.value === undefined) return null;
  const { plural } = samplesKind.value;
  return (
    <figure class="drawing-map">
      <figcaption>
        {drawingTrail.value.length === 0
          ? "Where your drawing will land among the codes"
          : "Where your drawing lies among the codes, and the way it came"}
      </figcaption>
      <MapCanvas
        sources={{ plane: shownPlane, highlights }}
        canvas={canvas}
        label={`The code of the drawing among those of the test ${plural}`}
      />
    </figure>
  );
}
