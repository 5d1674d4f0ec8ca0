import { defaultsFor } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { settingNames } from "hourglass-core/internal/settings/settings-table.ts";
import type { DetectorSummary } from "../../detector/folder/detector-summary.ts";
import { usualAims } from "../../detector/plan.ts";
import { recipeFor } from "../../detector/recipe.ts";
import { shapeStored } from "../../run/files/stored-shape.ts";
import { shellWord } from "../../run/resume-command.ts";
import { settingOption } from "../run/train-command.ts";

/** The command line that fits a detector again: what differs from what it is by default, as options. DIR stands for its folder. */
export function fitCommand(summary: DetectorSummary): string {
  const { settings, aims, normalClasses } = summary;
  const { falseAlarms, contamination, heldOut, score } = aims;
  const usual = usualSettings(summary);
  const options = [
    ...(falseAlarms === usualAims.falseAlarms ? [] : [`--false-alarms ${falseAlarms}`]),
    ...(contamination === usualAims.contamination ? [] : [`--contamination ${contamination}`]),
    ...(normalClasses === undefined ? [] : [`--normal ${normalClasses.join(",")}`]),
    ...(score === undefined ? [] : [`--score ${score}`]),
    ...(heldOut === usualAims.heldOut ? [] : [`--held-out ${heldOut}`]),
    ...settingNames
      // The data are the first word.
      .filter((name) => name !== "dataset" && String(settings[name]) !== String(usual[name]))
      .map((name) => settingOption(name, settings[name])),
  ];
  return ["hourglass detect fit", shellWord(settings.dataset), "--out DIR", ...options].join(" ");
}

/** The settings of a detector whose command line gives none but the model, the code and the penalty, on which defaults depend. */
function usualSettings({ settings, dataset }: DetectorSummary): Settings {
  const shape = shapeStored(dataset);
  const { model, code, penalty } = settings;
  const recipe = recipeFor(shape);
  if (model === recipe.model) return { ...defaultsFor({ ...recipe, code, penalty }, shape), ...recipe };
  // A model that is given is given its own defaults in place of the recipe, so it has to be named whichever it is.
  return { ...defaultsFor({ model, code, penalty }, shape), model: recipe.model ?? model };
}
