import { type ImageSet, sliceImages } from "../../data/image-set.ts";
import { meanError } from "../../inference/scorer.ts";
import type { CorruptionKind } from "../../program/corruption.ts";
import { accuracyOf, lackOfClasses } from "../classes/classification.ts";
import { probeMemory } from "../classes/linear-probe.ts";
import { fitProbe } from "../classes/probe.ts";
import type { Matrix } from "../matrix.ts";
import type { Curve, FigureInfo, Measure } from "../measure.ts";
import { partOf, pause } from "../pacing.ts";
import { type Representation, soundRows } from "../representation.ts";

interface Spoiling {
  readonly kind: CorruptionKind;
  /** For the names of figures and curves. */
  readonly name: "gaussian" | "masking" | "saltPepper";
  readonly title: string;
  readonly levels: readonly number[];
}

const shares = [0, 0.1, 0.2, 0.3, 0.5, 0.7];
const spoilings: readonly Spoiling[] = [
  { kind: "gaussian", name: "gaussian", title: "Gaussian noise", levels: [...shares, 1] },
  { kind: "masking", name: "masking", title: "masking", levels: shares },
  { kind: "salt-pepper", name: "saltPepper", title: "salt and pepper", levels: shares },
];
const mostImages = 2_000;
/** Of the time, about. */
const shareOfProbe = 0.5;

export const robustness: Measure = {
  title: "Robustness",
  definition:
    "What is left when the input is spoilt by Gaussian noise, masking, or salt and pepper of rising strength: the squared error " +
    "of the reconstruction against the clean image, mean over pixels, and the accuracy of the linear probe on the code. " +
    "The figures are means over the levels above 0.",
  protocol:
    "The probe is the one fitted and chosen on clean training and validation images. Measured on the first " +
    `${mostImages.toLocaleString("en")} test images, with the same noise for every model. Without labels there are errors only.`,
  source: "corruptions as in Vincent and others 2010, section 3.3",
  figures: Object.fromEntries(
    spoilings.flatMap(({ name, title }): readonly [string, FigureInfo][] => [
      [
        `${name}Accuracy`,
        { title: `probe accuracy under ${title}`, unit: "", better: "higher", headline: true },
      ],
      [`${name}Mse`, { title: `mse under ${title}`, unit: "", better: "lower" }],
    ]),
  ),
  seconds: 8,
  memory: (sizes) =>
    12 * Math.min(sizes.test, mostImages) * sizes.imageSize + probeMemory(sizes.latentSize, sizes),
  async measure(representation, hooks) {
    const { test } = representation.splits;
    const few = sliceImages(test, 0, Math.min(test.count, mostImages));
    const lack = lackOfClasses(representation.splits);
    const probe =
      lack === undefined ? await fitProbe(representation, partOf(hooks, 0, shareOfProbe)) : undefined;
    const levelCount = spoilings.reduce((sum, { levels }) => sum + levels.length, 0);
    const levelHooks = partOf(hooks, probe === undefined ? 0 : shareOfProbe, 1);
    const figures: Record<string, number> = {};
    const curves: Curve[] = [];
    let done = 0;
    for (const { kind, name, title, levels } of spoilings) {
      const errors: Curve["points"][number][] = [];
      const accuracies: Curve["points"][number][] = [];
      for (const level of levels) {
        await pause(levelHooks, done++ / levelCount);
        const { mse } = await representation.autoencoder.scoreCorrupted(few.images, { kind, level });
        errors.push({ x: level, y: meanError(mse) });
        if (probe === undefined) continue;
        const predicted = await probe.predict(await codesOfSpoilt(representation, few, kind, level));
        accuracies.push({ x: level, y: accuracyOf(predicted, few.labels!) });
      }
      const x = kind === "gaussian" ? "standard deviation of the noise" : "share of pixels replaced";
      curves.push({
        name: `${name}.mse`,
        title: `Error under ${title}`,
        x,
        y: "mse (intensity², mean over pixels)",
        points: errors,
      });
      figures[`${name}Mse`] = meanOfSpoilt(errors);
      if (probe === undefined) continue;
      const what = { title: `Probe accuracy under ${title}`, x, y: "probe accuracy" };
      curves.push({ name: `${name}.accuracy`, ...what, points: accuracies });
      figures[`${name}Accuracy`] = meanOfSpoilt(accuracies);
    }
    await pause(levelHooks, 1);
    return { figures, curves, ...(lack === undefined ? {} : { notMeasured: `the accuracies: ${lack}` }) };
  },
};

async function codesOfSpoilt(
  { autoencoder }: Representation,
  { images, count }: ImageSet,
  kind: CorruptionKind,
  level: number,
): Promise<Matrix> {
  const data = await autoencoder.encode(await autoencoder.corrupt(images, { kind, level }));
  return soundRows(
    { rows: count, columns: autoencoder.latentSize, data },
    `codes of the test images under ${kind} noise of ${level}`,
  );
}

/** The mean over the levels above 0. */
function meanOfSpoilt(points: Curve["points"]): number {
  const spoilt = points.filter(({ x }) => x > 0);
  return spoilt.reduce((sum, { y }) => sum + y, 0) / spoilt.length;
}
