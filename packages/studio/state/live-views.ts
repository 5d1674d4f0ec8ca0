import { type Signal, signal } from "@preact/signals";
import { type ExploredModel, liveModel } from "../workers/explorer/explorer-api.ts";
import type { WeightsSnapshot } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";
import { latest } from "./latest.ts";
import { planeChoiceFor } from "./map.ts";
import { nextPicture } from "./next-picture.ts";
import { messageOf, tell } from "./notice.ts";
import { pace } from "./pace.ts";
import { isMoving, live, prepared, training } from "./session.ts";

// What the page shows of the model in training, renewed as it learns: the rebuilt examples several times a second, what is
// dearer now and then.

/** The newest weights of the model in training; a snapshot is never written to: the next one is another. */
export const newestWeights: Signal<WeightsSnapshot | undefined> = signal(undefined);
/** Those that the explorer has. */
let given: WeightsSnapshot | undefined;

/** Whether a model is still the one in training. */
type IsCurrent = () => boolean;

const exampleCount = 12;
/** Milliseconds from one drawing of the examples to the next, at least; newer weights come no faster. */
const betweenExamples = 90;
/** In slow motion: long enough for a person to see what a step has changed. */
const betweenSteps = 400;
/** Milliseconds that the cores are left to the training after each, however long it took. */
const leastRest = 40;

const shownUnits = 64;
/** Test samples in the live plane: enough to see clusters, few enough to be encoded again and again. */
const pointsAtRest = 2000;
/** While the model moves there are fewer, as many as are encoded and drawn in `otherTime` milliseconds. */
const pointsMoving = { fewest: 200, most: 1000, otherTime: 70 };
let movingPoints = pointsMoving.most;
/** After units and plane so many times as long as they took, within limits in milliseconds, before they come again. */
const otherRest = { share: 4, shortest: 600, longest: 2000 };

/** Forgets what is drawn of a model that is gone. */
export function forgetViews(): void {
  const { version, renewals } = live.peek();
  live.value = { version: version + 1, renewals };
  given = undefined;
}

/** Hands weights to the explorer and renews what the page shows of the model in training. Resolves when it is drawn. */
export function showWeights(newest: WeightsSnapshot, isCurrent: IsCurrent): Promise<void> {
  if (!isCurrent()) return Promise.resolve();
  newestWeights.value = newest;
  return renewViews(isCurrent);
}

/** Renews what the page shows of the weights that it has, after the model's settings have changed. */
export function showAgain(isCurrent: IsCurrent): Promise<void> {
  const newest = newestWeights.peek();
  // A copy: what follows weights takes them for others.
  return newest === undefined ? Promise.resolve() : showWeights(new Map(newest), isCurrent);
}

/** What is late from a model that is gone is dropped, its problems too: it may not take the samples that are loaded now. */
function renewing(work: (isCurrent: IsCurrent) => Promise<void>): (isCurrent: IsCurrent) => Promise<void> {
  return latest(async (isCurrent: IsCurrent) => {
    try {
      if (isCurrent()) await work(isCurrent);
    } catch (error) {
      if (isCurrent()) tell("problem", messageOf(error));
    }
  });
}

/** The examples, where there are newer weights; then the rest, where its turn has come. */
export const renewViews: (isCurrent: IsCurrent) => Promise<void> = renewing(async (isCurrent) => {
  const model = prepared.peek();
  const newest = newestWeights.peek();
  if (model === undefined || newest === undefined) return;
  const started = performance.now();
  if (newest !== given) {
    const { explorer } = connected();
    await explorer.setModel(liveModel, exploredOf(model), newest);
    if (!isCurrent()) return;
    given = newest;
    const examples = await explorer.examples(liveModel, exampleCount);
    if (!isCurrent()) return;
    live.value = { ...live.peek(), renewals: live.peek().renewals + 1, examples };
    await nextPicture();
  }
  const others = renewOthers(isCurrent);
  // A step is shown whole before the next one is taken.
  if (pace.peek() === "slow") await others;
  const between = pace.peek() === "slow" ? betweenSteps : betweenExamples;
  await restWhileTraining(Math.max(leastRest, between - (performance.now() - started)));
});

/** The weights that units and plane were drawn of, and of how many samples. */
let drawn: { readonly weights: WeightsSnapshot; readonly points: number } | undefined;

/** What each unit draws, and the plane of codes. */
const renewOthers = renewing(async (isCurrent) => {
  const moves = isMoving.peek();
  const weights = given;
  const points = moves ? movingPoints : pointsAtRest;
  if (weights === undefined || (drawn?.weights === weights && drawn.points >= points)) return;
  // Of the last weights they are drawn when the explorer has these.
  if (!moves && weights !== newestWeights.peek()) return;
  const { explorer } = connected();
  const choice = planeChoiceFor(prepared.peek()?.settings.latentSize ?? 0);
  const started = performance.now();
  const [plane, units] = await Promise.all([
    explorer.plane(liveModel, points, choice),
    explorer.units(liveModel, shownUnits),
  ]);
  if (!isCurrent()) return;
  drawn = { weights, points };
  const took = performance.now() - started;
  if (moves) {
    const { fewest, most, otherTime } = pointsMoving;
    movingPoints = Math.round(Math.max(fewest, Math.min(most, (points * otherTime) / took)));
  }
  // Each in a picture of its own: what the person does is answered in between.
  for (const part of [{ units }, { plane, version: live.peek().version + 1 }]) {
    if (!isCurrent()) return;
    live.value = { ...live.peek(), ...part };
    await nextPicture();
  }
  if (pace.peek() === "slow") return;
  const { share, shortest, longest } = otherRest;
  await restWhileTraining(Math.max(shortest, Math.min(longest, share * (performance.now() - started))));
});

/** Waits, but no longer than training lasts: its end is shown at once. */
function restWhileTraining(milliseconds: number): Promise<void> {
  if (training.peek().status !== "training") return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => end(), milliseconds);
    const stop = training.subscribe(({ status }) => {
      if (status !== "training") end();
    });
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
  });
}

/** What the explorer is told of a model. */
export function exploredOf({ architecture, sampleShape, settings }: ExploredModel): ExploredModel {
  return { architecture, sampleShape, settings };
}
