import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { createRandom } from "hourglass-core/internal/random/random.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import type { EpochRecord } from "hourglass-core/internal/training/epoch.ts";
import { liveModel, type Rebuilt, type TestFigures } from "../workers/explorer/explorer-api.ts";
import { explorer } from "./connection.ts";
import { testSet } from "./exploration.ts";
import { lossFactsOf, timeOf, titleOf } from "./kept-models.ts";
import { twin } from "./kept-twin.ts";
import { latest } from "./latest.ts";
import { messageOf } from "./notice.ts";
import {
  fitsData,
  hasLive,
  isMoving,
  isPartOfData,
  kept,
  type LossFacts,
  liveVersion,
  prepared,
  training,
} from "./session.ts";

// The models that stand side by side, and what they make of the same samples. Views read these signals.

/** A model of the comparison: a kept one, or the one in training. */
export interface ComparedModel {
  readonly id: string;
  readonly title: string;
  readonly isLive: boolean;
  readonly settings: Settings;
  readonly sampleShape: SampleShape;
  readonly parameters: number;
  readonly history: readonly EpochRecord[];
  /** Training losses of the epoch that is not over, where one is under way. */
  readonly underWay?: readonly { readonly epoch: number; readonly value: number }[];
  readonly seconds: number;
  readonly losses?: LossFacts;
  readonly figures?: TestFigures;
  /** Whether it takes samples of the shape of those that are loaded. */
  readonly fits: boolean;
}

/** On the test set, of the model in training; a little behind its weights. */
const liveFigures: Signal<TestFigures | undefined> = signal(undefined);

/** Kept models in the order in which they came, then the one in training, unless it is one of them as it stands. */
export const compared: ReadonlySignal<readonly ComparedModel[]> = computed(() => {
  const others = kept.value.map(
    (model): ComparedModel => ({
      ...model,
      ...{ isLive: false, fits: fitsData(model), seconds: timeOf(model.seconds, model.history) },
    }),
  );
  const model = prepared.value;
  // One that is kept as it stands has a row already.
  if (model === undefined || twin.value !== undefined) return others;
  const { history, seconds, points } = training.value;
  const underWay = points.flatMap(({ epoch, training: value }) =>
    epoch > history.length && value !== undefined ? [{ epoch, value }] : [],
  );
  return [
    ...others,
    {
      ...{ id: liveModel, title: `current: ${titleOf(model.settings)}`, isLive: true, fits: true },
      ...{
        settings: model.settings,
        sampleShape: model.sampleShape,
        parameters: model.parameters,
        history,
        underWay,
      },
      seconds: timeOf(seconds, history),
      losses: lossFactsOf(model),
      ...(liveFigures.value === undefined ? {} : { figures: liveFigures.value }),
    },
  ];
});

/** What does not change while a model trains, for views that need no more. */
export type NamedModel = Pick<ComparedModel, "id" | "title" | "fits">;
let named: readonly NamedModel[] = [];
export const comparedNames: ReadonlySignal<readonly NamedModel[]> = computed(() => {
  const newest = compared.value.map(({ id, title, fits }) => ({ id, title, fits }));
  if (JSON.stringify(newest) !== JSON.stringify(named)) named = newest;
  return named;
});

/** Whether there is something to compare. */
export const isComparing: ReadonlySignal<boolean> = computed(() => kept.value.length > 0);

/** Which test samples are rebuilt side by side. */
export type SampleChoice =
  /** One of each class, the same every time. */
  | { readonly kind: "examples" }
  | { readonly kind: "random"; readonly seed: number }
  /** Those that a model rebuilds worst, among the first {@link worstAmong}. */
  | { readonly kind: "worst"; readonly of: string };
export const sampleChoice: Signal<SampleChoice> = signal({ kind: "examples" });

export const comparedCount = 10;
/** Enough to find bad ones, few enough to be rebuilt at once. */
export const worstAmong = 2000;

/** What a model makes of the chosen samples. */
interface Answer {
  readonly indices: readonly number[];
  /** Of the weights, where they change. */
  readonly version: number;
  readonly rebuilt: Rebuilt;
}
const answers: Signal<ReadonlyMap<string, Answer>> = signal(new Map());

/** Places of the chosen samples in the test set. */
const chosen: Signal<readonly number[]> = signal([]);

/** Why the samples could not be rebuilt. */
export const comparisonProblem: Signal<string | undefined> = signal(undefined);

/** By the ids of models: the chosen samples, rebuilt. */
export const rebuiltSamples: ReadonlySignal<ReadonlyMap<string, Rebuilt>> = computed(
  () =>
    new Map(
      [...answers.value]
        .filter(([, { indices }]) => indices === chosen.value)
        .map(([id, { rebuilt }]) => [id, rebuilt]),
    ),
);

/** Whether the part is on the screen: a model that trains is asked only for what is seen. */
export const comparisonIsSeen: Signal<boolean> = signal(false);

export function chooseSamples(choice: SampleChoice): void {
  sampleChoice.value = choice;
}

/** The test set that the chosen samples are of. */
let chosenOf: Samples | undefined;

const findSamples = latest(async (choice: SampleChoice, test: Samples) => {
  try {
    const indices = await indicesOf(choice, test);
    // Answers belong to this very list.
    if (test === testSet.peek() && (indices.join() !== chosen.peek().join() || test !== chosenOf)) {
      chosen.value = indices;
      chosenOf = test;
    }
    comparisonProblem.value = undefined;
  } catch (error) {
    comparisonProblem.value = messageOf(error);
  }
});

async function indicesOf(choice: SampleChoice, test: Samples): Promise<readonly number[]> {
  const { count } = test;
  switch (choice.kind) {
    case "random": {
      const random = createRandom(choice.seed, "images to compare");
      const indices = new Set<number>();
      while (indices.size < Math.min(comparedCount, count)) indices.add(random.below(count));
      return [...indices];
    }
    case "worst": {
      const among = Array.from({ length: Math.min(worstAmong, count) }, (_, index) => index);
      const { sse } = await explorer().rebuild(choice.of, among);
      const error = (index: number): number => sse[index] ?? 0;
      return among.sort((a, b) => error(b) - error(a)).slice(0, comparedCount);
    }
    case "examples": {
      const model = compared.peek().find(({ id, fits }) => fits && (id !== liveModel || hasLive.peek()));
      return model === undefined ? [] : (await explorer().examples(model.id, comparedCount)).indices;
    }
  }
}

/** Asks for what is missing, one model after the other, those that stand still once. */
const rebuildAll = latest(async () => {
  const indices = chosen.peek();
  for (const { id, fits, isLive } of compared.peek()) {
    if (!fits || indices.length === 0 || (isLive && !hasLive.peek())) continue;
    const known = answers.peek().get(id);
    const version = isLive ? liveVersion.peek() : 0;
    const model = prepared.peek();
    if (known?.indices === indices && known.version === version) continue;
    try {
      const rebuilt = await explorer().rebuild(id, indices);
      if (isLive && (model !== prepared.peek() || !hasLive.peek())) continue;
      answers.value = new Map([...answers.peek(), [id, { indices, version, rebuilt }]]);
    } catch (error) {
      // One that was removed meanwhile is missed by nobody.
      if (compared.peek().some((model) => model.id === id)) comparisonProblem.value = messageOf(error);
    }
  }
});

/** So often the test set is measured while training goes on; afterwards at once. */
const betweenFigures = 3000;

const measureLive = latest(async () => {
  try {
    const of = prepared.peek();
    const figures = await explorer().testFigures(liveModel);
    if (of === prepared.peek() && hasLive.peek()) liveFigures.value = figures;
  } catch (error) {
    comparisonProblem.value = messageOf(error);
  }
  if (isMoving.peek()) await new Promise((resolve) => setTimeout(resolve, betweenFigures));
});

/** Keeps all of this up to date, until the function that it returns is called. */
export function startComparison(): () => void {
  const ends = [
    effect(() => {
      const test = testSet.value;
      const isAnyThere = hasLive.value || comparedNames.value.some(({ fits }) => fits);
      if (test !== undefined && isComparing.value && isAnyThere) void findSamples(sampleChoice.value, test);
    }),
    effect(() => {
      // What it depends on; what is missing is found out when its turn comes.
      void [chosen.value, comparedNames.value, liveVersion.value, hasLive.value];
      if (isComparing.value && comparisonIsSeen.value) void rebuildAll();
    }),
    effect(() => {
      void [liveVersion.value, isMoving.value, testSet.value];
      // Of the first few test samples alone nothing is said.
      if (isComparing.value && hasLive.value && comparisonIsSeen.value && !isPartOfData.value)
        void measureLive();
    }),
    effect(() => {
      void prepared.value;
      liveFigures.value = undefined;
      // What is drawn of a model that is gone goes with it.
      if (!hasLive.value) answers.value = new Map([...answers.peek()].filter(([id]) => id !== liveModel));
    }),
    effect(() => {
      const choice = sampleChoice.value;
      if (choice.kind === "worst" && !comparedNames.value.some(({ id }) => id === choice.of)) {
        sampleChoice.value = { kind: "examples" };
      }
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
