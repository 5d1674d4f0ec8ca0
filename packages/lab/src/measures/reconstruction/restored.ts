import { accuracyOf, classCount, confusionCounts } from "../classes/classification.ts";
import { probeMemory } from "../classes/linear-probe.ts";
import type { Measure } from "../measure.ts";

export const restored: Measure = {
  title: "Classes in the reconstructions",
  definition:
    "Whether what makes an image one of its class survives the bottleneck: a linear classifier of raw pixels, which has never seen a " +
    "reconstruction, tells the classes of the reconstructed test images; beside it those of the originals.",
  protocol:
    "The classifier is the linear probe of raw pixels (see the linear probe): fitted on the original training images, its " +
    "penalty chosen on the original validation images. The accuracy and the confusion matrix are those of the reconstructed " +
    "test images.",
  source:
    "GAN-test of Shmelkov, Schmid and Alahari 2018 (arXiv 1807.09499): classifiers of real images judge made ones; here these " +
    "are reconstructions",
  figures: {
    accuracy: {
      title: "accuracy on reconstructions",
      unit: "",
      better: "higher",
      beside: "originals",
      headline: true,
    },
    originals: { title: "accuracy on originals", unit: "", better: "higher" },
  },
  needs: "labels",
  seconds: 1,
  memory: (sizes) => probeMemory(sizes.imageSize, sizes) + 8 * sizes.test * sizes.imageSize,
  baseline: "probe",
  measure: async (representation, hooks) => {
    const classifier = await representation.baseline.probe(hooks);
    const found = await classifier.predict(await representation.reconstructions());
    const labels = representation.labels("test");
    return {
      figures: { accuracy: accuracyOf(found, labels), originals: classifier.accuracy },
      confusions: [
        {
          name: "reconstructions",
          title: "Classes told from the reconstructions",
          counts: confusionCounts(found, labels, classCount(representation.splits)),
        },
      ],
      choices: [classifier.choice],
    };
  },
};
