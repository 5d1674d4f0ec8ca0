import { notice, offer } from "./session.ts";

/** Tells the person something that they can dismiss. */
export function tell(kind: "problem" | "note", text: string): void {
  notice.value = { kind, text };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function dismiss(): void {
  notice.value = undefined;
}

export function dismissOffer(): void {
  offer.value = undefined;
}

/** Does what is offered. */
export async function acceptOffer(): Promise<void> {
  const accepted = offer.value;
  dismissOffer();
  try {
    await accepted?.run();
  } catch (error) {
    tell("problem", messageOf(error));
  }
}
