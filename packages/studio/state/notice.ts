import { unreachableWords } from "../workers/helpers/engine-words.ts";
import { notice, type Offer, offer } from "./session.ts";

/** Tells the person something that they can dismiss. */
export function tell(kind: "problem" | "note", text: string): void {
  notice.value = { kind, text };
}

/** What browsers say, each in its words, of scripts and answers that do not come. */
const unreachable =
  /dynamically imported module|Importing a module script failed|^Failed to fetch|^NetworkError|^Load failed/;

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isLate = error.name === "TimeoutError";
  return isLate || unreachable.test(error.message) ? unreachableWords("a part of the page") : error.message;
}

export function dismiss(): void {
  notice.value = undefined;
}

export function dismissOffer(): void {
  offer.value = undefined;
}

/** Does what is offered. */
export async function acceptOffer(): Promise<void> {
  await answerOffer((accepted) => accepted.run());
}

/** Takes back what the offer follows from. */
export async function undoOffered(): Promise<void> {
  await answerOffer((accepted) => accepted.undo?.());
}

async function answerOffer(answer: (accepted: Offer) => Promise<void> | undefined): Promise<void> {
  const accepted = offer.value;
  dismissOffer();
  try {
    if (accepted !== undefined) await answer(accepted);
  } catch (error) {
    tell("problem", messageOf(error));
  }
}
