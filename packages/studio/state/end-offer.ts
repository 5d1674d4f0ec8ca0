import { computed, effect } from "@preact/signals";
import { dismissOffer } from "./notice.ts";
import { offer, training } from "./session.ts";

/** Milliseconds in which an offer can be read, and taken at leisure. */
const [readable, leisurely] = [4000, 12_000];

const status = computed(() => training.value.status);

/**
 * Ends an offer to keep the model before this one: when the training after it begins, where there was time to read it, and at
 * the latest when that has ended and there was time to take it. Lasts until the function that it returns is called.
 */
export function startEndingOffers(): () => void {
  let offered = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ends = [
    effect(() => {
      if (offer.value === undefined) return;
      offered = performance.now();
    }),
    effect(() => {
      // That of an earlier training does not end an offer that was made since.
      clearTimeout(timer);
      const age = performance.now() - offered;
      if (status.value === "training" && age > readable) dismissOffer();
      // A short training must not take it away from the hand that reaches for it.
      if (status.value === "done") timer = setTimeout(dismissOffer, Math.max(0, leisurely - age));
    }),
    () => clearTimeout(timer),
  ];
  return () => {
    for (const end of ends) end();
  };
}
