import type { Samples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { shapeOf, sliceSamples, valuesOf } from "hourglass-core/internal/data/samples/samples.ts";
import { inWordsOf } from "hourglass-core/internal/data/samples/words.ts";
import { meanError } from "hourglass-core/internal/inference/scorer.ts";
import type { CorruptionKind } from "hourglass-core/internal/program/corruptions/corruption-kind.ts";
import {
  type Corruption,
  corruptionMisfit,
  corruptionPhrase,
  corruptions,
  usualCorruption,
} from "hourglass-core/internal/program/corruptions/corruptions.ts";
import { accuracyOf, lackOfClasses } from "../classes/classification.ts";
import { probeMemory } from "../classes/linear-probe.ts";
import { fitProbe } from "../classes/probe.ts";
import type { Matrix } from "../matrix.ts";
import type { Curve, FigureInfo, Measure } from "../measure.ts";
import { partOf, pause } from "../pacing.ts";
import { type Representation, soundRows } from "../representation.ts";

/** A kind's name as figures and curves have it: `saltPepper`. */
function figureName({ name }: CorruptionKind): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

const mostImages = 2_000;
/** Of the time, about. */
const shareOfProbe = 0.5;

export const robustness: Measure = {
  title: "Robustness",
  definition:
    "What is left when the input is corrupted in each way that there is, at rising strength: the squared error " +
    "of the reconstruction against the clean image, mean over pixels, and the accuracy of the linear probe on the code. " +
    "The figures are means over the levels above 0.",
  protocol:
    "The probe is the one fitted and chosen on clean training and validation images. Measured on the first " +
    `${mostImages.toLocaleString("en")} test images, with the same noise for every model. Without labels there are errors only.`,
  source: "corruptions as in Vincent and others 2010, section 3.3",
  get figures() {
    return Object.fromEntries(
      corruptions.kinds.flatMap((kind): readonly [string, FigureInfo][] => {
        const [name, { title }] = [figureName(kind), kind];
        return [
          [
            `${name}Accuracy`,
            { title: `probe accuracy under ${title}`, unit: "", better: "higher", headline: true },
          ],
          [`${name}Mse`, { title: `mse under ${title}`, unit: "", better: "lower" }],
        ];
      }),
    );
  },
  seconds: 8,
  memory: (sizes) =>
    12 * Math.min(sizes.test, mostImages) * sizes.imageSize + probeMemory(sizes.latentSize, sizes),
  async measure(representation, hooks) {
    const { test } = representation.splits;
    const shape = shapeOf(test);
    const kinds = corruptions.kinds.map((kind) => ({
      kind,
      misfit: corruptionMisfit(usualCorruption(kind, 0), shape),
    }));
    const suitable = kinds.flatMap(({ kind, misfit }) => (misfit === undefined ? [kind] : []));
    const few = sliceSamples(test, 0, Math.min(test.count, mostImages));
    const lack = lackOfClasses(representation.splits);
    const probe =
      lack === undefined ? await fitProbe(representation, partOf(hooks, 0, shareOfProbe)) : undefined;
    const levelCount = suitable.reduce((sum, { levels }) => sum + levels.length, 0);
    const levelHooks = partOf(hooks, probe === undefined ? 0 : shareOfProbe, 1);
    const figures: Record<string, number> = {};
    const curves: Curve[] = [];
    let done = 0;
    for (const kind of suitable) {
      const [name, { title, levels, axis: x }] = [figureName(kind), kind];
      const errors: Curve["points"][number][] = [];
      const accuracies: Curve["points"][number][] = [];
      for (const level of levels) {
        await pause(levelHooks, done++ / levelCount);
        const corruption = usualCorruption(kind, level);
        const { mse } = await representation.autoencoder.scoreCorrupted(
          valuesOf(few),
          corruption,
          0,
          few.labels,
        );
        errors.push({ x: level, y: meanError(mse) });
        if (probe === undefined) continue;
        const predicted = await probe.predict(await codesOfCorrupted(representation, few, corruption));
        accuracies.push({ x: level, y: accuracyOf(predicted, few.labels!) });
      }
      curves.push({
        name: `${name}.mse`,
        title: `Error under ${title}`,
        x,
        y: "mse (intensity², mean over pixels)",
        points: errors,
      });
      figures[`${name}Mse`] = meanOfCorrupted(errors);
      if (probe === undefined) continue;
      const what = { title: `Probe accuracy under ${title}`, x, y: "probe accuracy" };
      curves.push({ name: `${name}.accuracy`, ...what, points: accuracies });
      figures[`${name}Accuracy`] = meanOfCorrupted(accuracies);
    }
    await pause(levelHooks, 1);
    const missing = [
      ...(lack === undefined ? [] : [inWordsOf(shape, `the accuracies: ${lack}`)]),
      ...kinds.flatMap(({ misfit }) => misfit ?? []),
    ];
    return { figures, curves, ...(missing.length === 0 ? {} : { notMeasured: missing.join("; ") }) };
  },
};

async function codesOfCorrupted(
  { autoencoder }: Representation,
  set: Samples,
  corruption: Corruption,
): Promise<Matrix> {
  const { codes: data } = await autoencoder.codeCorrupted(valuesOf(set), corruption, 0, set.labels);
  return soundRows(
    { rows: set.count, columns: autoencoder.latentSize, data },
    `codes of the test images under ${corruptionPhrase(corruption)}`,
  );
}

/** The mean over the levels above 0. */
function meanOfCorrupted(points: Curve["points"]): number {
  const corrupted = points.filter(({ x }) => x > 0);
  return corrupted.reduce((sum, { y }) => sum + y, 0) / corrupted.length;
}
