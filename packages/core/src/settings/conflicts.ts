import { UsageError } from "../errors.ts";
import { foreignSettings } from "../kinds/own-settings.ts";
import { codeOf } from "../model/codes/codes.ts";
import { hidesValues, hidingForms } from "../program/corruptions/corruptions.ts";
import { lossOf } from "../program/losses/losses.ts";
import { penaltyMisfit, takenPenalty } from "../program/penalties/penalties.ts";
import { changingPenalty, chosen, corruptionOf, isArchitectureFile, penaltiesOf } from "./choices.ts";
import type { SettingName, Settings } from "./settings.ts";
import { settingNames, settingsTable } from "./settings-table.ts";

/** A combination of settings that do not go together: when, and why. */
interface Rule {
  readonly holds: (settings: Settings, given: Partial<Settings>) => boolean;
  readonly reason: (settings: Settings, given: Partial<Settings>) => string;
}

/** The kinds of the penalties that were chosen, with their numbers. */
const chosenPenalties = ({ penalty }: Settings): readonly ReturnType<typeof takenPenalty>[] =>
  penaltiesOf(penalty).map(takenPenalty);

/** One whose activation of the code is not the one that was chosen. */
const needsOther = (settings: Settings): ReturnType<typeof takenPenalty>["kind"] | undefined =>
  chosenPenalties(settings).find(
    ({ kind: { needsActivation } }) =>
      needsActivation !== undefined && needsActivation.name !== settings.codeActivation,
  )?.kind;

const hides = (word: string): boolean => {
  const corruption = corruptionOf(word);
  return corruption !== undefined && hidesValues(corruption);
};

/** Why one of them cannot be asked of the code. */
const misfitOf = (settings: Settings): string | undefined => {
  const [misfit] = penaltiesOf(settings.penalty).flatMap((penalty) => penaltyMisfit(penalty, settings) ?? []);
  return misfit;
};

/** Why settings do not suit the code; what has places of a convolutional encoder is looked at when the samples are known. */
function codeMisfit(settings: Settings): string | undefined {
  const { planes, misfitOf } = codeOf(settings);
  const hasPlaces = planes !== undefined && settings.architecture === "convolutional";
  return isFile(settings) || hasPlaces ? undefined : misfitOf?.(settings);
}

/** What settings of an architecture would have to be for a code that has all layers. */
function ownLayersMisfit({ architecture, hidden, code }: Settings): string | undefined {
  if (codeOf({ code }).ownLayers === undefined) return undefined;
  if (architecture !== "dense") return `architecture dense, found ${architecture}`;
  return hidden.length === 0 ? undefined : `no hidden layers, found hidden ${hidden.join()}`;
}

/** Why a setting that was given, and belongs to a kind that was not chosen, is refused. */
function foreignSetting(settings: Settings, given: Partial<Settings>): string | undefined {
  const reasons = settingNames.flatMap((choice) => {
    const { table } = settingsTable[choice].choice ?? {};
    // The layers of a file say themselves which kinds they are of.
    if (table === undefined || (isFile(settings) && modelSettings.some((name) => name === choice))) return [];
    const word = String(settings[choice]);
    const kinds = chosen(choice, word).map(({ kind }) => kind);
    return foreignSettings(table, ...kinds)
      .filter(({ name, off }) => {
        const value = given[name as SettingName];
        return value !== undefined && value !== off;
      })
      .map(({ name, purpose, advice }) => `${name} ${purpose}, and the ${table.noun} is ${word}: ${advice}`);
  });
  return reasons[0];
}

/** The output that the loss is defined for. */
function neededOutput({ loss, outputActivation }: Settings): string {
  return lossOf(loss).kind.needsOutput ?? outputActivation;
}

/** The output that the code's layers need. */
const outputOfCode = (settings: Settings): string =>
  codeOf(settings).needsOutput ?? settings.outputActivation;

/** The size of the code that penalties ask for. */
const leastCodeSize = (settings: Settings): number =>
  Math.max(0, ...chosenPenalties(settings).map(({ kind, values }) => kind.leastCodeSize?.(values) ?? 0));

const isFile = ({ model }: Settings): boolean => isArchitectureFile(model);
const modelSettings = [
  "architecture",
  "latentSize",
  "hidden",
  "filters",
  "decoder",
  "activation",
  "codeActivation",
  "code",
  "codebook",
  "conditionClasses",
  "selection",
  "outputActivation",
  "tiedWeights",
  "initializer",
  "batchNormalization",
  "dropout",
] as const;

const rules: readonly Rule[] = [
  {
    holds: (settings, given) => isFile(settings) && modelSettings.some((name) => given[name] !== undefined),
    reason: ({ model }) =>
      `the layers are those of ${model}: leave out ${modelSettings.join(", ")}, or choose a preset`,
  },
  {
    holds: (settings) =>
      isFile(settings) && chosenPenalties(settings).some(({ kind }) => kind.layers !== undefined),
    reason: (settings) => {
      const [layer] = chosenPenalties(settings).flatMap(({ kind, values }) => kind.layers?.(values) ?? []);
      return `the layers are those of ${settings.model}: put a layer of type "${layer?.type}" there`;
    },
  },
  {
    holds: ({ architecture }, given) =>
      architecture === "dense" && (given.filters !== undefined || given.decoder !== undefined),
    reason: () =>
      "filters and decoder belong to convolutions: add architecture convolutional, or leave them out",
  },
  {
    holds: ({ architecture, filters }) => architecture === "convolutional" && filters.length === 0,
    reason: () => "a convolutional architecture needs at least one number of filters",
  },
  {
    holds: ({ architecture, tiedWeights }) => tiedWeights && architecture !== "dense",
    reason: ({ architecture }) =>
      `tiedWeights shares the kernels of dense layers, and the architecture is ${architecture}: leave one of them out`,
  },
  {
    holds: (settings) => !isFile(settings) && ownLayersMisfit(settings) !== undefined,
    reason: (settings) => {
      const { code } = settings;
      return `the layers of a ${code} code are all its own, and read the samples as they are: expected ${ownLayersMisfit(settings)}`;
    },
  },
  {
    holds: (settings) => settings.tiedWeights && codeOf(settings).excludes.tiedWeights !== undefined,
    reason: (settings) =>
      `tiedWeights shares the kernel of the code's layer, and ${codeOf(settings).excludes.tiedWeights}: choose one of them`,
  },
  {
    holds: (settings) => !isFile(settings) && misfitOf(settings) !== undefined,
    reason: (settings) => `penalty ${misfitOf(settings)}: choose one of them`,
  },
  {
    holds: ({ penalty }, { beta }) =>
      beta !== undefined && penaltiesOf(penalty).some((one) => takenPenalty(one).kind.replacesTerm),
    reason: ({ penalty }) =>
      `beta weighs the divergence, whose place penalty ${penalty} takes with a weight of its own: leave beta out`,
  },
  {
    holds: (settings, given) =>
      given.codeActivation !== undefined && codeOf(settings).excludes.codeActivation !== undefined,
    reason: (settings) => `${codeOf(settings).excludes.codeActivation}: leave codeActivation out`,
  },
  {
    holds: (settings, given) => foreignSetting(settings, given) !== undefined,
    reason: (settings, given) => foreignSetting(settings, given) as string,
  },
  {
    holds: ({ boundSamples, penalty, beta, lossOn }) =>
      boundSamples > 1 && (penalty !== "none" || beta !== 1 || lossOn === "hidden"),
    reason: ({ boundSamples }) =>
      `boundSamples ${boundSamples} is the importance-weighted bound, which has no other terms: leave penalty, beta and lossOn out`,
  },
  {
    holds: ({ lossOn, corruption }) => lossOn === "hidden" && !hides(corruption),
    reason: ({ corruption }) =>
      `lossOn hidden counts what a corruption hides, and corruption ${corruption} hides nothing: choose ${hidingForms()}`,
  },
  {
    holds: (settings) => codeMisfit(settings) !== undefined,
    reason: (settings) => codeMisfit(settings) as string,
  },
  {
    holds: (settings) => needsOther(settings) !== undefined,
    reason: (settings) => {
      const { reason = "", name = "" } = needsOther(settings)?.needsActivation ?? {};
      return `penalty ${reason}: expected codeActivation ${name}, found ${settings.codeActivation}`;
    },
  },
  {
    holds: ({ pretrain, architecture }) => pretrain !== "none" && architecture !== "dense",
    reason: ({ pretrain, architecture }) =>
      `pretrain ${pretrain} trains dense layers, and the architecture is ${architecture}: leave one of them out`,
  },
  {
    holds: ({ penalty, patience, restoreBest }) =>
      changingPenalty(penalty) !== undefined && (patience > 0 || restoreBest),
    reason: ({ penalty }) =>
      `with penalty ${penalty} the objective changes over the first half of training, so losses of its epochs do not compare: ` +
      "leave patience and restoreBest out",
  },
  {
    holds: (settings) => !isFile(settings) && neededOutput(settings) !== settings.outputActivation,
    reason: (settings) =>
      `loss ${settings.loss} needs outputActivation ${neededOutput(settings)}, found ${settings.outputActivation}: ` +
      "choose another loss, or leave outputActivation out",
  },
  {
    holds: (settings) => !isFile(settings) && outputOfCode(settings) !== settings.outputActivation,
    reason: (settings) =>
      `code ${settings.code} needs outputActivation ${outputOfCode(settings)}, found ${settings.outputActivation}: leave outputActivation out`,
  },
  {
    holds: ({ monitor, validation }) => monitor === "validation" && validation === 0,
    reason: () =>
      "monitor validation needs validation images, and validation 0 holds none out: give validation a number, or monitor training",
  },
  {
    holds: (settings) => leastCodeSize(settings) > settings.latentSize,
    reason: ({ penalty, latentSize }) =>
      `penalty ${penalty} keeps more values than the code has, ${latentSize}`,
  },
];

/**
 * Refuses settings that do not go together.
 * @param given those that were chosen, without defaults
 * @throws UsageError with the reason
 */
export function refuseConflicts(settings: Settings, given: Partial<Settings>, from: string): void {
  const broken = rules.find(({ holds }) => holds(settings, given));
  if (broken !== undefined) throw new UsageError(`${from}: ${broken.reason(settings, given)}`);
}
