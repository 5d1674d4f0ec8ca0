import { computed, effect } from "@preact/signals";
import { dismissOffer } from "./notice.ts";
import { offer, training } from "./session.ts";

/** Milliseconds in which an offer can be read. */
const readable = 4000;

const status = computed(() => training.value.status);

/**
 * Ends an offer to keep the model before this one: when the training after it begins, where there was time to read it, and at
 * the latest when that has ended. Lasts until the function that it returns is called.
 */
export function startEndingOffers(): () => void {
  let offered = performance.now();
  const ends = [
    effect(() => {
      if (offer.value !== undefined) offered = performance.now();
    }),
    effect(() => {
      const begins = status.value === "training" && performance.now() - offered > readable;
      if (begins || status.value === "done") dismissOffer();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
