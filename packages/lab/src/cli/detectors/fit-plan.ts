import type { Dataset } from "hourglass-core/internal/data/image-set.ts";
import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import type { SampleShape } from "hourglass-core/internal/data/samples/shape.ts";
import { UsageError } from "hourglass-core/internal/errors.ts";
import { isArchitectureFile } from "hourglass-core/internal/settings/choices.ts";
import { defaultsFor } from "hourglass-core/internal/settings/resolve.ts";
import type { SettingName, Settings } from "hourglass-core/internal/settings/settings.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import { classNamed } from "../../anomaly/task.ts";
import { locatedData, locatedFile } from "../../data/own/load-own.ts";
import { detectorScores } from "../../detector/detector-scores.ts";
import { aimFields, type DetectorAims, type DetectorPlan, usualAims } from "../../detector/plan.ts";
import { recipeFor } from "../../detector/recipe.ts";
import { shareWords } from "../../detector/threshold.ts";
import { readArchitecture } from "../../run/read-architecture.ts";
import { recipeWords } from "../anomalies/anomaly-plan.ts";
import { settingsFrom } from "../options/settings-options.ts";
import type { TrainCommandOptions } from "../runs/run-workspace.ts";
import { parseShare } from "./share.ts";

/** Options of `hourglass detect fit`: its own, and those of any training. */
export interface FitOptions extends TrainCommandOptions {
  readonly falseAlarms?: string;
  readonly contamination?: string;
  readonly heldOut?: string;
  readonly score?: string;
  readonly normal?: string;
}

/** Settings that a detector decides itself. */
export const decidedSettings: readonly SettingName[] = [
  ...(["dataset", "validation", "trainOn", "trainingImages"] as const),
];

/** What options ask of a detector, before the samples are known. */
export interface OpenFitPlan {
  readonly aims: DetectorAims;
  /** How its data are read. */
  readonly reading: Settings;
  /** The plan for samples of a shape. */
  readonly planFor: (shape: SampleShape) => DetectorPlan;
}

/** @throws UsageError naming the option, what was expected and what was found */
export async function fitPlan(data: string, options: FitOptions): Promise<OpenFitPlan> {
  const aims = aimsOf(options);
  // Settings of other models would not go together with the recipe's.
  const ownModel = options["model"] !== undefined || options.config !== undefined;
  const given = await settingsFrom(options, options.config, ownModel ? undefined : recipeFor);
  const [asked, standard] = [given(), defaultsFor({})];
  for (const name of decidedSettings) {
    if (String(asked[name]) === String(standard[name])) continue;
    throw new UsageError(
      name === "dataset"
        ? `${options.config}: dataset: the data are the first word after hourglass detect fit: leave it out`
        : `${options.config}: ${name}: a detector holds out samples by --held-out, and learns of all others: leave it out`,
    );
  }
  const { model, labels, columns } = asked;
  const located = {
    ...{ dataset: await locatedData(data), labels: locatedFile(labels), columns: locatedFile(columns) },
  };
  const layers = isArchitectureFile(model) ? { architecture: await readArchitecture(model, "--model") } : {};
  return {
    aims,
    reading: { ...asked, ...located },
    planFor: (shape) => ({ ...aims, ...layers, settings: { ...given(shape), ...located } }),
  };
}

/** What the options of shares take; how much that is, {@link aimFields} says. */
const shareWordsOf = {
  falseAlarms: ["--false-alarms", "a share above 0 and below 100%"],
  contamination: [
    "--contamination",
    "a share below 50%: of more, nothing tells which samples are the normal ones",
  ],
  heldOut: ["--held-out", "a share above 0 and below 100%"],
} as const;

function aimsOf(options: FitOptions): DetectorAims {
  const share = (name: keyof typeof shareWordsOf): number => {
    const words = options[name];
    if (words === undefined) return usualAims[name];
    const [option, expected] = shareWordsOf[name];
    const found = parseShare(words, option);
    if (aimFields[name].safeParse(found).success) return found;
    throw new UsageError(`${option}: expected ${expected}, found ${words}`);
  };
  const { score } = options;
  return {
    falseAlarms: share("falseAlarms"),
    contamination: share("contamination"),
    heldOut: share("heldOut"),
    ...(score === undefined ? {} : { score: lookUp(scoresByName, score, "score in --score").name }),
  };
}

const scoresByName = Object.fromEntries(detectorScores.kinds.map((score) => [score.name, score]));

/** The classes of `--normal`; `undefined` where all samples are normal. */
export function normalClassesOf(
  { normal }: FitOptions,
  dataset: Dataset<Samples>,
): readonly number[] | undefined {
  if (normal === undefined || normal === "all") return undefined;
  return [...new Set(normal.split(",").map((word) => classNamed(word.trim(), dataset)))];
}

/** What stands under the options. */
export function fitHelp(): string {
  const scores = detectorScores.kinds.map(
    ({ name, title, isBaseline }) =>
      `  ${name.padEnd(16)} ${title}${isBaseline === true ? " (asks no autoencoder: what one has to better)" : ""}`,
  );
  return `
Scores, of which the one is kept that tells synthetic faults of held-out samples best:
${scores.join("\n")}

Without --model and --config, other defaults hold. Of images (chosen on the built-in digits):
  ${recipeWords()}
of rows and series the same with a code of a quarter of their values, at most 64, and without masking.
By default ${shareWords(usualAims.heldOut)} are held out, and ${shareWords(usualAims.falseAlarms)} false alarms are allowed, which takes 495 training samples.
`;
}
