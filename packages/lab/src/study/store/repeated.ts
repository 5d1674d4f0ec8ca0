import { counted, listed } from "hourglass-core/internal/words.ts";
import type { Repeated } from "../results.ts";
import type { Repeat } from "./stored-result.ts";

/** How many contradictions a sentence names. */
const named = 3;

/** What the repeats of a study say together; `undefined` where there are none. */
export function describeRepeats(repeats: readonly Repeat[]): Repeated | undefined {
  if (repeats.length === 0) return undefined;
  const contradictions = repeats
    .filter(({ differences }) => differences.length > 0)
    .map(({ run, made, differences }) => ({ run, host: made.host, differences }));
  const times = repeats.length;
  const again = `a run that had results already was finished again ${times === 1 ? "once" : `${times} times`}`;
  if (contradictions.length === 0) {
    return {
      times,
      contradictions,
      text: `Determinism: ${again}, with the same weights and figures to the bit.`,
    };
  }
  const shown = contradictions.slice(0, named).map(({ run, host }) => `${run} on ${host}`);
  const more = contradictions.length - shown.length;
  const which = listed([...shown, ...(more === 0 ? [] : [`${more} more`])], "and");
  const text =
    `Determinism: ${again}, ${counted(contradictions.length, "time")} with other bits than the first: ${which}. The first results count; ` +
    "machines whose processors compute otherwise give other bits.";
  return { times, contradictions, text };
}
