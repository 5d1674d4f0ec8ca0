import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { SampleValues } from "hourglass-core/internal/data/samples/part.ts";
import { isImageShape } from "hourglass-core/internal/data/samples/shape.ts";
import type { CodePlane, Neighbours, PlaneChoice, PlaneEllipse } from "../workers/explorer/explorer-api.ts";
import { latentSize, plane } from "./exploration.ts";
import { loadedData } from "./session.ts";

// How the map of codes is shown, and what lies on it beside the codes: follow-map.ts keeps it up to date.

/** What the axes are: what the code has of itself, or what a person has chosen. */
export type AxesChoice = "usual" | "UMAP" | PlaneChoice;
export const axesChoice: Signal<AxesChoice> = signal("usual");

/** That choice for a model with so many values of the code; absent for the usual one, and while it means nothing to that model. */
export function planeChoiceFor(size: number): PlaneChoice | undefined {
  const chosen = axesChoice.value;
  if (chosen === "usual" || chosen === "UMAP") return undefined;
  if (chosen === "principal components") return size > 1 ? chosen : undefined;
  return Math.max(...chosen) < size ? chosen : undefined;
}

/** The test samples as UMAP lays them; absent until it has. */
export const umapPlane: Signal<CodePlane | undefined> = signal(undefined);

/** Whether a place on the map stands for a code: not on a map that keeps neighbours together and nothing else. */
export const isDecodable: ReadonlySignal<boolean> = computed(() => axesChoice.value !== "UMAP");

/** What the map shows. Until there is one by UMAP the plane before stays. */
export const shownPlane: ReadonlySignal<CodePlane | undefined> = computed(() =>
  isDecodable.value ? plane.value : (umapPlane.value ?? plane.value),
);

/** What a press on the map does when it moves. */
export type MapTool = "decode" | "move" | "walk";
export const mapTool: Signal<MapTool> = signal("decode");

/** A part of the plane, in its units. */
export interface MapArea {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** What the decoder makes of places all over the map, row by row from the top. */
export interface Ground extends MapArea {
  readonly columns: number;
  readonly rows: number;
  readonly samples: SampleValues;
}
export const ground: Signal<Ground | undefined> = signal(undefined);

/** What a person wants; unless they said anything, codes of two values have it, whose plane is all of them. */
export const groundChoice: Signal<boolean | undefined> = signal(undefined);
/** Whether there can be one: pictures on a map whose places are codes. */
export const canHaveGround: ReadonlySignal<boolean> = computed(() => {
  const shape = loadedData.value?.sample;
  return isDecodable.value && latentSize.value > 1 && shape !== undefined && isImageShape(shape);
});
export const hasGround: ReadonlySignal<boolean> = computed(
  () => canHaveGround.value && (groundChoice.value ?? latentSize.value === 2),
);

/** Whether the prior and the posterior are drawn, where codes have them. */
export const showsEllipses: Signal<boolean> = signal(true);

/** The part of the plane that is seen, and its size on the page in pixels. */
export interface MapView extends MapArea {
  readonly width: number;
  readonly height: number;
}
export const mapView: Signal<MapView | undefined> = signal(undefined);

/** The decoding of the place under the pointer. */
export const hovered: Signal<SampleValues | undefined> = signal(undefined);
/** That place. */
export const hoveredAt: Signal<readonly [number, number] | undefined> = signal(undefined);

/** The distribution over codes of a sample that was looked at; absent where codes are points. */
export const posterior: Signal<{ readonly index: number; readonly ellipse: PlaneEllipse } | undefined> =
  signal(undefined);

export const neighbourCount = 8;
/** The samples nearest to the one that is looked at. */
export const neighbours: Signal<Neighbours | undefined> = signal(undefined);

/** A path that a hand has drawn on the map: `[N, 2]`. */
export const drawnPath: Signal<Float32Array | undefined> = signal(undefined);
export const pathSteps = 24;
/** Decodings along it, and the cross-fade of the first one's pixels into the last one's: `[pathSteps, sampleSize]` both. */
export const pathPictures: Signal<
  { readonly through: SampleValues; readonly faded: SampleValues; readonly points: Float32Array } | undefined
> = signal(undefined);
/** The step of it that is pointed at. */
export const pathStep: Signal<number> = signal(0);

/** Where the code of one's own drawing has lain on the map, the newest last. */
export const drawingTrail: Signal<readonly (readonly [number, number])[]> = signal([]);
