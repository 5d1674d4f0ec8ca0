import { batch, effect, untracked } from "@preact/signals";
import { rebuiltDrawing } from "./drawing.ts";
import { explored, exploredId, looked, plane, renewal, seen } from "./exploration.ts";
import { askPlane } from "./explorer-questions.ts";
import { isHandMoving } from "./hand.ts";
import {
  axesChoice,
  drawingTrail,
  drawnPath,
  ground,
  hasGround,
  hovered,
  hoveredAt,
  isDecodable,
  mapTool,
  mapView,
  neighbours,
  pathPictures,
  posterior,
  shownPlane,
  umapPlane,
} from "./map.ts";
import {
  askDrawingPlace,
  askGround,
  askHovered,
  askNeighbours,
  askPath,
  askPosterior,
} from "./map-questions.ts";
import { dataIdentity } from "./session.ts";
import { forgetLayout, layOut } from "./umap.ts";

/** Keeps what lies on the map up to date with the model, until the function that it returns is called. */
export function startMap(): () => void {
  let architecture = explored.peek()?.architecture;
  let known = dataIdentity.peek();
  let model = exploredId.peek();
  let axes = axesChoice.peek();
  const ends = [
    effect(() => {
      const [of, data, id] = [explored.value?.architecture, dataIdentity.value, exploredId.value];
      if (of === architecture && data === known && id === model) return;
      [architecture, known, model] = [of, data, id];
      untracked(forgetMap);
    }),
    effect(() => {
      const chosen = axesChoice.value;
      if (chosen === axes) return;
      axes = chosen;
      untracked(() => changeAxes());
    }),
    effect(() => {
      renewal.value;
      const view = mapView.value;
      // The ground of another model or of other axes says nothing about this plane.
      if (!hasGround.value || shownPlane.value === undefined) ground.value = undefined;
      else if (view !== undefined && seen.value.has("plane") && !isHandMoving.value) askGround(view);
    }),
    effect(() => {
      renewal.value;
      const index = looked.value;
      if (index === undefined || explored.value === undefined || !isDecodable.value) return;
      // The plane that it is seen in is the one that was given last.
      if (plane.value !== undefined) askPosterior(index);
    }),
    effect(() => {
      renewal.value;
      const index = looked.value;
      if (index === undefined || explored.value === undefined) neighbours.value = undefined;
      else if (!isHandMoving.value) askNeighbours(index);
    }),
    effect(() => {
      renewal.value;
      const at = hoveredAt.value;
      if (at === undefined) hovered.value = undefined;
      else if (explored.value !== undefined && isDecodable.value) askHovered(...at);
    }),
    effect(() => {
      renewal.value;
      void plane.value;
      const path = drawnPath.value;
      if (path === undefined) pathPictures.value = undefined;
      else if (explored.value !== undefined && isDecodable.value) askPath(path);
    }),
    effect(() => {
      const drawing = rebuiltDrawing.value;
      if (drawing === undefined) drawingTrail.value = [];
      else if (drawing.code.length === explored.peek()?.settings.latentSize) {
        askDrawingPlace(drawing.code, drawingTrail.peek().length === 0);
      }
    }),
  ];
  return () => {
    forgetLayout();
    for (const end of ends) end();
  };
}

/** Other axes: the path and the trail lie elsewhere on them. */
function changeAxes(): void {
  batch(() => {
    drawnPath.value = undefined;
    drawingTrail.value = [];
    ground.value = undefined;
    if (!isDecodable.value && mapTool.value === "walk") mapTool.value = "decode";
  });
  if (isDecodable.value) askPlane();
  else if (umapPlane.value === undefined) void layOut();
}

/** A model that is gone: nothing that lay on its map means anything on the next one's. */
function forgetMap(): void {
  forgetLayout();
  batch(() => {
    axesChoice.value = "usual";
    if (mapTool.value === "walk") mapTool.value = "decode";
    ground.value = undefined;
    posterior.value = undefined;
    neighbours.value = undefined;
    hovered.value = undefined;
    drawnPath.value = undefined;
    drawingTrail.value = [];
  });
}
