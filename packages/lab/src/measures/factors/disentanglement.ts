import type { Measure } from "../measure.ts";
import { partOf, pause } from "../pacing.ts";
import { completeness, disentanglement } from "./dci.ts";
import { explicitness } from "./explicitness.ts";
import { bins } from "./factor.ts";
import { factorSample, mostFactorImages } from "./factor-sample.ts";
import { factorImportances } from "./importances.ts";
import { modularity } from "./modularity.ts";
import { mutualInformationGap } from "./mutual-information-gap.ts";
import { separatedAttributes } from "./separated-attributes.ts";

export const factors: Measure = {
  title: "True factors",
  definition:
    "Whether the true factors of the images lie in values of the code of their own. MIG: the gap between the two values that " +
    "tell most of a factor, in mutual information over the factor's entropy (20 bins of equal width). SAP: the same in the score " +
    "of a prediction from one value: R² of a linear one for numbers, for the class the accuracy of saying the most frequent class of each " +
    "of 20 bins. DCI: of importances by sparse linear regression (lasso) on standardised codes, disentanglement (a value is about " +
    "one factor), completeness (a factor is in one value) and informativeness (R² of the predictions, mean over factors). Modularity: of " +
    "the squared mutual informations of a value with the factors, how little lies outside its own, mean over values; a value that says nothing counts 0. " +
    "Explicitness: the area under the ROC curve by which logistic regression on standardised codes tells one value of a factor from all others " +
    `(of a number, one of ${bins} bins that hold as many training images each), mean over values and factors; 0.5 is chance.`,
  protocol:
    `Fitted to the first ${mostFactorImages.toLocaleString("en")} training images; the lasso's penalty is chosen for each factor by R² on ` +
    "the validation split; informativeness, explicitness and the accuracies of SAP are of the test split. MIG, R² of SAP, disentanglement, " +
    "completeness and modularity are of the images that were fitted to.",
  source:
    "Chen and others 2018 (MIG); Kumar, Sattigeri and Balakrishnan 2018 (SAP); Eastwood and Williams 2018 (DCI); Ridgeway and Mozer 2018 " +
    "(modularity, explicitness); bins of equal width as in disentanglement_lib (Locatello and others 2019)",
  figures: {
    mig: { title: "MIG", unit: "", better: "higher", headline: true },
    sap: { title: "SAP", unit: "", better: "higher" },
    disentanglement: { title: "DCI disentanglement", unit: "", better: "higher", headline: true },
    completeness: { title: "DCI completeness", unit: "", better: "higher", headline: true },
    informativeness: { title: "DCI informativeness", unit: "", better: "higher", headline: true },
    modularity: { title: "modularity", unit: "", better: "higher" },
    explicitness: { title: "explicitness", unit: "", better: "higher" },
  },
  needs: "factors",
  seconds: 8,
  memory: ({ train, validation, test, latentSize }) =>
    4 * latentSize * (train + validation + test + 6 * mostFactorImages) + 16 * latentSize ** 2,
  async measure(representation, hooks) {
    const train = await factorSample(representation, "train");
    const test = await factorSample(representation, "test");
    const hasValidation = representation.splits.validation.count > 0;
    const chosenBy = hasValidation ? await factorSample(representation, "validation") : train;
    await pause(hooks, 0);
    const mig = mutualInformationGap(train.codes, train.factors);
    await pause(hooks, 0.1);
    const sap = separatedAttributes(train, test);
    const { weights, determination } = await factorImportances(
      train,
      chosenBy,
      test,
      partOf(hooks, 0.2, 0.5),
    );
    const explicit = await explicitness(representation.runtime, train, test, partOf(hooks, 0.5, 1));
    return {
      figures: {
        mig,
        sap,
        disentanglement: disentanglement(weights),
        completeness: completeness(weights),
        informativeness: determination.reduce((sum, value) => sum + value, 0) / determination.length,
        modularity: modularity(train.codes, train.factors),
        explicitness: explicit,
      },
      choices: [`penalties by R² on the ${hasValidation ? "validation" : "training"} split`],
    };
  },
};
