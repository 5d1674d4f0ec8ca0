import { kindOfSamples } from "hourglass-core/internal/data/samples/sample-kinds.ts";
import { HourglassError, UsageError } from "hourglass-core/internal/errors.ts";
import { conditionOf, conditionOfArchitecture } from "hourglass-core/internal/model/condition.ts";
import { lookUp } from "hourglass-core/internal/validation.ts";
import type { RunSummary } from "../../run/files/summary.ts";
import type { OpenedRun } from "../../run/open-run.ts";

type ToldRun = Pick<OpenedRun, "autoencoder" | "summary">;

/**
 * The classes of samples, by the numbers that the run knows them by; `undefined` for a model that is told none.
 * @param classes the name of the class of each sample, where there are names
 * @throws HourglassError where the model must be told the classes and there are none, and on one that it does not know
 */
export function toldClasses(run: ToldRun, classes: readonly string[] | undefined): Uint8Array | undefined {
  const { model } = run.autoencoder;
  if (conditionOf(model) === undefined) return undefined;
  if (classes === undefined) {
    const { title, plural } = kindOfSamples(model.sampleShape);
    throw new HourglassError(
      `the autoencoder is conditional: it must be told the class of each ${title}, and these ${plural} have none; ` +
        "give them with --labels FILE",
    );
  }
  const numbers = numbersByName(run);
  return Uint8Array.from(classes, (name) => lookUp(numbers, name, "class"));
}

/**
 * The number of the class that an option names.
 * @throws UsageError where the model is told no class, and on one that it does not know
 */
export function toldClass(run: ToldRun, name: string, option: string): number {
  if (conditionOf(run.autoencoder.model) === undefined) {
    throw new UsageError(
      `${option}: the autoencoder is not told classes, and cannot be asked for one: leave it out, or train with --model conditional`,
    );
  }
  return lookUp(numbersByName(run), name, `class in ${option}`);
}

/** The classes that the model is told, by their names. */
function numbersByName({ summary }: ToldRun): Readonly<Record<string, number>> {
  const names = toldNames(summary) ?? [];
  return Object.fromEntries(names.map((name, label) => [name, label]));
}

/**
 * The names of the classes that a run's model is told, in the order of their numbers, which stand for them where the data had no names;
 * `undefined` where it is told none.
 */
export function toldNames({
  model,
  dataset,
}: Pick<RunSummary, "model" | "dataset">): readonly string[] | undefined {
  const length = conditionOfArchitecture(model.architecture);
  if (length === undefined) return undefined;
  return Array.from({ length }, (_, label) => dataset.classNames[label] ?? String(label));
}
