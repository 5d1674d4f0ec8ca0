import { type Signal, signal } from "@preact/signals";

/** Whether a hand moves: meanwhile only what it asks for is computed, and the rest afterwards. */
export const isHandMoving: Signal<boolean> = signal(false);
let handRests: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds after its last movement. */
const handPause = 350;

/** Told of every movement. */
export function noteHand(): void {
  isHandMoving.value = true;
  clearTimeout(handRests);
  handRests = setTimeout(() => {
    isHandMoving.value = false;
  }, handPause);
}
