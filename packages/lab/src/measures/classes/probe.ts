import type { ProgressHooks } from "../../evaluation/progress.ts";
import type { Measure } from "../measure.ts";
import { partOf } from "../pacing.ts";
import { remembered } from "../remembered.ts";
import type { Representation } from "../representation.ts";
import { type LinearProbe, penalties, probeMemory, trainProbe } from "./linear-probe.ts";

const probes = new WeakMap<Representation, (hooks?: ProgressHooks) => Promise<LinearProbe>>();

/** The linear probe of a model's codes, fitted once for a representation. */
export function fitProbe(representation: Representation, hooks: ProgressHooks = {}): Promise<LinearProbe> {
  const known = probes.get(representation);
  if (known !== undefined) return known(hooks);
  const { runtime, splits } = representation;
  const fit = remembered((given) => trainProbe(runtime, splits, representation.codes, given));
  probes.set(representation, fit);
  return fit(hooks);
}

export const probe: Measure = {
  title: "Linear probe",
  definition:
    "How well a linear classifier tells the classes from the code: multinomial logistic regression on standardised codes, " +
    "and beside it the same on the raw pixels.",
  protocol:
    "Means, deviations and weights are fitted on the training split. The inverse penalty C is the one of " +
    `${penalties.join(", ")} with the greatest accuracy on the validation split, of equal ones the smallest; 1 without a ` +
    "validation split. The accuracy and the confusion matrix are those of the test split, looked at once.",
  source:
    "Alain and Bengio 2016 (arXiv 1610.01644); the objective of scikit-learn's LogisticRegression, minimised by L-BFGS " +
    "(Nocedal and Wright 2006, algorithm 7.5)",
  figures: {
    accuracy: {
      title: "probe accuracy",
      unit: "",
      better: "higher",
      beside: "pixels",
      headline: true,
    },
    pixels: { title: "probe accuracy of raw pixels", unit: "", better: "higher" },
  },
  needs: "labels",
  seconds: 2,
  baselineSeconds: 8,
  memory: (sizes) => probeMemory(Math.max(sizes.imageSize, sizes.latentSize), sizes),
  baseline: "probe",
  measure: async (representation, hooks) => {
    const ofCode = await fitProbe(representation, partOf(hooks, 0, 0.2));
    const ofPixels = await representation.baseline.probe(partOf(hooks, 0.2, 1));
    return {
      figures: { accuracy: ofCode.accuracy, pixels: ofPixels.accuracy },
      confusions: [{ name: "code", title: "Classes told from the code", counts: ofCode.confusion }],
      choices: [ofCode.choice, `raw pixels: ${ofPixels.choice}`],
    };
  },
};
