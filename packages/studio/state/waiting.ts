import { computed, type ReadonlySignal } from "@preact/signals";
import { isCatalogueName } from "hourglass-lab/internal/data/catalogue/catalogue.ts";
import { lackWords } from "../workers/helpers/engine-words.ts";
import { choose } from "./actions.ts";
import { backToPreset } from "./check-experiment.ts";
import { restartEngine } from "./engine.ts";
import { load, sourceOf } from "./load-data.ts";
import {
  data,
  engine,
  experiment,
  firstShown,
  modelProblem,
  prepared,
  preparing,
  samplesKind,
  settings,
} from "./session.ts";

// What has to happen before training can begin. Every wait ends: with what was waited for, or with a reason and what mends it.

/** What mends a wait that has ended without what was waited for. */
export interface Mend {
  readonly title: string;
  readonly run: () => void;
}

export interface Waiting {
  readonly text: string;
  /** Whether nothing more will come of itself. */
  readonly isProblem: boolean;
  readonly mends: readonly Mend[];
}

/** What is waited for, or why that is in vain; `undefined` where the model is there. */
export const waiting: ReadonlySignal<Waiting | undefined> = computed(() => {
  if (engine.value.status === "failed") return problem(engine.value.message, mendsOfEngine());
  if (settings.value instanceof Error) return problem(settings.value.message, [presetMend]);
  if (data.value.status === "failed") {
    return problem("There are no data yet: choose some.", dataMends.value);
  }
  // The model that came with the page is there before what trains another.
  if (firstShown.value !== undefined) return undefined;
  if (engine.value.status === "starting") return wait("Starting the engine…");
  if (data.value.status === "loading") return wait(`Data: ${data.value.progress.text}…`);
  if (prepared.value !== undefined) return undefined;
  const why = modelProblem.value;
  const samples = preparing.value;
  if (samples !== undefined) return wait(`Data: ${samples.text}…`);
  return why === undefined ? wait("Making the model…") : problem(why, [modelMend(why)]);
});

/** What brings data where there are none. */
export const dataMends: ReadonlySignal<readonly Mend[]> = computed(() => {
  const { dataset } = experiment.value;
  const again: Mend = { title: "Try again", run: () => void load(sourceOf(dataset)) };
  const digits: Mend = { title: "Use digits", run: () => void choose({ dataset: "digits" }) };
  if (dataset === "digits") return [again];
  // Another name is not known by asking again.
  return isCatalogueName(dataset ?? "mnist") ? [again, digits] : [digits];
});

function wait(text: string): Waiting {
  return { text, isProblem: false, mends: [] };
}

function problem(text: string, mends: readonly Mend[]): Waiting {
  return { text, isProblem: true, mends };
}

function mendsOfEngine(): readonly Mend[] {
  const isMissing = engine.value.status === "failed" && lackWords.includes(engine.value.message);
  return isMissing
    ? [{ title: "Load the page again", run: () => location.reload() }]
    : [{ title: "Try again", run: () => void restartEngine() }];
}

const presetMend: Mend = {
  title: "Back to the preset's settings",
  run: () => void choose(backToPreset(experiment.value)),
};

/** More was asked for than the data have, or the settings do not go together. */
function modelMend(why: string): Mend {
  if (!/^(trainingImages|validation):/.test(why)) return presetMend;
  return {
    title: `Use all ${samplesKind.value.plural}`,
    run: () => void choose({ trainingImages: undefined, validation: undefined }),
  };
}
