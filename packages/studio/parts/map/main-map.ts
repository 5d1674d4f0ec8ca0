import { computed, type ReadonlySignal } from "@preact/signals";
import { looked, place, seen, walkEnds } from "../../state/exploration.ts";
import { decodeFrom } from "../../state/explore.ts";
import {
  drawingTrail,
  drawnPath,
  hoveredAt,
  isDecodable,
  mapTool,
  neighbours,
  pathPictures,
  pathStep,
  posterior,
  shownPlane,
  showsEllipses,
} from "../../state/map.ts";
import type { Highlights } from "../explore/scatter-highlights.ts";
import type { MapTarget } from "../explore/use-scatter-hand.ts";

/** What a hand on the map of the explored model does. */
export const mainMap: MapTarget = {
  tool: mapTool,
  isDecodable,
  decode: (x, y) => decodeFrom({ kind: "point", x, y }),
  point: (at) => {
    hoveredAt.value = at;
  },
  draw: (points) => {
    pathStep.value = 0;
    drawnPath.value = points.length === 0 ? undefined : points;
  },
};

/** What lies on it; what stands for a code is left out where places do not. */
export const mainHighlights: ReadonlySignal<Highlights> = computed(() => {
  const near = neighbours.value;
  const shared: Highlights = {
    looked: looked.value,
    neighbours: near !== undefined && near.index === looked.value ? near.byCode : undefined,
  };
  if (!isDecodable.value) return shared;
  const path = drawnPath.value;
  const steps = pathPictures.value?.points;
  const step = 2 * pathStep.value;
  return {
    ...shared,
    place: place.value,
    // The walk between two samples is of no concern while its part of the page is not seen.
    ends: path === undefined && seen.value.has("walk") ? walkEnds.value : undefined,
    ...(showsEllipses.value ? { prior: shownPlane.value?.prior, posterior: posterior.value } : {}),
    path,
    step: path === undefined || steps === undefined ? undefined : [steps[step] ?? 0, steps[step + 1] ?? 0],
    trail: drawingTrail.value,
  };
});
