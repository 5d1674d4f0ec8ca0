import { notice } from "./session.ts";

/** Tells the person something that they can dismiss. */
export function tell(kind: "problem" | "note", text: string): void {
  notice.value = { kind, text };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Takes back what was offered; what was told stays. */
export function withdrawOffer(): void {
  if (notice.peek()?.action !== undefined) dismiss();
}

export function dismiss(): void {
  notice.value = undefined;
}
