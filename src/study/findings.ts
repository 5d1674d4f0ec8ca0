import { counted } from "../words.ts";
import { groupBy } from "./group-by.ts";
import { holmCorrection } from "./holm.ts";
import type { CellRow, Finding, Place, SeedSpread, StudyFigure, StudyResults } from "./results.ts";
import { settingTitle, valueWords } from "./setting-words.ts";
import { type WelchTest, welchTest } from "./welch.ts";

/** A difference counts where the corrected p-value is below it. */
const level = 0.05;

/** Two cells that differ in one thing. */
interface Comparison {
  readonly first: CellRow;
  readonly second: CellRow;
  readonly test: WelchTest;
  /** Corrected for all comparisons of the figure. */
  readonly p: number;
}

/** Cells that differ in one thing only, and which of them are compared. */
interface Group {
  /** What they have in common: `On mnist, latent size 8`. */
  readonly place: string;
  readonly pairs: readonly (readonly [CellRow, CellRow])[];
  readonly tell: (figure: StudyFigure, comparisons: readonly Comparison[]) => readonly Sentence[];
}

interface Sentence {
  readonly text: string;
  readonly isDifference: boolean;
  /** What it rests on; `name` says which cells. */
  readonly comparisons: readonly { readonly name: string; readonly comparison: Comparison }[];
}

/**
 * What the figures that are drawn say about the question, in sentences that the spread over seeds supports: neighbouring
 * values of a varied setting, and the best model against the others, by Welch's t-test with Holm's correction over all
 * comparisons of a figure. Cells of one seed are not compared.
 */
export function findFindings(
  figures: readonly StudyFigure[],
  cells: readonly CellRow[],
  varied: StudyResults["varied"],
): readonly Finding[] {
  return figures
    .filter(({ headline }) => headline)
    .flatMap((figure) =>
      findingsOf(figure, [...settingGroups(cells, varied), ...modelGroups(figure, cells)]),
    );
}

function findingsOf(figure: StudyFigure, groups: readonly Group[]): readonly Finding[] {
  const tested = groups.flatMap(({ pairs }, group) =>
    pairs.flatMap(([first, second]) => {
      const test = welchTest(...([spreadOf(first, figure), spreadOf(second, figure)] as const));
      return test === undefined ? [] : [{ group, first, second, test }];
    }),
  );
  const corrected = holmCorrection(tested.map(({ test }) => test.p));
  const comparisons = tested.map((one, index) => ({ ...one, p: corrected[index] as number }));
  return groups.flatMap(({ place, tell }, index) =>
    tell(
      figure,
      comparisons.filter(({ group }) => group === index),
    ).map((sentence) => ({
      text: `${place}: ${sentence.text}`,
      basis: basisOf(sentence, tested.length),
      isDifference: sentence.isDifference,
    })),
  );
}

/** A figure that a cell lacks has no spread, so nothing is tested. */
function spreadOf({ figures }: CellRow, { name }: StudyFigure): SeedSpread {
  return figures[name] ?? { mean: Number.NaN, seeds: 0 };
}

/** For every varied setting, cells that differ in it alone: each value is compared with the next. */
function settingGroups(cells: readonly CellRow[], varied: StudyResults["varied"]): readonly Group[] {
  return varied.flatMap(({ setting, values }) => {
    const words = values.map((value) => JSON.stringify(value));
    const position = ({ varied: own }: CellRow): number => words.indexOf(JSON.stringify(own[setting]));
    const groups = groupBy(cells, (cell) => placeWords(cell, { setting }));
    return [...groups].map(([place, group]): Group => {
      const ordered = [...group].sort((a, b) => position(a) - position(b));
      return {
        place,
        pairs: ordered.slice(1).map((cell, index) => [ordered[index] as CellRow, cell]),
        tell: (figure, comparisons) => tellSteps(setting, figure, comparisons),
      };
    });
  });
}

/** Cells that differ in the model alone: the one with the best mean is compared with every other. */
function modelGroups(figure: StudyFigure, cells: readonly CellRow[]): readonly Group[] {
  const value = (cell: CellRow): number => spreadOf(cell, figure).mean;
  const groups = groupBy(
    cells.filter((cell) => Number.isFinite(value(cell))),
    (cell) => placeWords(cell, "model"),
  );
  return [...groups].map(([place, group]): Group => {
    const sign = figure.better === "lower" ? 1 : -1;
    const [best, ...others] = [...group].sort((a, b) => sign * (value(a) - value(b)));
    return {
      place,
      pairs: others.map((other) => [best as CellRow, other]),
      tell: tellBest,
    };
  });
}

/** What cells have in common that differ in one thing: `On mnist, deep, latent size 8`. */
function placeWords({ data, model, varied }: Place, without: "model" | { readonly setting: string }): string {
  const settings = Object.entries(varied)
    .filter(([name]) => without === "model" || name !== without.setting)
    .map(([name, value]) => `${settingTitle(name)} ${valueWords(value)}`);
  return [`On ${data}`, ...(without === "model" ? [] : [model]), ...settings].join(", ");
}

/** Neighbouring steps of one verdict share a sentence. */
function tellSteps(
  setting: string,
  figure: StudyFigure,
  comparisons: readonly Comparison[],
): readonly Sentence[] {
  const runs: Comparison[][] = [];
  for (const comparison of comparisons) {
    const before = runs.at(-1)?.at(-1);
    const continues = before?.second === comparison.first && verdict(before) === verdict(comparison);
    if (continues) runs.at(-1)?.push(comparison);
    else runs.push([comparison]);
  }
  const title = settingTitle(setting);
  const valueIn = ({ varied }: CellRow): string => valueWords(varied[setting] ?? "");
  return runs.map((steps): Sentence => {
    const [from, to] = [(steps[0] as Comparison).first, (steps.at(-1) as Comparison).second];
    const values = [from, ...steps.map(({ second }) => second)].map(valueIn);
    const change = verdict(steps[0] as Comparison);
    const by = steps.length === 1 ? "" : ", at every step";
    return {
      text:
        change === "none"
          ? steps.length === 1
            ? `no difference in ${figure.title} that exceeds the spread over seeds between ${title} ${values.join(" and ")}`
            : `no single step of ${title} from ${values.join(" to ")} changes ${figure.title} by more than the spread over seeds`
          : `${figure.title} ${change}s from ${meanOf(from, figure)} to ${meanOf(to, figure)} as ${title} goes from ` +
            `${values.join(" to ")}${by}`,
      isDifference: change !== "none",
      comparisons: steps.map((comparison) => ({
        name: `${valueIn(comparison.first)} and ${valueIn(comparison.second)}`,
        comparison,
      })),
    };
  });
}

/** Of the best against others: those that it differs from, and those that it does not. */
function tellBest(figure: StudyFigure, comparisons: readonly Comparison[]): readonly Sentence[] {
  const best = comparisons[0]?.first;
  if (best === undefined) return [];
  const comparative = figure.better === "lower" ? "lower" : "higher";
  const listed = (some: readonly Comparison[]): string =>
    joinWords(some.map(({ second }) => `${second.model} (${meanOf(second, figure)})`));
  const same = comparisons.filter((comparison) => verdict(comparison) === "none");
  const different = comparisons.filter((comparison) => !same.includes(comparison));
  const sentence = (some: readonly Comparison[], isDifference: boolean, text: string): Sentence => ({
    text,
    isDifference,
    comparisons: some.map((comparison) => ({
      name: `${best.model} and ${comparison.second.model}`,
      comparison,
    })),
  });
  const sentences: Sentence[] = [];
  if (different.length > 0) {
    const value = `${figure.title} of ${best.model}, ${meanOf(best, figure)}`;
    sentences.push(
      sentence(different, true, `the ${value}, is ${comparative} than that of ${listed(different)}`),
    );
  }
  if (same.length > 0) {
    const pairs = `${best.model} (${meanOf(best, figure)}) and ${listed(same)}`;
    const text = `no difference in ${figure.title} that exceeds the spread over seeds between ${pairs}`;
    sentences.push(sentence(same, false, text));
  }
  return sentences;
}

function verdict({ p, test }: Comparison): "rise" | "fall" | "none" {
  if (p >= level) return "none";
  return test.t > 0 ? "rise" : "fall";
}

function basisOf({ comparisons }: Sentence, count: number): string {
  const parts = comparisons.map(({ name, comparison: { test, p } }) => {
    const numbers =
      `Welch's t = ${numberWords(Math.abs(test.t), 3)} with ${numberWords(test.degreesOfFreedom, 2)} degrees of freedom, ` +
      `p ${p < 1e-4 ? "< 0.0001" : `= ${numberWords(p, 2)}`}`;
    return comparisons.length === 1 ? numbers : `${name}: ${numbers}`;
  });
  return `${parts.join("; ")} (Holm, ${counted(count, "comparison")})`;
}

function meanOf(cell: CellRow, figure: StudyFigure): string {
  const value = numberWords(spreadOf(cell, figure).mean, 4);
  return figure.unit === "" ? value : `${value} ${figure.unit}`;
}

/** A number with some significant digits, without a power of ten where that can be read. */
function numberWords(value: number, digits: number): string {
  return Math.abs(value) >= 10 ** digits ? value.toFixed(0) : value.toPrecision(digits);
}

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
