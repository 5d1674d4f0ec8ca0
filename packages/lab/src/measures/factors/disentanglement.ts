import { firstRows } from "../matrix.ts";
import type { Measure } from "../measure.ts";
import { NotMeasurableError } from "../not-measurable.ts";
import { partOf, pause } from "../pacing.ts";
import type { Representation } from "../representation.ts";
import type { SplitName } from "../split-name.ts";
import { completeness, disentanglement } from "./dci.ts";
import { factorsOf } from "./factor.ts";
import { factorImportances } from "./importances.ts";
import { mutualInformationGap } from "./mutual-information-gap.ts";
import { type FactorSample, separatedAttributes } from "./separated-attributes.ts";

const mostImages = 10_000;

export const factors: Measure = {
  title: "True factors",
  definition:
    "Whether the true factors of the images lie in values of the code of their own. MIG: the gap between the two values that " +
    "tell most of a factor, in mutual information over the factor's entropy (20 bins of equal width). SAP: the same in the score " +
    "of a prediction from one value: R² of a linear one for numbers, for the class the accuracy of saying the most frequent class of each " +
    "of 20 bins. DCI: of importances by sparse linear regression (lasso) on standardised codes, disentanglement (a value is about " +
    "one factor), completeness (a factor is in one value) and informativeness (R² of the predictions, mean over factors).",
  protocol:
    `Fitted to the first ${mostImages.toLocaleString("en")} training images; the lasso's penalty is chosen for each factor by R² on ` +
    "the validation split; informativeness and the accuracies of SAP are of the test split. MIG, R² of SAP, disentanglement and " +
    "completeness are of the images that were fitted to.",
  source:
    "Chen and others 2018 (MIG); Kumar, Sattigeri and Balakrishnan 2018 (SAP); Eastwood and Williams 2018 (DCI); " +
    "bins as in disentanglement_lib (Locatello and others 2019)",
  figures: {
    mig: { title: "MIG", unit: "", better: "higher", headline: true },
    sap: { title: "SAP", unit: "", better: "higher" },
    disentanglement: { title: "DCI disentanglement", unit: "", better: "higher", headline: true },
    completeness: { title: "DCI completeness", unit: "", better: "higher", headline: true },
    informativeness: { title: "DCI informativeness", unit: "", better: "higher", headline: true },
  },
  needs: "factors",
  seconds: 3,
  memory: ({ train, validation, test, latentSize }) =>
    4 * latentSize * (train + validation + test + 3 * mostImages) + 16 * latentSize ** 2,
  async measure(representation, hooks) {
    const train = await factorSample(representation, "train");
    const test = await factorSample(representation, "test");
    const hasValidation = representation.splits.validation.count > 0;
    const chosenBy = hasValidation ? await factorSample(representation, "validation") : train;
    await pause(hooks, 0);
    const mig = mutualInformationGap(train.codes, train.factors);
    await pause(hooks, 0.1);
    const sap = separatedAttributes(train, test);
    const { weights, determination } = await factorImportances(train, chosenBy, test, partOf(hooks, 0.2, 1));
    return {
      figures: {
        mig,
        sap,
        disentanglement: disentanglement(weights),
        completeness: completeness(weights),
        informativeness: determination.reduce((sum, value) => sum + value, 0) / determination.length,
      },
      choices: [`penalties by R² on the ${hasValidation ? "validation" : "training"} split`],
    };
  },
};

async function factorSample(
  { codes, factors, splits }: Representation,
  split: SplitName,
): Promise<FactorSample> {
  if (factors === undefined) {
    throw new NotMeasurableError("it needs true factors, which only the built-in digits have");
  }
  const table = { rows: splits[split].count, columns: factors.names.length, data: factors[split] };
  return {
    codes: firstRows(await codes(split), mostImages),
    factors: factorsOf(firstRows(table, mostImages)),
  };
}
