import * as z from "zod";
import { type Experiment, linkOf } from "./link.ts";
import { experiment, training } from "./session.ts";
import { canUndo, forgetUndoBeyond } from "./undo.ts";

// The browser's history goes through experiments. An entry has the link in its address, and beside it its place and the training that
// was shown there: Back finds the experiment before with what it had learnt.

export interface Moment {
  /** Its place among the entries of the page. */
  readonly at: number;
  /** The training that was shown there; absent before its model is made. */
  readonly training?: string | undefined;
}

const momentSchema: z.ZodType<Moment> = z.object({ at: z.int().min(0), training: z.string().optional() });

/** What an entry of the history says; `undefined` of one that the page has not made. */
export function momentOf(state: unknown): Moment | undefined {
  const { data } = momentSchema.safeParse(state);
  return data;
}

let here: Moment = { at: 0 };
/** The setting whose value moves, since the entry was made. */
let moving: string | undefined;

/** The moment that the page is at. */
export function momentHere(): Moment {
  return here;
}

/** Begins at the entry that the browser is at: one that was made here is kept over a reload. */
export function startMoments(): void {
  here = momentOf(history.state) ?? { at: 0 };
  history.replaceState(here, "");
}

/**
 * Leaves what there is as an entry of the history, before the experiment becomes another one. While one value moves, untrained
 * on the way, there is one entry for all of it.
 * @param words what is done, for people
 */
export function beginMoment(
  words: string,
  change: Readonly<Record<string, unknown>>,
  next: Experiment,
): void {
  const [name, ...others] = Object.keys(change);
  const isValue = others.length === 0 && name !== undefined && typeof change[name] === "number";
  const isUntrained = training.peek().status === "new";
  if (isUntrained && linkOf(next) === linkOf(experiment.peek())) return;
  if (isUntrained && isValue && name === moving) return;
  moving = isValue ? name : undefined;
  here = { at: here.at + 1 };
  history.pushState(here, "");
  forgetUndoBeyond(here.at - 1);
  canUndo({ words, at: here.at, run: () => history.back() });
}

/** Goes back to an entry of the page, whatever came after it. */
export function undoTo(at: number): () => Promise<void> {
  // There is nothing of the page before its first entry.
  return async () => history.go(Math.max(0, at) - here.at);
}

/** Makes an entry that the browser has made, for an address that was typed or followed, one of the page. */
export function adoptMoment(): void {
  moving = undefined;
  here = { at: here.at + 1 };
  history.replaceState(here, "");
  forgetUndoBeyond(here.at - 1);
  canUndo({ words: "the change of address", at: here.at, run: () => history.back() });
}

/** The page is at an entry again. */
export function arriveAt(moment: Moment): void {
  const isForward = moment.at > here.at;
  moving = undefined;
  here = moment;
  forgetUndoBeyond(moment.at);
  if (isForward) canUndo({ words: "the step forward", at: moment.at, run: () => history.back() });
}

/** Says which training is shown at the entry that the page is at. */
export function noteTraining(id: string): void {
  here = { ...here, training: id };
  history.replaceState(here, "");
}
