import { type Signal, signal } from "@preact/signals";
import type { Pace } from "../workers/trainer/trainer-api.ts";
import { connected } from "./connection.ts";

/** How fast training goes, and how often it is shown. */
export const pace: Signal<Pace> = signal("normal");

/** Trains so from the next chunk on. */
export async function choosePace(next: Pace): Promise<void> {
  pace.value = next;
  await tellPace();
}

/** A trainer that was started since does not know it. */
export async function tellPace(): Promise<void> {
  await connected().trainer.setPace(pace.peek());
}
