import { batch, effect, untracked } from "@preact/signals";
import { liveModel } from "../workers/explorer/explorer-api.ts";
import {
  canSample,
  decoded,
  explorable,
  explored,
  exploredId,
  gridChoice,
  gridPictures,
  hiddenClasses,
  looked,
  lookedRebuilt,
  origin,
  place,
  plane,
  problem,
  range,
  renewal,
  samplePictures,
  sampleSeed,
  seen,
  testSet,
  walkEnds,
  walkPictures,
} from "./exploration.ts";
import {
  askDecoded,
  askGrid,
  askLooked,
  askPlane,
  askRange,
  askSamples,
  askWalk,
} from "./explorer-questions.ts";
import { isHandMoving } from "./hand.ts";
import { dataIdentity, liveExamples, livePlane, training } from "./session.ts";

/** Keeps what is seen of the space of codes up to date with the model, until the function that it returns is called. */
export function startExploring(): () => void {
  let architecture = explored.peek()?.architecture;
  let known = dataIdentity.peek();
  const ends = [
    effect(() => {
      if (exploredId.value !== liveModel && !explorable.value.some(({ id }) => id === exploredId.value)) {
        exploredId.value = liveModel;
      }
    }),
    effect(() => {
      const of = explored.value?.architecture;
      const data = dataIdentity.value;
      // Without data for a moment, as where a file cannot be read, what was chosen among the samples stays.
      const hasOthers = data !== undefined && data !== known;
      if (hasOthers) known = data;
      if (of === architecture && !hasOthers) return;
      if (hasOthers) untracked(forgetSamples);
      untracked(forgetModel);
      architecture = of;
      if (of !== undefined) untracked(chooseFirstEnds);
    }),
    effect(() => {
      renewal.value;
      if (explored.value === undefined || testSet.value === undefined) return;
      // A moving model's plane comes with its weights; one that stands still is asked for all test images.
      const moves = exploredId.value === liveModel && !["paused", "done"].includes(training.value.status);
      if (!moves) askPlane();
      else if (livePlane.value !== undefined) plane.value = livePlane.value;
    }),
    effect(() => {
      renewal.value;
      if (explored.value === undefined) return;
      const index = looked.peek();
      if (index !== undefined) askLooked(index);
      if (seen.value.has("plane") || seen.value.has("values")) {
        // While a hand moves, its own questions bring the newest.
        if (isHandMoving.value) return;
        askRange();
        askDecoded(origin.peek());
      }
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("walk") && walkEnds.value !== undefined) askWalk(...walkEnds.value);
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("grid")) askGrid(gridChoice.value);
    }),
    effect(() => {
      renewal.value;
      if (isHandMoving.value) return;
      if (seen.value.has("samples") && canSample.value) {
        askSamples(sampleSeed.value);
      }
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** A model that is gone: nothing of its codes means anything in those of the next one, and no picture of it stays. */
function forgetModel(): void {
  batch(() => {
    plane.value = undefined;
    origin.value = { kind: "mean" };
    gridChoice.value = { side: gridChoice.value.side };
    decoded.value = undefined;
    place.value = undefined;
    range.value = undefined;
    lookedRebuilt.value = undefined;
    walkPictures.value = undefined;
    gridPictures.value = undefined;
    samplePictures.value = undefined;
    problem.value = undefined;
  });
}

function forgetSamples(): void {
  batch(() => {
    looked.value = undefined;
    walkEnds.value = undefined;
    hiddenClasses.value = new Set();
  });
}

function chooseFirstEnds(): void {
  const count = testSet.value?.count ?? 0;
  if (walkEnds.value !== undefined || count < 2) return;
  const [first = 0, second = 1] = liveExamples.value?.indices ?? [];
  walkEnds.value = [first, second];
}
