import type { SampleShape } from "../data/samples/shape.ts";
import { optimizerOf } from "../program/optimizers/optimizers.ts";
import { architectureOf } from "./build-model.ts";
import type { SettingName, Settings } from "./settings.ts";
import { settingNames, settingsTable } from "./settings-table.ts";
import { optimizerOptions } from "./training-options.ts";

/** What the weights and the state of an optimiser would have to be others for. */
interface Rule {
  readonly holds: (own: Settings, changed: Settings, samples: SampleShape) => boolean;
  readonly reason: string;
}

/** Settings of a group are what they are before the first step. */
const differsIn =
  (group: string): Rule["holds"] =>
  (own, changed) =>
    settingNames.some((name) => settingsTable[name].group === group && differs(own, changed, name));

const rules: readonly Rule[] = [
  { holds: differsIn("data"), reason: "the data are others" },
  { holds: differsIn("machine"), reason: "another engine does the arithmetic" },
  {
    holds: (own, changed) => own.seed !== changed.seed || own.pretrain !== changed.pretrain,
    reason: "the first weights are others",
  },
  { holds: (own, changed) => own.batchSize !== changed.batchSize, reason: "an epoch has other batches" },
  {
    holds: (own, changed) => optimizerState(own) !== optimizerState(changed),
    reason: "the optimiser keeps other numbers",
  },
  {
    // Only those of the best epoch are kept, and only where they are to be restored.
    holds: (own, changed) =>
      changed.restoreBest &&
      (["restoreBest", "monitor", "minDelta"] as const).some((name) => differs(own, changed, name)),
    reason: "the weights of earlier epochs were not kept",
  },
  {
    holds: (own, changed, samples) =>
      JSON.stringify(architectureOf(own, samples)) !== JSON.stringify(architectureOf(changed, samples)),
    reason: "the layers are others",
  },
];

/**
 * Why a training whose settings are changed on its way has to begin anew; `undefined` where it goes on from the same weights with the same state
 * of the optimiser. It follows from what the settings mean: data, layers, first weights, batches, what the optimiser keeps.
 * @param own all settings that it has had, `changed` all of those with which it is to go on
 */
export function whyAnew(own: Settings, changed: Settings, samples: SampleShape): string | undefined {
  return rules.find(({ holds }) => holds(own, changed, samples))?.reason;
}

function differs(own: Settings, changed: Settings, name: SettingName): boolean {
  return JSON.stringify(own[name]) !== JSON.stringify(changed[name]);
}

/** The kind of an optimiser with what it keeps beside each parameter. */
function optimizerState(settings: Settings): string {
  const options = optimizerOptions(settings);
  const kind = optimizerOf(options);
  return [kind.name, ...kind.slots(options)].join();
}
