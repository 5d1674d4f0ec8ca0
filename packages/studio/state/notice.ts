import { notice } from "./session.ts";

/** Tells the person something that they can dismiss. */
export function tell(kind: "problem" | "note", text: string): void {
  notice.value = { kind, text };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Tells something, also while something is offered, which stays. */
export function tellBeside(text: string): void {
  const shown = notice.peek();
  notice.value = shown?.action === undefined ? { kind: "note", text } : { ...shown, beside: text };
}

/** Takes back what was offered; what was told stays. */
export function withdrawOffer(): void {
  if (notice.peek()?.action !== undefined) dismiss();
}

export function dismiss(): void {
  notice.value = undefined;
}
