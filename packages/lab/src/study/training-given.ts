import { group } from "d3-array";
import { splitSizes, validationCount } from "hourglass-core/internal/settings/resolve.ts";
import type { Settings } from "hourglass-core/internal/settings/settings.ts";
import { counted } from "hourglass-core/internal/words.ts";
import type { Budget } from "./budget.ts";
import { cellWords } from "./compared-cells.ts";
import type { CellRow, RunRow } from "./results.ts";
import type { RunsOfCells } from "./runs-of-cells.ts";

/** What a training gets, or got. */
export type TrainingGiven = NonNullable<CellRow["training"]>;

/** Of a number of epochs. */
export function trainingOf(epochs: number, trainingImages: number, batchSize: number): TrainingGiven {
  return { epochs, steps: epochs * Math.ceil(trainingImages / batchSize), images: epochs * trainingImages };
}

/** What a run gets, at most. @param available training images of the data set, those held out among them */
export function plannedTraining(settings: Settings, available: number): TrainingGiven {
  const validation = validationCount(settings, available);
  const { train = available - validation } = splitSizes({ ...settings, validation });
  return trainingOf(settings.epochs, train, settings.batchSize);
}

/** More cells than these are counted in a sentence, rather than named. */
const mostCells = 40;

function withRest(words: readonly string[], all: number): string {
  return [...words, ...(all > words.length ? [`and ${all - words.length} more`] : [])].join(", ");
}

/** Means of what differs by less than this share are equal: seeds may stop some epochs apart. */
const tolerance = 0.05;

/**
 * Names the budgets of cells that were not trained for as many steps, or on as many images: `unequal training: vanilla had 800
 * steps, deep 400 steps`; `undefined` where they were, or it is not known.
 */
export function unequalTraining(cells: readonly CellRow[], over: string): string | undefined {
  for (const what of ["steps", "images"] as const) {
    const given = cells.flatMap((cell) =>
      cell.training === undefined ? [] : [{ cell, value: cell.training[what] }],
    );
    const values = given.map(({ value }) => value);
    if (given.length < 2 || Math.max(...values) <= (1 + tolerance) * Math.min(...values)) continue;
    const words = given.slice(0, mostCells).map(({ cell, value }, index) => {
      const had = index === 0 ? "had " : "";
      return `${cellWords(cell, over)} ${had}${counted(Math.round(value), what.slice(0, -1))}`;
    });
    return `unequal training: ${withRest(words, given.length)}`;
  }
  return undefined;
}

/**
 * Names cells of which a training had all epochs that it might have, so that its loss may have gone on to fall: `not converged: 3 of
 * 3 trainings of deep had all their epochs`; `undefined` where there are none.
 */
export function notConverged(cells: readonly CellRow[], runs: RunsOfCells, over: string): string | undefined {
  let all = true;
  const words = cells.flatMap((cell) => {
    const own = (runs.get(cell.id) ?? []).filter(({ status }) => status === "done");
    const bounded = own.filter(({ allEpochs }) => allEpochs === true).length;
    all &&= bounded === own.length;
    if (bounded === 0) return [];
    return [
      `${bounded} of ${counted(own.length, "training")} of ${cellWords(cell, over)} had all their epochs`,
    ];
  });
  if (all && words.length > 0) return "not converged: all trainings had all their epochs";
  if (words.length === 0) return undefined;
  return `not converged: ${withRest(words.slice(0, mostCells), words.length)}`;
}

/** The row of a model in a table of what each got: ranges over its cells. */
export interface GivenRow {
  readonly model: string;
  readonly epochs: string;
  readonly steps: string;
  readonly images: string;
}

/** What each model got, mean over the seeds: the least and the most of its cells. */
export function givenRows(cells: readonly Pick<CellRow, "model" | "training">[]): readonly GivenRow[] {
  const known = cells.flatMap(({ model, training }) => (training === undefined ? [] : [{ model, training }]));
  return [...group(known, ({ model }) => model)].map(([model, own]) => {
    const range = (what: keyof TrainingGiven): string => {
      const values = own.map(({ training }) => Math.round(training[what]));
      const ends = [...new Set([Math.min(...values), Math.max(...values)])];
      return ends.map((value) => value.toLocaleString("en-US")).join(" to ");
    };
    return { model, epochs: range("epochs"), steps: range("steps"), images: range("images") };
  });
}

/** Runs named in a sentence, at most. */
const mostNames = 5;

/** Whether the trainings of a study had ended when they did, a sentence a line. */
export function trainingNotes(runs: readonly RunRow[], budget: Budget | undefined): readonly string[] {
  const done = runs.filter(({ status }) => status === "done");
  const notes: string[] = [];
  if (budget !== undefined && "converged" in budget) {
    const bounded = done.filter(({ allEpochs }) => allEpochs === true);
    const { epochs } = budget.converged;
    const names = bounded.slice(0, mostNames).map(({ id }) => id);
    const more = bounded.length - names.length;
    if (bounded.length > 0) {
      notes.push(
        `${bounded.length} of ${counted(done.length, "training")} had all ${epochs.toLocaleString("en-US")} epochs, so that their ` +
          `loss may have gone on to fall: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
      );
    } else if (done.length > 0) {
      notes.push("Every training ended because its validation loss had stopped falling.");
    }
  }
  const falls = done.flatMap(({ id, lastTenth }) => (lastTenth === undefined ? [] : [{ id, lastTenth }]));
  if (falls.length > 0) {
    const mean = falls.reduce((sum, { lastTenth }) => sum + lastTenth, 0) / falls.length;
    const most = falls.reduce((best, one) => (one.lastTenth > best.lastTenth ? one : best));
    notes.push(
      `The last tenth of the epochs lowered the lowest validation loss by ${mean.toFixed(2)} % on average over the trainings` +
        `${most.lastTenth === 0 ? "" : `, at most by ${most.lastTenth.toFixed(2)} % (${most.id})`}.`,
    );
  }
  return notes;
}
