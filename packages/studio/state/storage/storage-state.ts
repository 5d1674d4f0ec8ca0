import { type Signal, signal } from "@preact/signals";
import { tell } from "../notice.ts";

/** Why this browser stores nothing for the page; absent where it does. */
export const storageRefusal: Signal<string | undefined> = signal(undefined);

/** Records that this page cannot read: their keys, and why. They stay where they are until a person removes them. */
export interface Unread {
  readonly key: string;
  readonly why: string;
}
export const unreadKept: Signal<readonly Unread[]> = signal([]);

const told = new Set<string>();

/** Tells what could not be stored, each reason once: the page goes on without. */
export function tellOfStorage(text: string): void {
  if (told.has(text)) return;
  told.add(text);
  tell("note", text);
}
